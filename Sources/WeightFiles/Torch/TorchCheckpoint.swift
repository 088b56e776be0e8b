public import FoundationEssentials
public import Tensors

/// A PyTorch checkpoint (`.pth`, `.pt`), open for reading: the tensors in it, and nothing executed.
///
/// Both formats that `torch.save` writes are read: the zip archive, and the older one of pickles and raw
/// storages. A pickle is a program, so only a list of harmless instructions and names is allowed, those that
/// tensors, dictionaries, lists, texts and numbers need; anything else is an error that names it. A file that
/// holds whole Python objects instead of a state dictionary is refused that way.
///
/// Tensors of PyTorch may lie in a storage in any order (published EfficientNet-Lite weights do). Their
/// offsets and strides are honoured and checked; what comes out is in row-major order. A tensor with more
/// elements than its storage, as `expand` makes them, is refused.
///
/// Memory in use after opening is in proportion to the pickle's bytes; the storages stay mapped.
///
/// Source: PyTorch, "torch/serialization.py", which defines both formats by writing them.
public struct TorchCheckpoint: Sendable {
    /// The names of the tensors in the order of the file. Keys of nested containers are joined by dots, for
    /// example `state_dict.conv1.weight`; positions in lists count from zero.
    public let names: [String]

    /// What stands before the names of the model's own weights: `"state_dict."`, or a similar key, where the
    /// file keeps them beside other things, and nothing where it holds just them.
    public let stateDictionaryPrefix: String

    private let views: [String: TorchTensorView]
    private let reaches: [String: Range<Int>]
    private let storages: [String: Data]

    /// Opens a file, checks it and finds its tensors.
    ///
    /// - Throws: ``TorchCheckpointError`` for a file that cannot be read, is broken, or needs more than data.
    public init(contentsOfFile path: String) throws(TorchCheckpointError) {
        let bytes: Data
        do throws(FileMappingError) {
            bytes = try MappedFile.bytes(atPath: path)
        } catch {
            throw .unreadable(error)
        }
        try self.init(parsing: bytes)
    }

    /// Reads a whole file from memory.
    ///
    /// - Throws: ``TorchCheckpointError`` for bytes that are broken or need more than data.
    public init(parsing bytes: Data) throws(TorchCheckpointError) {
        let container = try TorchContainer(file: bytes)
        let walk = try TorchNameWalk(of: container, fileByteCount: bytes.count)
        var reaches: [String: Range<Int>] = [:]
        for name in walk.names {
            reaches[name] = try walk.views[name]?.reach(tensor: name)
        }
        names = walk.names
        views = walk.views
        storages = container.storages
        stateDictionaryPrefix = TorchNameWalk.stateDictionaryPrefix(of: container)
        self.reaches = reaches
    }

    /// What the file says about a tensor, or `nil` where there is none of this name.
    public func info(of name: String) -> TorchTensorInfo? {
        guard let view = views[name] else { return nil }
        return TorchTensorInfo(
            elementType: view.storage.elementType, shape: Shape(view.extents), strides: view.strides,
            isContiguous: view.isContiguous)
    }

    /// The elements of a tensor as 32-bit floats in row-major order.
    ///
    /// 64-bit floats are rounded to nearest, and so are integers beyond 2²⁴ in magnitude; a truth value
    /// becomes 0 or 1.
    ///
    /// - Throws: ``TorchCheckpointError/tensorNotFound(_:)``.
    public func tensor(named name: String) throws(TorchCheckpointError) -> Tensor<Float> {
        guard let view = views[name], let reach = reaches[name], let storage = storages[view.storage.key]
        else {
            throw .tensorNotFound(name)
        }
        let elementType = view.storage.elementType
        let bytes = storage.bytes(
            at: reach.lowerBound * elementType.byteCount..<reach.upperBound * elementType.byteCount)
        let elements = FloatDecoding.floats(from: bytes, as: elementType)
        return Tensor(
            shape: Shape(view.extents), values: view.isContiguous ? elements : view.gathered(from: elements))
    }
}

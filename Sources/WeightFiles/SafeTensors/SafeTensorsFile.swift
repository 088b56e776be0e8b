public import FoundationEssentials
public import Tensors

/// A safetensors file, open for reading: named tensors and free texts, checked before anything is handed out.
///
/// The whole format is enforced when the file is opened: a value of this type exists only for bytes in which
/// every tensor has its place and every byte of data its tensor. The data itself is not touched until a
/// tensor is asked for; a file from the disk is mapped into memory and loaded page by page. Memory in use
/// after opening is in proportion to the header's bytes.
///
/// Names are compared as `String` does, by characters: two names that differ only in how an accent is
/// composed count as the same and are refused as a duplicate.
///
/// Source: <https://github.com/huggingface/safetensors>, section "Format"; `pretrained/FORMAT.md`.
public struct SafeTensorsFile: Sendable {
    /// The key of the header that holds texts instead of a tensor.
    static let metadataKey = "__metadata__"

    /// The free texts that travel with the tensors.
    public let metadata: [String: String]

    /// The tensors' names in the order of their data.
    public let tensorNames: [String]

    private let infos: [String: TensorInfo]
    private let data: Data

    /// Opens a file and checks its header. Complexity: O(header); the data is mapped, not read.
    ///
    /// - Throws: ``SafeTensorsError`` for a file that cannot be read or breaks the format.
    public init(contentsOfFile path: String) throws(SafeTensorsError) {
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
    /// - Throws: ``SafeTensorsError`` for bytes that break the format.
    public init(parsing bytes: Data) throws(SafeTensorsError) {
        let header = try SafeTensorsHeader(ofFile: bytes)
        metadata = header.metadata
        tensorNames = header.names
        infos = header.infos
        data = bytes.bytes(at: header.dataStart..<bytes.count)
    }

    /// What the header says about a tensor, or `nil` where there is none of this name.
    public func info(of name: String) -> TensorInfo? {
        infos[name]
    }

    /// The elements of a tensor as 32-bit floats.
    ///
    /// `F32`, `F16`, `BF16` and `U8` are exact. `I64` is rounded to nearest beyond 2²⁴ in magnitude; ask
    /// ``bytes(of:)`` where the integers themselves matter.
    ///
    /// - Throws: ``SafeTensorsError/tensorNotFound(_:)``.
    public func tensor(named name: String) throws(SafeTensorsError) -> Tensor<Float> {
        guard let info = infos[name] else { throw .tensorNotFound(name) }
        let bytes = data.bytes(at: info.byteRange)
        return Tensor(shape: info.shape, values: FloatDecoding.floats(from: bytes, as: info.elementType))
    }

    /// The bytes of a tensor as they lie in the file, little-endian and in row-major order; no copy.
    ///
    /// - Throws: ``SafeTensorsError/tensorNotFound(_:)``.
    public func bytes(of name: String) throws(SafeTensorsError) -> Data {
        guard let info = infos[name] else { throw .tensorNotFound(name) }
        return data.bytes(at: info.byteRange)
    }
}

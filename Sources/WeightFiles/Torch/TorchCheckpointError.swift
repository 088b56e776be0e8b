/// Why bytes are not a PyTorch checkpoint, or not one that this program reads.
public enum TorchCheckpointError: Error, Hashable, Sendable {
    /// The file cannot be opened.
    case unreadable(FileMappingError)

    /// The file starts neither like a zip archive nor like a pickle.
    case unrecognized(firstBytes: [UInt8])

    /// A pickle in the file is broken, or asks for more than data.
    case pickle(PickleError)

    /// The zip archive is broken or uses what PyTorch does not.
    case archive(ZipError)

    /// The archive holds no `data.pkl`.
    case noPickleInArchive

    /// A pickle of the older format is not the expected one.
    case unexpectedPreamble(TorchPreamble)

    /// The numbers were written by a machine that stores the most significant byte first.
    case bigEndian

    /// The file does not hold a storage that a tensor refers to.
    case missingStorage(key: String)

    /// The file holds a storage twice, or one that no tensor refers to.
    case unexpectedStorage(key: String)

    /// A storage has another number of elements in the file than its tensors say.
    case storageCountMismatch(key: String, elementCount: UInt64, expected: Int)

    /// A storage's entry in the archive has more bytes than its tensors say.
    case storageSizeMismatch(key: String, byteCount: Int, expected: Int)

    /// A storage ends beyond the file, or its size in bytes does not fit in 63 bits.
    case storageOutOfBounds(key: String, elementCount: Int, bytesLeft: Int)

    /// Bytes follow the last storage.
    case trailingBytes(count: Int)

    /// The size of a tensor does not fit in 63 bits.
    case sizeOverflow(tensor: String, extents: [Int])

    /// A tensor reaches beyond its storage.
    case outOfBounds(tensor: String, offset: Int, extents: [Int], strides: [Int], storageElementCount: Int)

    /// A tensor has more elements than its storage, because a stride makes it show some of them repeatedly.
    case repeatedElements(tensor: String, elementCount: Int, storageElementCount: Int)

    /// Containers hold each other in more levels than are followed, or in a circle.
    case nestingTooDeep(limit: Int)

    /// The same containers are shared so often that their names would take more room than the file.
    case tooManyNames(limit: Int)

    /// Two tensors would get one dotted name.
    case duplicateName(String)

    /// The file holds no tensor of this name.
    case tensorNotFound(String)
}

extension TorchCheckpointError: CustomStringConvertible {
    /// One sentence, without the path.
    public var description: String {
        switch self {
        case .unreadable(let error): "\(error)"
        case .unrecognized(firstBytes: []): "file is empty"
        case .unrecognized(let firstBytes):
            "file starts with bytes \(firstBytes.map(\.hexadecimal).joined(separator: " ")), "
                + "neither a zip archive nor a pickle"
        case .pickle(let error): "\(error)"
        case .archive(let error): "\(error)"
        case .noPickleInArchive: "the archive holds no data.pkl below one folder"
        case .unexpectedPreamble(let part): "the file does not have \(part) of a PyTorch checkpoint"
        case .bigEndian: "the numbers have their most significant byte first, which is not supported"
        case .missingStorage(let key): "the file does not hold storage \(key.quoted)"
        case .unexpectedStorage(let key):
            "the file holds storage \(key.quoted) twice, or no tensor refers to it"
        case .storageCountMismatch(let key, let elementCount, let expected):
            "storage \(key.quoted) has \(elementCount) elements in the file, its tensors need \(expected)"
        case .storageSizeMismatch(let key, let byteCount, let expected):
            "storage \(key.quoted) has \(byteCount) bytes in the file, its tensors need \(expected)"
        case .storageOutOfBounds(let key, let elementCount, let bytesLeft):
            "storage \(key.quoted) has \(elementCount) elements, but only \(bytesLeft) bytes are left"
        case .trailingBytes(let count): "\(count) bytes follow the last storage"
        case .nestingTooDeep(let limit): "containers are nested in more than \(limit) levels"
        case .tooManyNames(let limit): "the names of all tensors take more than the file's own \(limit) bytes"
        default: tensorDescription
        }
    }

    private var tensorDescription: String {
        switch self {
        case .sizeOverflow(let tensor, let extents):
            "tensor \(tensor.quoted) of shape \(extents) has a size that does not fit in 63 bits"
        case .outOfBounds(let tensor, let offset, let extents, let strides, let storageElementCount):
            "tensor \(tensor.quoted) of shape \(extents) with strides \(strides) from element \(offset) on "
                + "reaches beyond its storage of \(storageElementCount)"
        case .repeatedElements(let tensor, let elementCount, let storageElementCount):
            "tensor \(tensor.quoted) repeats its storage: "
                + "\(elementCount) elements from \(storageElementCount)"
        case .duplicateName(let name): "two tensors have the name \(name.quoted)"
        case .tensorNotFound(let name): "file has no tensor \(name.quoted)"
        default: "file is not a PyTorch checkpoint"
        }
    }
}

/// Why a file could not be read whole. The caller knows the path and adds it.
public enum FileReadError: Error, Hashable, Sendable {
    /// The path is empty or holds a zero byte, so no file can have it.
    case unusablePath
    /// Nothing is there under the path.
    case notFound
    /// The system refused to open the file.
    case cannotOpen(SystemError)
    /// The path leads to something that is not a regular file.
    case notARegularFile(FileKind)
    /// The file is larger than the caller allows.
    case tooLarge(byteCount: Int, maximum: Int)
    /// The system refused to read from the open file.
    case cannotRead(SystemError)
    /// The file became shorter while it was read.
    case cutWhileReading(byteCount: Int, expected: Int)
}

extension FileReadError: CustomStringConvertible {
    /// The failure in one sentence, without the path.
    public var description: String {
        switch self {
        case .unusablePath: "the path is empty or holds a zero byte"
        case .notFound: "there is no such file"
        case .cannotOpen(let error): "the file cannot be opened: \(error)"
        case .notARegularFile(let kind): "this is \(kind), not a regular file"
        case .tooLarge(let byteCount, let maximum):
            "the file has \(byteCount) bytes, at most \(maximum) are allowed"
        case .cannotRead(let error): "the file cannot be read: \(error)"
        case .cutWhileReading(let byteCount, let expected):
            "the file ended after \(byteCount) of \(expected) bytes: it became shorter while it was read"
        }
    }
}

/// Why a file could not be opened for reading.
public enum FileMappingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The path names a directory.
    case isDirectory

    /// The path names a device, a pipe or a socket; only a regular file can be mapped.
    case notRegularFile

    /// The operating system refused, with its error number and its own words.
    case refused(code: Int32, reason: String)

    /// One sentence, without the path.
    public var description: String {
        switch self {
        case .isDirectory: "a directory stands where a file is needed"
        case .notRegularFile: "not a regular file"
        case .refused(let code, let reason): "cannot be read: \(reason) (error \(code))"
        }
    }
}

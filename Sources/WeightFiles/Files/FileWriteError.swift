/// Why a file could not be written.
public enum FileWriteError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The path names a directory.
    case isDirectory

    /// The path names a device, a pipe or a socket, which cannot be replaced by a file.
    case notRegularFile

    /// The path is a chain of more symbolic links than are followed; most likely a loop.
    case tooManySymbolicLinks(limit: Int)

    /// The operating system refused a step, with its error number and its own words.
    case refused(FileOperation, code: Int32, reason: String)

    /// One sentence, without the path.
    public var description: String {
        switch self {
        case .isDirectory: "a directory stands where the file is to be written"
        case .notRegularFile: "cannot replace something that is not a regular file"
        case .tooManySymbolicLinks(let limit): "more than \(limit) symbolic links lead from one to the next"
        case .refused(let operation, let code, let reason): "\(operation) failed: \(reason) (error \(code))"
        }
    }
}

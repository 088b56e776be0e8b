internal import Glibc

/// What stands under a name in a file system.
public enum FileKind: String, Hashable, Sendable, Codable, CaseIterable, CustomStringConvertible {
    /// A regular file: bytes with an end.
    case regularFile
    /// A folder (directory).
    case folder
    /// A named pipe (FIFO).
    case pipe
    /// A socket.
    case socket
    /// A terminal, a random source or another device that is read byte by byte.
    case characterDevice
    /// A disk or another device that is read in blocks.
    case blockDevice
    /// Anything that this list does not name.
    case other

    /// Reads the kind from the type bits of a file's mode.
    init(mode: mode_t) {
        switch mode & S_IFMT {
        case S_IFREG: self = .regularFile
        case S_IFDIR: self = .folder
        case S_IFIFO: self = .pipe
        case S_IFSOCK: self = .socket
        case S_IFCHR: self = .characterDevice
        case S_IFBLK: self = .blockDevice
        default: self = .other
        }
    }

    /// The kind in words with its article, for example `a named pipe`.
    public var description: String {
        switch self {
        case .regularFile: "a regular file"
        case .folder: "a folder"
        case .pipe: "a named pipe"
        case .socket: "a socket"
        case .characterDevice: "a character device"
        case .blockDevice: "a block device"
        case .other: "a special file"
        }
    }
}

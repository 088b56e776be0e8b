internal import Glibc

/// A failure that the operating system reported: its error number, with the system's own words for it.
public struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The error number (`errno`), for example 13 for `EACCES`.
    public let number: Int32

    /// Makes the value for an error number.
    public init(number: Int32) {
        self.number = number
    }

    /// The failure that the calling thread's last system call left behind.
    static var last: SystemError { SystemError(number: errno) }

    /// Nothing is there under the name, or something on the way to it is not a folder.
    static func isAbsence(_ number: Int32) -> Bool { number == ENOENT || number == ENOTDIR }

    /// The system's words and the number, for example `Permission denied (error 13)`.
    public var description: String {
        "\(DirectoryReader.message(forErrorNumber: number)) (error \(number))"
    }
}

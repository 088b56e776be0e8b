/// Something below a class folder that should have given images and could not.
///
/// A scan goes on past problems; the caller decides whether to report them, as unreadable images are
/// reported, or to stop.
public struct FolderProblem: Hashable, Sendable {
    /// Why an entry gives no images.
    public enum Reason: Hashable, Sendable {
        /// The name is not valid UTF-8, so that no text could name the file. It has to be renamed.
        case nameIsNotUTF8
        /// A symbolic link leads to nothing.
        case brokenLink
        /// The name leads to neither a folder nor a regular file.
        case specialFile(FileKind)
        /// The system refused to say what the name leads to, or to list the folder.
        case unreadable(SystemError)
        /// A link leads to a folder that the scan has been in already: one above it, another class, or this
        /// class.
        case repeatedFolder
    }

    /// The path below the data set's folder in printable form: bytes that are no UTF-8 and control characters
    /// are shown as `\x` and two hexadecimal digits, a backslash as two. It is for people and opens no file.
    public let printablePath: String

    /// Why the entry gives no images.
    public let reason: Reason

    /// Makes a problem.
    public init(printablePath: String, reason: Reason) {
        self.printablePath = printablePath
        self.reason = reason
    }
}

extension FolderProblem: CustomStringConvertible {
    /// The path and the problem in one sentence.
    public var description: String { "\(printablePath): \(sentence)" }

    /// The problem without the path.
    public var sentence: String {
        switch reason {
        case .nameIsNotUTF8: "the name is not valid UTF-8; rename it to use it"
        case .brokenLink: "the symbolic link leads to nothing"
        case .specialFile(let kind): "this is \(kind), not an image file"
        case .unreadable(let error): "it cannot be read: \(error)"
        case .repeatedFolder: "the link leads to a folder that was scanned already"
        }
    }
}

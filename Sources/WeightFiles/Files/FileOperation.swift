/// A step of writing a file, for messages.
public enum FileOperation: String, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    /// Finding out what stands at the path now.
    case inspect

    /// Opening the directory that is to hold the file.
    case openDirectory

    /// Creating the temporary file beside the target.
    case create

    /// Giving the new file the access rights of the one it replaces.
    case setMode

    /// Writing the bytes.
    case write

    /// Waiting until the bytes are on the disk.
    case synchronize

    /// Closing the temporary file.
    case close

    /// Renaming the temporary file to its final name.
    case rename

    /// Waiting until the new directory entry is on the disk.
    case synchronizeDirectory

    /// The step as the subject of a sentence.
    public var description: String {
        switch self {
        case .inspect: "looking up the path"
        case .openDirectory: "opening the directory"
        case .create: "creating a temporary file"
        case .setMode: "setting the access rights"
        case .write: "writing"
        case .synchronize: "flushing to the disk"
        case .close: "closing"
        case .rename: "renaming the temporary file"
        case .synchronizeDirectory: "flushing the directory to the disk"
        }
    }
}

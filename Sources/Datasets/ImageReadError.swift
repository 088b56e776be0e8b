public import Images

/// Why an image file could not be used.
public enum ImageReadError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file could not be read.
    case file(FileReadError)
    /// Its content is no picture that imgcls can decode.
    case image(ImageError)
    /// The file was another one when it was hashed.
    case changedMeanwhile
    /// The file is another one than the manifest recorded.
    case changedSinceManifest

    /// One sentence without the path.
    public var description: String {
        switch self {
        case .file(let error): "\(error)"
        case .image(let error): "\(error)"
        case .changedMeanwhile: "was changed while it was read"
        case .changedSinceManifest: "is not the file whose hash the manifest records"
        }
    }
}

/// A picture inside a report, as the bytes of a file.
public struct ReportPicture: Hashable, Sendable {
    /// The format of the bytes; browsers show nothing else here.
    public enum Format: String, Hashable, Sendable, CaseIterable {
        case jpeg, png, webp
    }

    /// The bytes of the file; they become part of the page as they are.
    public let bytes: [UInt8]
    /// What the bytes are.
    public let format: Format
    /// The width in pixels.
    public let width: Int
    /// The height in pixels.
    public let height: Int

    /// Makes a picture.
    ///
    /// - Precondition: Both sides are at least 1.
    public init(bytes: [UInt8], format: Format, width: Int, height: Int) {
        precondition(width > 0 && height > 0, "a picture of \(width) × \(height) pixels")
        self.bytes = bytes
        self.format = format
        self.width = width
        self.height = height
    }
}

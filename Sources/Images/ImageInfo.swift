/// What the header of an image file says; nothing of its pixels has been read.
public struct ImageInfo: Hashable, Sendable {
    /// The kind of file.
    public let format: ImageFormat
    /// The number of columns, as stored.
    public let width: Int
    /// The number of rows, as stored.
    public let height: Int
    /// How the stored pixels must be turned; upright where the file does not say, or says nonsense.
    public let orientation: ImageOrientation

    /// Makes a description from what a header says, or would say.
    public init(format: ImageFormat, width: Int, height: Int, orientation: ImageOrientation = .upright) {
        self.format = format
        self.width = width
        self.height = height
        self.orientation = orientation
    }

    /// The number of columns of the upright picture.
    public var uprightWidth: Int { orientation.swapsAxes ? height : width }

    /// The number of rows of the upright picture.
    public var uprightHeight: Int { orientation.swapsAxes ? width : height }
}

/// One labelled image file of a data set.
///
/// A sample says where the file is and which class its folder names; whether the bytes are an image is found
/// out when they are decoded.
public struct Sample: Hashable, Sendable {
    /// The path below the data set's folder, with `/` between components, for example `train/cat/12.jpg`.
    public let relativePath: String

    /// The path that opens the file; absolute wherever the working directory has a path in UTF-8.
    public let path: String

    /// The position of the sample's class in the data set's class names, from 0.
    public let classIndex: Int

    /// Makes a sample.
    ///
    /// - Precondition: `classIndex` is not negative.
    public init(relativePath: String, path: String, classIndex: Int) {
        precondition(classIndex >= 0, "class index \(classIndex) is negative")
        self.relativePath = relativePath
        self.path = path
        self.classIndex = classIndex
    }
}

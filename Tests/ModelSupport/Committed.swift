internal import FoundationEssentials

/// What the package itself brings along.
public enum Committed {
    /// The folder of the package.
    public static let package = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// The folder with the pretrained models.
    public static let pretrained = package + "/pretrained"

    /// The sample of Fashion-MNIST.
    public static let sample = package + "/datasets/fashion-mnist-sample"

    /// The path of a picture of the sample's training part.
    public static func picture(_ className: String, _ number: Int) -> String {
        let digits = String(number)
        return "\(sample)/train/\(className)/\(String(repeating: "0", count: 3 - digits.count))\(digits).png"
    }
}

extension ScratchFolder {
    /// Copies the first pictures of some classes of the sample into class folders.
    public func addPhotos(
        to relativePath: String, classes: [String] = ["bag", "sandal", "trouser"], count: Int = 6,
        startingAt start: Int = 0
    ) throws {
        for name in classes {
            for number in start..<start + count {
                let bytes = try Data(contentsOf: URL(filePath: Committed.picture(name, number)))
                try write(bytes, to: "\(relativePath)/\(name)/\(number).png")
            }
        }
    }
}

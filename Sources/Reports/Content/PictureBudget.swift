/// How many pictures of which size keep a report below 3 MB.
///
/// A JPEG of quality 80 takes about 4 KB at 96 pixels and 12 KB at 224, and a third more as text in a page. With
/// ten classes that makes 40 thumbnails (0.2 MB) and 36 examples with a heat map each (1.2 MB), which leaves
/// 1.6 MB for findings and the augmentation sheet.
public struct PictureBudget: Hashable, Sendable {
    /// The longer side of a thumbnail, in pixels.
    public static let thumbnailSide = 96
    /// The side of an example and of its heat map, in pixels.
    public static let exampleSide = 224
    /// The quality of JPEG files, on libjpeg's scale.
    public static let quality = 80
    /// The longer side of a picture among samples of an augmentation, in pixels.
    public static let variantSide = 128
    /// How many bytes all samples of an augmentation have together: less than 150 KB of text in a page.
    public static let variantByteCount = 110_000
    /// How many mistakes have pictures.
    public static let mistakeCount = 24
    /// How many of the least certain images are shown.
    public static let uncertainCount = 12
    /// How many places of a finding have pictures.
    public static let findingItemCount = 4

    /// How many thumbnails each class has: 4 for up to 15 classes, at least 1 for up to 60, else none.
    public let thumbnailsPerClass: Int

    /// The budget for a number of classes.
    public init(classCount: Int) {
        thumbnailsPerClass = min(4, 60 / max(classCount, 1))
    }
}

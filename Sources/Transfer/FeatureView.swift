internal import Augmentation
public import Datasets
public import Images
internal import Tensors

/// A way of looking at a training image: as prediction will see it, or changed.
///
/// Features of a view are cached, so a view depends on the image and the view's number alone, never on the seed of a
/// run: the random crop with one number is the same in every run.
public enum FeatureView: Hashable, Sendable, CustomStringConvertible {
    /// Resized and cropped as for prediction.
    case plain
    /// The plain view, mirrored.
    case mirrored
    /// A random part of the image in a random shape, mirrored or not, with a number from 1.
    case randomCrop(Int)

    /// The first views of an image: plain, mirrored, then random crops.
    public static func first(_ count: Int) -> [FeatureView] {
        (0..<count).map { $0 == 0 ? .plain : $0 == 1 ? .mirrored : .randomCrop($0 - 1) }
    }

    /// The view's name in the feature cache. The numbers of the crop belong to it: change one, change the other.
    public var description: String {
        switch self {
        case .plain: "plain"
        case .mirrored: "mirrored"
        case .randomCrop(let number): "crop-0.35-1-\(number)"
        }
    }

    /// The pixels that the network sees in this view.
    ///
    /// - Parameters:
    ///   - image: The picture as decoded.
    ///   - digest: The digest of the file, which seeds the random crop.
    ///   - preprocessing: What the network takes.
    public func pixels(of image: Image, digest: ContentDigest, for preprocessing: Preprocessing) -> Image {
        switch self {
        case .plain:
            return preprocessing.prepared(image)
        case .mirrored:
            return preprocessing.prepared(image).mirrored()
        case .randomCrop(let number):
            let augmentation = ComposedAugmentation([
                RandomResizedCrop(
                    width: preprocessing.cropWidth, height: preprocessing.cropHeight, scale: 0.35...1,
                    filter: preprocessing.interpolation),
                HorizontalFlip(),
            ])
            var generator = SeededGenerator(seed: digest.seed, path: UInt64(number))
            return augmentation(image, using: &generator)
        }
    }
}

extension ContentDigest {
    /// The first eight bytes as a number.
    fileprivate var seed: UInt64 { bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }
}

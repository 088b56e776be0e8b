/// Every augmentation with usual settings, for tests that hold for all of them, and for listings.
public enum AugmentationZoo: String, CaseIterable, Sendable {
    /// ``HorizontalFlip`` with probability ½.
    case horizontalFlip = "horizontal-flip"
    /// ``RandomResizedCrop`` to the given size.
    case randomResizedCrop = "random-resized-crop"
    /// ``ComposedAugmentation`` of the two: the usual choice for fine-tuning.
    case cropAndFlip = "crop-and-flip"

    /// The augmentation for networks that see pictures of `width` × `height` pixels.
    ///
    /// - Precondition: `width` and `height` are positive.
    public func augmentation(width: Int, height: Int) -> any Augmentation {
        switch self {
        case .horizontalFlip: HorizontalFlip()
        case .randomResizedCrop: RandomResizedCrop(width: width, height: height)
        case .cropAndFlip:
            ComposedAugmentation([RandomResizedCrop(width: width, height: height), HorizontalFlip()])
        }
    }

    /// Whether results have the given size, rather than that of the picture.
    public var changesSize: Bool { self != .horizontalFlip }
}

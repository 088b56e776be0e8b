public import Images

/// Stores the image as a JPEG of low quality and reads it again.
public struct JPEGArtefacts: Augmentation, Hashable {
    /// libjpeg's quality, from which one is drawn uniformly; colours are stored at half the resolution.
    public let quality: ClosedRange<Int>

    /// Makes the change.
    ///
    /// - Precondition: `quality` lies in `1 ... 100`.
    public init(quality: ClosedRange<Int>) {
        precondition(
            quality.lowerBound >= 1 && quality.upperBound <= 100, "quality \(quality) is outside 1 ... 100")
        self.quality = quality
    }

    /// The image as it comes back; as it is where a side is longer than the 65,500 pixels that a JPEG file
    /// takes.
    public func callAsFunction(_ image: Image, using generator: inout some RandomNumberGenerator) -> Image {
        let quality = Int.random(in: quality, using: &generator)
        guard let bytes = try? image.encodedJPEG(quality: quality), let decoded = try? Image.decode(bytes)
        else { return image }
        return decoded
    }
}

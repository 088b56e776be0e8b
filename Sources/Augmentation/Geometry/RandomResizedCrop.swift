import Glibc
public import Images

/// Resizes a random part of the image to a fixed size, so that objects appear at many scales and shapes.
///
/// The area of the part is uniform within `scale` of the image's area, the logarithm of its width over height
/// uniform within `ratio`, its place uniform. Ten draws may miss the image; then the largest part in the
/// middle that has a permitted shape is taken.
/// Source: Szegedy et al., "Going deeper with convolutions", section 6, <https://arxiv.org/abs/1409.4842>.
public struct RandomResizedCrop: Augmentation, Hashable {
    /// The columns of the result.
    public let width: Int
    /// The rows of the result.
    public let height: Int
    /// The area of the part over the area of the image, within `0 ... 1`.
    public let scale: ClosedRange<Double>
    /// The width of the part over its height, in pixels; positive.
    public let ratio: ClosedRange<Double>
    /// How values between pixels are found.
    public let filter: ResamplingFilter

    private static let attemptCount = 10

    /// Makes a crop. The smallest area is above the 8 % that training from nothing uses, because fine-tuning
    /// on few pictures loses more by crops that miss the object.
    ///
    /// - Precondition: `width` and `height` are positive, `scale` lies in `0 ... 1` without 0, `ratio` above
    ///   0.
    public init(
        width: Int, height: Int, scale: ClosedRange<Double> = 0.35...1,
        ratio: ClosedRange<Double> = 3 / 4...4 / 3,
        filter: ResamplingFilter = .bicubic
    ) {
        precondition(width > 0 && height > 0, "a crop of \(width)×\(height) pixels is empty")
        precondition(
            scale.lowerBound > 0 && scale.upperBound <= 1,
            "scale \(scale) is outside 0 ... 1 or begins with 0")
        precondition(
            ratio.lowerBound > 0 && ratio.upperBound.isFinite, "ratio \(ratio) is not positive and finite")
        self.width = width
        self.height = height
        self.scale = scale
        self.ratio = ratio
        self.filter = filter
    }

    /// An image of `width` × `height` pixels.
    public func callAsFunction(_ image: Image, using generator: inout some RandomNumberGenerator) -> Image {
        resize(pictureWidth: image.width, pictureHeight: image.height, using: &generator)(PicturePart(image))
    }

    /// An image of `width` × `height` pixels, for which only the drawn part is decoded, with the pixels around it that
    /// the filter reads.
    public func callAsFunction(
        _ file: PictureFile, using generator: inout some RandomNumberGenerator
    ) throws(ImageError) -> Image {
        guard file.hasParts else { return self(try file.decoded().image, using: &generator) }
        let resize = resize(pictureWidth: file.width, pictureHeight: file.height, using: &generator)
        return resize(try file.part(resize.sourceRegion))
    }

    /// What a draw does to a picture of the given extent.
    private func resize(
        pictureWidth: Int, pictureHeight: Int, using generator: inout some RandomNumberGenerator
    ) -> ImageResize {
        let region = randomRegion(width: pictureWidth, height: pictureHeight, using: &generator)
        return ImageResize(
            pictureWidth: pictureWidth, pictureHeight: pictureHeight, toWidth: width, height: height,
            filter: filter, region: SamplingRegion(region))
    }

    /// The part that a draw takes from an image of the given extent.
    package func randomRegion(
        width: Int, height: Int, using generator: inout some RandomNumberGenerator
    ) -> PixelRegion {
        let area = Double(width) * Double(height)
        let logRatio = log(ratio.lowerBound)...log(ratio.upperBound)
        for _ in 0..<Self.attemptCount {
            let target = area * Double.random(in: scale, using: &generator)
            let shape = exp(Double.random(in: logRatio, using: &generator))
            let columns = (target * shape).squareRoot().rounded()
            let rows = (target / shape).squareRoot().rounded()
            guard columns >= 1, rows >= 1, columns <= Double(width), rows <= Double(height) else { continue }
            return PixelRegion(
                x: Int.random(in: 0...width - Int(columns), using: &generator),
                y: Int.random(in: 0...height - Int(rows), using: &generator),
                width: Int(columns), height: Int(rows))
        }
        return middleRegion(width: width, height: height)
    }

    /// The largest part in the middle whose shape is permitted.
    private func middleRegion(width: Int, height: Int) -> PixelRegion {
        let shape = min(max(Double(width) / Double(height), ratio.lowerBound), ratio.upperBound)
        let columns = min(width, max(Int((Double(height) * shape).rounded()), 1))
        let rows = min(height, max(Int((Double(width) / shape).rounded()), 1))
        return PixelRegion(
            x: (width - columns) / 2, y: (height - rows) / 2, width: columns, height: rows)
    }
}

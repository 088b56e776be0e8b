import Glibc
public import Images

/// Paints a random rectangle of the image over with one colour, with a given probability.
///
/// Its area is uniform within `area` of the image's, the logarithm of its width over height uniform within 0.3 ... 1/0.3,
/// its place uniform. Ten draws may miss the image; then nothing is painted.
/// Source: Zhong et al., "Random erasing data augmentation", <https://arxiv.org/abs/1708.04896>.
public struct RandomErasing: Augmentation, Hashable {
    /// The chance that it happens, in `0 ... 1`.
    public let probability: Double
    /// The area of the rectangle over that of the image, within `0 ... 1`.
    public let area: ClosedRange<Double>
    /// The colour of the rectangle.
    public let fill: RGBColor

    private static let attemptCount = 10
    private static let shape = 0.3...1 / 0.3

    /// Makes the change.
    ///
    /// - Precondition: `probability` is in `0 ... 1`, `area` lies in it.
    public init(
        probability: Double, area: ClosedRange<Double> = 0.02...0.33, fill: RGBColor = .middleGrey
    ) {
        checkProbability(probability)
        precondition(area.lowerBound >= 0 && area.upperBound <= 1, "area \(area) is outside 0 ... 1")
        self.probability = probability
        self.area = area
        self.fill = fill
    }

    /// The image, with a rectangle or as it is.
    public func callAsFunction(_ image: Image, using generator: inout some RandomNumberGenerator) -> Image {
        guard generator.happens(withProbability: probability),
            let region = region(width: image.width, height: image.height, using: &generator)
        else { return image }
        var canvas = Canvas(image)
        canvas.fill(x: region.x, y: region.y, width: region.width, height: region.height, color: fill)
        return canvas.image
    }

    private func region(
        width: Int, height: Int, using generator: inout some RandomNumberGenerator
    ) -> PixelRegion? {
        let logShape = log(Self.shape.lowerBound)...log(Self.shape.upperBound)
        for _ in 0..<Self.attemptCount {
            let target = Double(width * height) * Double.random(in: area, using: &generator)
            let shape = exp(Double.random(in: logShape, using: &generator))
            let columns = Int((target * shape).squareRoot().rounded())
            let rows = Int((target / shape).squareRoot().rounded())
            guard columns >= 1, rows >= 1, columns <= width, rows <= height else { continue }
            return PixelRegion(
                x: Int.random(in: 0...width - columns, using: &generator),
                y: Int.random(in: 0...height - rows, using: &generator), width: columns, height: rows)
        }
        return nil
    }
}

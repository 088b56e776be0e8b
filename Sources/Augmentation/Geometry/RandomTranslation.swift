public import Images

/// Moves the image along both axes by distances that are uniform up to a share of its sides, either way.
public struct RandomTranslation: GeometricAugmentation, Hashable {
    /// The largest distance over the side of the image along the same axis, `0 ... 1`.
    public let share: Double
    /// The colour around the image.
    public let fill: RGBColor

    /// Makes a translation.
    ///
    /// - Precondition: `share` is in `0 ... 1`.
    public init(share: Double, fill: RGBColor = .middleGrey) {
        precondition((0...1).contains(share), "share \(share) is outside 0 ... 1")
        self.share = share
        self.fill = fill
    }

    /// A move that need not be by whole pixels.
    public func transform(
        width: Int, height: Int, using generator: inout some RandomNumberGenerator
    ) -> PlaneTransform {
        let x = generator.number(upTo: share * Double(width))
        let y = generator.number(upTo: share * Double(height))
        if x == 0 && y == 0 { return .identity }
        return .moving(x: x, y: y)
    }
}

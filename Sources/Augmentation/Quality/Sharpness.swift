public import Images

/// Sharpens or smooths the image by a factor uniform in `1 − strength ... 1 + strength`.
public struct Sharpness: Augmentation, Hashable {
    /// How far the factor is from 1 at most, `0 ... 1`.
    public let strength: Double

    /// Makes the change.
    ///
    /// - Precondition: `strength` is in `0 ... 1`.
    public init(strength: Double) {
        precondition((0...1).contains(strength), "strength \(strength) is outside 0 ... 1")
        self.strength = strength
    }

    /// The image, sharper or smoother.
    public func callAsFunction(_ image: Image, using generator: inout some RandomNumberGenerator) -> Image {
        image.scalingSharpness(by: 1 + generator.number(upTo: strength))
    }
}

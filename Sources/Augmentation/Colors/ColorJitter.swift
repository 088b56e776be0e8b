public import Images

/// Changes brightness, contrast, saturation and hue, in this order, by random amounts.
///
/// A strength s scales its property by a factor uniform in `1 − s ... 1 + s`; the hue turns by a share of the colour
/// circle uniform in `−s ... s`.
public struct ColorJitter: Augmentation, Hashable {
    /// The strength for brightness, `0 ... 1`.
    public let brightness: Double
    /// The strength for contrast, `0 ... 1`.
    public let contrast: Double
    /// The strength for saturation, `0 ... 1`.
    public let saturation: Double
    /// The strength for hue, `0 ... 0.5`.
    public let hue: Double

    /// Makes a change of colours; a strength of 0 leaves a property as it is.
    ///
    /// - Precondition: Strengths are in `0 ... 1`, that of the hue in `0 ... 0.5`.
    public init(brightness: Double = 0, contrast: Double = 0, saturation: Double = 0, hue: Double = 0) {
        for strength in [brightness, contrast, saturation] {
            precondition((0...1).contains(strength), "strength \(strength) is outside 0 ... 1")
        }
        precondition((0...0.5).contains(hue), "hue strength \(hue) is outside 0 ... 0.5")
        self.brightness = brightness
        self.contrast = contrast
        self.saturation = saturation
        self.hue = hue
    }

    /// The image in other colours. Draws four times.
    public func callAsFunction(_ image: Image, using generator: inout some RandomNumberGenerator) -> Image {
        let brightness = 1 + generator.number(upTo: brightness)
        let contrast = 1 + generator.number(upTo: contrast)
        let saturation = 1 + generator.number(upTo: saturation)
        let turn = generator.number(upTo: hue)
        return image.scalingBrightness(by: brightness).scalingContrast(by: contrast)
            .scalingSaturation(by: saturation).turningHue(by: turn)
    }
}

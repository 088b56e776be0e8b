public import Images

/// Several geometric augmentations in a row as a single one: pixels are sampled once, which blurs less and takes less
/// time, and what one step moves out of the image another may move back in.
public struct GeometricChain: GeometricAugmentation {
    /// The augmentations in the order in which they move the pixels.
    public let steps: [any GeometricAugmentation]
    /// The colour around the image.
    public let fill: RGBColor

    /// Makes a chain, first to last.
    public init(_ steps: [any GeometricAugmentation], fill: RGBColor = .middleGrey) {
        self.steps = steps
        self.fill = fill
    }

    /// Where all steps together move the pixels.
    public func transform(
        width: Int, height: Int, using generator: inout some RandomNumberGenerator
    ) -> PlaneTransform {
        var whole = PlaneTransform.identity
        for step in steps {
            whole = whole.then(step.transform(width: width, height: height, using: &generator))
        }
        return whole
    }
}

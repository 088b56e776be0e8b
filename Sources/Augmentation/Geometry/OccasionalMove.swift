public import Images

/// A geometric augmentation that happens with a given probability, and is itself one that a chain takes.
public struct OccasionalMove: GeometricAugmentation {
    /// The chance that it happens, in `0 ... 1`.
    public let probability: Double
    /// What happens.
    public let move: any GeometricAugmentation

    /// Makes an augmentation that happens at times.
    ///
    /// - Precondition: `probability` is in `0 ... 1`.
    public init(probability: Double, _ move: any GeometricAugmentation) {
        checkProbability(probability)
        self.probability = probability
        self.move = move
    }

    /// The colour around the image.
    public var fill: RGBColor { move.fill }

    /// Where the pixels move, if they do.
    public func transform(
        width: Int, height: Int, using generator: inout some RandomNumberGenerator
    ) -> PlaneTransform {
        guard generator.happens(withProbability: probability) else { return .identity }
        return move.transform(width: width, height: height, using: &generator)
    }
}

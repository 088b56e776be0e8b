public import Images

/// One of fourteen operations, at a strength anywhere from none to very much, both uniform: nothing to tune.
///
/// Source: Müller & Hutter, "TrivialAugment: tuning-free yet state-of-the-art data augmentation", algorithm 1,
/// <https://arxiv.org/abs/2103.10158>.
public struct TrivialAugmentWide: Augmentation, Hashable {
    /// The colour around moved images.
    public let fill: RGBColor

    /// Makes the augmentation.
    public init(fill: RGBColor = .middleGrey) {
        self.fill = fill
    }

    /// The image after one operation. Draws three times: operation, strength, direction.
    public func callAsFunction(_ image: Image, using generator: inout some RandomNumberGenerator) -> Image {
        let operations = GradedOperation.allCases
        let operation = operations[Int.random(in: operations.indices, using: &generator)]
        let grade = Int.random(in: 0...GradedOperations.highestGrade, using: &generator)
        return GradedOperations.trivialAugmentWide.apply(
            operation, grade: grade, direction: generator.signed(1), to: image, fill: fill)
    }
}

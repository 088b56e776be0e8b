public import Images

/// Several of fourteen operations in a row, each drawn anew, all of one strength.
///
/// Source: Cubuk et al., "RandAugment: practical automated data augmentation with a reduced search space",
/// <https://arxiv.org/abs/1909.13719>.
public struct RandAugment: Augmentation, Hashable {
    /// How many operations follow each other; not negative.
    public let operationCount: Int
    /// The strength of all, `0 ... 30`.
    public let magnitude: Int
    /// The colour around moved images.
    public let fill: RGBColor

    /// Makes the augmentation.
    ///
    /// - Precondition: `operationCount` is in `0 ... 14`, `magnitude` in `0 ... 30`.
    public init(operationCount: Int = 2, magnitude: Int = 9, fill: RGBColor = .middleGrey) {
        precondition((0...14).contains(operationCount), "\(operationCount) operations are outside 0 ... 14")
        precondition(
            (0...GradedOperations.highestGrade).contains(magnitude),
            "magnitude \(magnitude) is outside 0 ... \(GradedOperations.highestGrade)")
        self.operationCount = operationCount
        self.magnitude = magnitude
        self.fill = fill
    }

    /// The image after all operations. Draws twice for each: operation, direction.
    public func callAsFunction(_ image: Image, using generator: inout some RandomNumberGenerator) -> Image {
        let operations = GradedOperation.allCases
        var changed = image
        for _ in 0..<operationCount {
            let operation = operations[Int.random(in: operations.indices, using: &generator)]
            changed = GradedOperations.randAugment.apply(
                operation, grade: magnitude, direction: generator.signed(1), to: changed, fill: fill)
        }
        return changed
    }
}

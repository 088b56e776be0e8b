public import Images

/// The graded operations with the strengths that they have at the highest grade.
///
/// Strength grows linearly with the grade, from none at 0; equalizing and stretching have no grades.
public struct GradedOperations: Hashable, Sendable {
    /// The number of steps from no strength to full strength.
    public static let highestGrade = 30

    /// The largest shear, as the tangent of the angle.
    public let shear: Double
    /// The largest move, in sides of the image.
    public let translation: Double
    /// The largest angle, in degrees.
    public let rotation: Double
    /// How far the factors of brightness, saturation, contrast and sharpness are from 1 at most.
    public let enhancement: Double
    /// How many bits posterizing takes away at most.
    public let lostBitCount: Int

    /// The wide space of TrivialAugment.
    ///
    /// The paper moves by up to 32 pixels whatever the size; here it is a seventh of the side, which is the same
    /// at 224 pixels and leaves something of smaller pictures. Solarizing begins with a threshold of 256 instead of
    /// 255, so that grade 0 changes nothing.
    /// Source: Müller & Hutter, "TrivialAugment: tuning-free yet state-of-the-art data augmentation", table 1,
    /// <https://arxiv.org/abs/2103.10158>.
    public static let trivialAugmentWide = GradedOperations(
        shear: 0.99, translation: 1 / 7, rotation: 135, enhancement: 0.99, lostBitCount: 6)

    /// The space of RandAugment, moves as a share of 331 pixels, the size of the networks for which it was given.
    ///
    /// Source: Cubuk et al., "RandAugment: practical automated data augmentation with a reduced search space",
    /// <https://arxiv.org/abs/1909.13719>; the ranges are those of AutoAugment, table 6,
    /// <https://arxiv.org/abs/1805.09501>.
    public static let randAugment = GradedOperations(
        shear: 0.3, translation: 150 / 331, rotation: 30, enhancement: 0.9, lostBitCount: 4)

    /// The image after one operation.
    ///
    /// - Parameters:
    ///   - operation: What is done.
    ///   - grade: How strongly, `0 ... highestGrade`.
    ///   - direction: 1 or −1 for operations that have two directions; else it does not matter.
    ///   - fill: The colour around the image.
    /// - Precondition: `grade` is in `0 ... highestGrade`, `direction` 1 or −1.
    public func apply(
        _ operation: GradedOperation, grade: Int, direction: Double, to image: Image, fill: RGBColor
    ) -> Image {
        precondition((0...Self.highestGrade).contains(grade), "there is no grade \(grade)")
        precondition(abs(direction) == 1, "a direction is 1 or -1, not \(direction)")
        let share = Double(grade) / Double(Self.highestGrade)
        let signed = share * direction
        switch operation {
        case .identity: return image
        case .shearX, .shearY, .translateX, .translateY, .rotate:
            guard grade > 0 else { return image }
            return image.warped(
                by: move(operation, signed, width: image.width, height: image.height), fill: fill)
        case .brightness: return image.scalingBrightness(by: 1 + signed * enhancement)
        case .saturation: return image.scalingSaturation(by: 1 + signed * enhancement)
        case .contrast: return image.scalingContrast(by: 1 + signed * enhancement)
        case .sharpness: return image.scalingSharpness(by: 1 + signed * enhancement)
        case .posterize:
            return image.posterized(bitCount: 8 - Int((share * Double(lostBitCount)).rounded()))
        case .solarize: return image.solarized(threshold: Int((256 * (1 - share)).rounded()))
        case .autocontrast: return image.autocontrasted()
        case .equalize: return image.equalized()
        }
    }

    private func move(
        _ operation: GradedOperation, _ strength: Double, width: Int, height: Int
    ) -> PlaneTransform {
        switch operation {
        case .shearX:
            .shearing(x: strength * shear, y: 0).aboutMiddle(width: width, height: height)
        case .shearY:
            .shearing(x: 0, y: strength * shear).aboutMiddle(width: width, height: height)
        case .translateX: .moving(x: (strength * translation * Double(width)).rounded(), y: 0)
        case .translateY: .moving(x: 0, y: (strength * translation * Double(height)).rounded())
        default: .turning(degrees: strength * rotation).aboutMiddle(width: width, height: height)
        }
    }
}

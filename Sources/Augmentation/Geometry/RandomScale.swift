import Glibc
public import Images

/// Enlarges or reduces the image about its middle; its extent stays, so that parts are lost or the fill shows.
///
/// The logarithm of the factor is uniform.
public struct RandomScale: GeometricAugmentation, Hashable {
    /// The factor for both sides; from 0.1 to 10, more than 1 enlarges.
    public let factor: ClosedRange<Double>
    /// The colour around the image.
    public let fill: RGBColor

    /// Makes a scaling.
    ///
    /// - Precondition: `factor` lies in `0.1 ... 10`.
    public init(factor: ClosedRange<Double>, fill: RGBColor = .middleGrey) {
        precondition(
            factor.lowerBound >= 0.1 && factor.upperBound <= 10, "factor \(factor) is outside 0.1 ... 10")
        self.factor = factor
        self.fill = fill
    }

    /// A scaling about the middle.
    public func transform(
        width: Int, height: Int, using generator: inout some RandomNumberGenerator
    ) -> PlaneTransform {
        let logarithm = log(factor.lowerBound)...log(factor.upperBound)
        let drawn = exp(Double.random(in: logarithm, using: &generator))
        if drawn == 1 { return .identity }
        return PlaneTransform.enlarging(x: drawn, y: drawn).aboutMiddle(width: width, height: height)
    }
}

public import Images

/// Moves each corner of the image inwards, as if it were seen at an angle.
///
/// Along each axis a corner moves by a distance that is uniform up to `distortion` times half the side.
public struct RandomPerspective: GeometricAugmentation, Hashable {
    /// How far corners move at most, in half sides, `0 ... 0.9`.
    public let distortion: Double
    /// The colour around the image.
    public let fill: RGBColor

    /// Makes a change of perspective.
    ///
    /// - Precondition: `distortion` is in `0 ... 0.9`, so that the corners stay apart.
    public init(distortion: Double, fill: RGBColor = .middleGrey) {
        precondition((0...0.9).contains(distortion), "distortion \(distortion) is outside 0 ... 0.9")
        self.distortion = distortion
        self.fill = fill
    }

    /// A projective change; the identity where the moved corners would be no convex figure.
    public func transform(
        width: Int, height: Int, using generator: inout some RandomNumberGenerator
    ) -> PlaneTransform {
        let (right, bottom) = (Double(width), Double(height))
        let inwards = (0..<8).map { _ in
            Double.random(in: 0...1, using: &generator) * distortion / 2
        }
        if inwards.allSatisfy({ $0 == 0 }) { return .identity }
        let corners = [
            (x: inwards[0] * right, y: inwards[1] * bottom),
            (x: right - inwards[2] * right, y: inwards[3] * bottom),
            (x: right - inwards[4] * right, y: bottom - inwards[5] * bottom),
            (x: inwards[6] * right, y: bottom - inwards[7] * bottom),
        ]
        return PlaneTransform(width: width, height: height, corners: corners) ?? .identity
    }
}

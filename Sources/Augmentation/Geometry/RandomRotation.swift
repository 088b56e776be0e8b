public import Images

/// Turns the image about its middle by an angle that is uniform up to a limit, either way.
public struct RandomRotation: GeometricAugmentation, Hashable {
    /// The largest angle, in degrees, `0 ... 180`.
    public let degrees: Double
    /// The colour around the image.
    public let fill: RGBColor

    /// Makes a rotation.
    ///
    /// - Precondition: `degrees` is in `0 ... 180`.
    public init(degrees: Double, fill: RGBColor = .middleGrey) {
        precondition((0...180).contains(degrees), "\(degrees) degrees are outside 0 ... 180")
        self.degrees = degrees
        self.fill = fill
    }

    /// A turn about the middle.
    public func transform(
        width: Int, height: Int, using generator: inout some RandomNumberGenerator
    ) -> PlaneTransform {
        let angle = generator.number(upTo: degrees)
        if angle == 0 { return .identity }
        return PlaneTransform.turning(degrees: angle).aboutMiddle(width: width, height: height)
    }
}

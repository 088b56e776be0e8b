import Glibc
public import Images

/// Shears the image about its middle along both axes, by angles that are uniform up to a limit, either way.
public struct RandomShear: GeometricAugmentation, Hashable {
    /// The largest angle by which an axis leans, in degrees, `0 ... 60`.
    public let degrees: Double
    /// The colour around the image.
    public let fill: RGBColor

    /// Makes a shear.
    ///
    /// - Precondition: `degrees` is in `0 ... 60`.
    public init(degrees: Double, fill: RGBColor = .middleGrey) {
        precondition((0...60).contains(degrees), "\(degrees) degrees are outside 0 ... 60")
        self.degrees = degrees
        self.fill = fill
    }

    /// A shear along the rows followed by one along the columns.
    public func transform(
        width: Int, height: Int, using generator: inout some RandomNumberGenerator
    ) -> PlaneTransform {
        let x = tan(generator.number(upTo: degrees) * .pi / 180)
        let y = tan(generator.number(upTo: degrees) * .pi / 180)
        if x == 0 && y == 0 { return .identity }
        return PlaneTransform.shearing(x: x, y: 0).then(.shearing(x: 0, y: y))
            .aboutMiddle(width: width, height: height)
    }
}

/// How the stored pixels must be turned to show the picture upright; raw values as in EXIF.
///
/// Source: EXIF 2.32 (CIPA DC-008), tag 0x0112.
public enum ImageOrientation: Int, Hashable, Sendable, CaseIterable {
    /// The picture is stored upright.
    case upright = 1
    /// Mirror left to right.
    case mirrored = 2
    /// Turn by 180 degrees.
    case halfTurn = 3
    /// Mirror top to bottom.
    case flipped = 4
    /// Mirror along the diagonal from the top left to the bottom right.
    case transposed = 5
    /// Turn clockwise by 90 degrees.
    case clockwise = 6
    /// Mirror along the diagonal from the top right to the bottom left.
    case transversed = 7
    /// Turn counterclockwise by 90 degrees.
    case counterclockwise = 8

    /// Whether turning exchanges width and height.
    public var swapsAxes: Bool { rawValue >= 5 }
}

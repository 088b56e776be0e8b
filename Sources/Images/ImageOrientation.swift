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

    /// Where a region of the upright picture is stored.
    ///
    /// - Parameters:
    ///   - region: A region of the upright picture.
    ///   - width: The columns of the picture as stored.
    ///   - height: The rows of the picture as stored.
    func storedRegion(_ region: PixelRegion, width: Int, height: Int) -> PixelRegion {
        let columns = swapsAxes ? (region.y, region.height) : (region.x, region.width)
        let rows = swapsAxes ? (region.x, region.width) : (region.y, region.height)
        let countsFromRight = [.mirrored, .halfTurn, .transversed, .counterclockwise].contains(self)
        let countsFromBottom = [.halfTurn, .flipped, .clockwise, .transversed].contains(self)
        return PixelRegion(
            x: countsFromRight ? width - columns.0 - columns.1 : columns.0,
            y: countsFromBottom ? height - rows.0 - rows.1 : rows.0, width: columns.1, height: rows.1)
    }
}

/// A rectangle in a picture of any size: its edges as shares of the picture's sides.
///
/// The picture itself goes from 0 to 1 along both axes; what lies beyond its edges is below 0 or above 1. The
/// same region therefore holds for a photo, for the photo decoded at half its size, and for its thumbnail.
public struct RelativeRegion: Hashable, Sendable {
    /// The left edge, as a share of the picture's width.
    public let left: Double
    /// The top edge, as a share of the picture's height.
    public let top: Double
    /// The right edge, as a share of the picture's width.
    public let right: Double
    /// The bottom edge, as a share of the picture's height.
    public let bottom: Double

    /// Makes a region from its edges.
    ///
    /// - Precondition: The edges are finite and in order: `left < right`, `top < bottom`.
    public init(left: Double, top: Double, right: Double, bottom: Double) {
        precondition(
            left < right && top < bottom && left.isFinite && top.isFinite && right.isFinite
                && bottom.isFinite,
            "edges \(left), \(top), \(right), \(bottom) do not enclose a region")
        self.left = left
        self.top = top
        self.right = right
        self.bottom = bottom
    }

    /// All of a picture.
    public static let whole = RelativeRegion(left: 0, top: 0, right: 1, bottom: 1)
}

/// The part of an image that a resize reads: edges in pixels that need not be whole numbers.
///
/// The pixel in column 0 covers 0 to 1, so the whole of an image that is W pixels wide goes from 0 to W.
public struct SamplingRegion: Hashable, Sendable {
    /// The left edge, in pixels from the image's left edge.
    public let left: Double
    /// The top edge, in pixels from the image's top edge.
    public let top: Double
    /// The right edge, in pixels from the image's left edge.
    public let right: Double
    /// The bottom edge, in pixels from the image's top edge.
    public let bottom: Double

    /// Makes a region from its edges, in pixels.
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

    /// The same rectangle as a region of whole pixels.
    public init(_ region: PixelRegion) {
        self.init(
            left: Double(region.x), top: Double(region.y), right: Double(region.x + region.width),
            bottom: Double(region.y + region.height))
    }
}

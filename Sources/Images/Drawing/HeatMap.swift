/// Where in a picture something was found: a coarse grid of numbers over a region of it.
public struct HeatMap: Hashable, Sendable {
    /// The number of columns, w.
    public let width: Int

    /// The number of rows, h.
    public let height: Int

    /// How much each cell counts, `[h, w]` from the top left, `0 ... 1`. The largest is 1, or all are 0.
    public let values: [Float]

    /// The part of the picture that the grid covers.
    public let region: RelativeRegion

    /// Makes a map of scores: negative ones count as 0, and all are divided by the largest.
    ///
    /// - Parameters:
    ///   - scores: Finite numbers `[h, w]` from the top left.
    ///   - width: w.
    ///   - height: h.
    ///   - region: The part of the picture that the grid covers.
    /// - Precondition: `width` and `height` are positive, and there are w · h finite scores.
    public init(scores: [Double], width: Int, height: Int, region: RelativeRegion) {
        precondition(width > 0 && height > 0, "a map of \(width)×\(height) cells is empty")
        precondition(
            scores.count == width * height, "\(scores.count) scores cannot fill \(width)×\(height) cells")
        precondition(scores.allSatisfy(\.isFinite), "a score is no finite number")
        let largest = scores.max() ?? 0
        self.width = width
        self.height = height
        self.region = region
        values = scores.map { largest > 0 ? Float(max($0, 0) / largest) : 0 }
    }
}

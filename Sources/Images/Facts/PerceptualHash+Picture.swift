extension PerceptualHash {
    /// The hash of a picture.
    ///
    /// Complexity: O(*W* · *H*).
    public init(of image: Image) {
        self.init(of: LuminanceGrid(of: image))
    }

    /// The hash of a picture that is reduced to a grid.
    init(of grid: LuminanceGrid) {
        let squares = grid.squares
        // Without the mean, a picture of one colour gives zeros and not the rounding errors of sums of
        // cosines.
        let mean = squares.reduce(0, +) / Double(squares.count)
        let transform = CosineTransform(of: squares.map { $0 - mean })
        var bits: UInt64 = 0
        for (position, frequency) in Self.frequencies.enumerated()
        where transform[frequency.row, frequency.column] > 0 {
            bits |= 1 << UInt64(position)
        }
        self.init(bits: bits)
    }
}

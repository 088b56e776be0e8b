/// Spearman's rank correlation.
enum RankCorrelation {
    /// Pearson's correlation of the ranks, of which equal values share the mean; 0 where all values are
    /// equal.
    static func of(_ first: [Double], _ second: [Double]) -> Double {
        let (a, b) = (ranks(first), ranks(second))
        let middle = Double(a.count - 1) / 2
        var (product, squares) = (0.0, (0.0, 0.0))
        for (x, y) in zip(a, b) {
            product += (x - middle) * (y - middle)
            squares.0 += (x - middle) * (x - middle)
            squares.1 += (y - middle) * (y - middle)
        }
        let scale = (squares.0 * squares.1).squareRoot()
        return scale > 0 ? product / scale : 0
    }

    private static func ranks(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = [Double](repeating: 0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start
            while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
            for index in order[start..<end] { ranks[index] = Double(start + end - 1) / 2 }
            start = end
        }
        return ranks
    }
}

internal import Tensors

/// Which rows of a matrix are equal bit by bit.
struct RepeatedRows: Sendable {
    /// The rows that equal none before, ascending.
    let distinct: [Int]
    /// The other rows, ascending, each behind the first row that it equals.
    let links: [(first: Int, second: Int)]

    /// Complexity: O(*N* · *D*).
    ///
    /// - Parameter features: `[N, D]`.
    init(in features: Tensor<Float>) {
        let columnCount = features.shape[1]
        let values = features.values.span
        var distinct: [Int] = []
        var links: [(first: Int, second: Int)] = []
        var rowsOfHash: [UInt64: [Int]] = [:]
        for row in 0..<features.shape[0] {
            let hash = Self.hash(values.extracting(row * columnCount..<(row + 1) * columnCount))
            let equal = rowsOfHash[hash]?.first { Self.areEqual(values, $0, row, count: columnCount) }
            if let equal {
                links.append((first: equal, second: row))
            } else {
                rowsOfHash[hash, default: []].append(row)
                distinct.append(row)
            }
        }
        self.distinct = distinct
        self.links = links
    }

    /// Source: Fowler, Noll & Vo's FNV-1a, over words instead of bytes.
    private static func hash(_ values: Span<Float>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in values.indices {
            hash = (hash ^ UInt64(values[index].bitPattern)) &* 0x0000_0100_0000_01B3
        }
        return hash
    }

    private static func areEqual(_ values: Span<Float>, _ first: Int, _ second: Int, count: Int) -> Bool {
        for column in 0..<count
        where values[first * count + column].bitPattern != values[second * count + column].bitPattern {
            return false
        }
        return true
    }
}

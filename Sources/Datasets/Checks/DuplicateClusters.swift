/// Pictures joined into groups by links between pairs: whatever is linked, over however many steps, is one
/// group.
///
/// Source: Tarjan & van Leeuwen, "Worst-case analysis of set union algorithms", Journal of the ACM, 1984: the
/// forest of links with union by size and path halving.
public struct DuplicateClusters: Hashable, Sendable {
    /// The groups of two and more: positions in ascending order, groups by their first position.
    public let clusters: [[Int]]

    /// For each position, the index of its group in ``clusters``; nil where it is alone.
    public let clusterIndices: [Int?]

    /// Joins positions.
    ///
    /// Complexity: O(*n* + *links*), all but.
    ///
    /// - Parameters:
    ///   - count: The number of positions.
    ///   - links: Pairs of positions that belong together, in any order.
    /// - Precondition: Positions are in `0 ..< count`.
    public init(count: Int, links: some Sequence<(Int, Int)>) {
        var forest = Forest(count: count)
        for (first, second) in links {
            precondition(
                min(first, second) >= 0 && max(first, second) < count,
                "a link of \(first) and \(second) leaves 0 ..< \(count)")
            forest.join(first, second)
        }
        var indices = [Int?](repeating: nil, count: count)
        var indexOfRoot: [Int: Int] = [:]
        var clusters: [[Int]] = []
        for position in 0..<count {
            let root = forest.root(of: position)
            guard forest.sizes[root] > 1 else { continue }
            let index = indexOfRoot[root] ?? clusters.count
            if index == clusters.count {
                indexOfRoot[root] = index
                clusters.append([])
            }
            clusters[index].append(position)
            indices[position] = index
        }
        self.clusters = clusters
        clusterIndices = indices
    }
}

/// Trees of positions whose roots stand for their groups.
private struct Forest {
    private var parents: [Int]
    /// The number of positions below each root; of no meaning elsewhere.
    private(set) var sizes: [Int]

    init(count: Int) {
        parents = Array(0..<count)
        sizes = [Int](repeating: 1, count: count)
    }

    mutating func root(of position: Int) -> Int {
        var position = position
        while parents[position] != position {
            parents[position] = parents[parents[position]]
            position = parents[position]
        }
        return position
    }

    mutating func join(_ first: Int, _ second: Int) {
        var (large, small) = (root(of: first), root(of: second))
        guard large != small else { return }
        if sizes[large] < sizes[small] { swap(&large, &small) }
        parents[small] = large
        sizes[large] += sizes[small]
    }
}

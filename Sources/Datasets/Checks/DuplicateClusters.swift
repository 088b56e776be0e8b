/// Pictures joined into groups by links between pairs: whatever is linked, over however many steps, is one
/// group.
public struct DuplicateClusters: Hashable, Sendable {
    /// The groups of two and more: positions in ascending order, groups by their first position.
    public let clusters: [[Int]]

    /// For each position, the index of its group in ``clusters``; nil where it is alone.
    public let clusterIndices: [Int?]

    /// Joins positions.
    ///
    /// Complexity: O((*n* + *links*) log *n*).
    ///
    /// - Parameters:
    ///   - count: The number of positions.
    ///   - links: Pairs of positions that belong together, in any order.
    /// - Precondition: Positions are in `0 ..< count`.
    public init(count: Int, links: some Sequence<(Int, Int)>) {
        var sets = DisjointSets(count: count)
        var isLinked = [Bool](repeating: false, count: count)
        for (first, second) in links where first != second {
            precondition(
                min(first, second) >= 0 && max(first, second) < count,
                "a link of \(first) and \(second) leaves 0 ..< \(count)")
            sets.join(first, second)
            isLinked[first] = true
            isLinked[second] = true
        }
        var indices = [Int?](repeating: nil, count: count)
        var clusters: [[Int]] = []
        for position in 0..<count where isLinked[position] {
            // The root is the group's smallest position, so it comes first.
            let root = sets.root(of: position)
            let index = indices[root] ?? clusters.count
            if index == clusters.count { clusters.append([]) }
            clusters[index].append(position)
            indices[position] = index
        }
        self.clusters = clusters
        clusterIndices = indices
    }
}

/// Elements `0 ..< count` in sets that only ever grow together.
///
/// A set's root is its smallest element, so the result does not depend on the order of the joins.
/// Source: Tarjan & van Leeuwen, "Worst-case analysis of set union algorithms", 1984 (path halving).
struct DisjointSets {
    private var parents: [Int]

    /// Makes a set of each element alone.
    init(count: Int) {
        parents = Array(0..<count)
    }

    /// The smallest element of an element's set. Complexity: amortised O(log *n*).
    mutating func root(of element: Int) -> Int {
        var element = element
        while parents[element] != element {
            parents[element] = parents[parents[element]]
            element = parents[element]
        }
        return element
    }

    /// Makes one set of the sets of two elements.
    mutating func join(_ first: Int, _ second: Int) {
        let firstRoot = root(of: first)
        let secondRoot = root(of: second)
        parents[max(firstRoot, secondRoot)] = min(firstRoot, secondRoot)
    }
}

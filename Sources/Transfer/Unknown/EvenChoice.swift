/// Some of many labelled things, as evenly spread over each label as their order allows.
package enum EvenChoice {
    /// The positions of at most so many labels and one more of each; all of them where they are fewer.
    package static func positions(_ count: Int, of labels: [Int]) -> [Int] {
        guard labels.count > count else { return Array(labels.indices) }
        let byLabel = Dictionary(grouping: labels.indices) { labels[$0] }
        return byLabel.values.flatMap { positions in
            let share = max(positions.count * count / labels.count, 1)
            return (0..<share).map { positions[$0 * positions.count / share] }
        }.sorted()
    }
}

/// Some of many labelled things, as evenly spread over each label as their order allows.
package enum EvenChoice {
    /// The positions of at most so many labels and two more of each; all of them where they are fewer.
    package static func positions(_ count: Int, of labels: [Int]) -> [Int] {
        guard labels.count > count else { return Array(labels.indices) }
        let byLabel = Dictionary(grouping: labels.indices) { labels[$0] }
        return byLabel.values.flatMap { positions in
            // One image would say nothing of the spread of its label.
            let share = min(max(positions.count * count / labels.count, 2), positions.count)
            return (0..<share).map { positions[$0 * positions.count / share] }
        }.sorted()
    }
}

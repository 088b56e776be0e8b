/// A data set whose samples have groups, with how far the pattern that gave them reaches.
public struct GroupedDataset: Hashable, Sendable {
    /// The data set.
    public let dataset: Dataset

    /// The number of samples in a group; 0 says that the pattern is of no use here.
    public let matchCount: Int

    /// The number of different groups.
    public let groupCount: Int

    /// Puts a grouped data set together.
    package init(dataset: Dataset, matchCount: Int, groupCount: Int) {
        self.dataset = dataset
        self.matchCount = matchCount
        self.groupCount = groupCount
    }
}

extension Dataset {
    /// The same data set with the group of every sample, in all parts, found in its relative path; groups that a
    /// manifest gave are replaced.
    ///
    /// Complexity: O(*n*) searches.
    public func grouped(by pattern: GroupPattern) -> GroupedDataset {
        let group = pattern.makeMatcher()
        var matchCount = 0
        var groups: Set<String> = []
        let dataset = mappingSamples(classNames: classNames) { sample in
            let group = group(sample.relativePath)
            if let group {
                matchCount += 1
                groups.insert(group)
            }
            return sample.inGroup(group)
        }
        return GroupedDataset(dataset: dataset, matchCount: matchCount, groupCount: groups.count)
    }
}

/// The classes that a split divides each on its own: for every sample those that it counts for.
struct SplitStrata {
    /// The first class of each sample.
    let first: [Int]

    /// Further classes, all different, of the samples that have any.
    let others: [Int: [Int]]

    /// Finds the classes. Complexity: O(*n*).
    ///
    /// - Parameters:
    ///   - samples: The samples.
    ///   - labelling: What they are labelled with: their classes; of labels the rarest, which says most, and
    ///     where there are none, a class of such samples; numbers say nothing, all samples are of one class.
    init(_ samples: [Sample], labelling: Labelling) {
        var others: [Int: [Int]] = [:]
        switch labelling {
        case .classes:
            first = samples.map(\.classIndex)
            for (index, sample) in samples.enumerated() where !sample.otherClassIndices.isEmpty {
                let further = Set(sample.otherClassIndices).subtracting([sample.classIndex])
                if !further.isEmpty { others[index] = Array(further) }
            }
        case .labels:
            var counts: [Int: Int] = [:]
            for sample in samples { for label in Set(sample.labelIndices) { counts[label, default: 0] += 1 } }
            first = samples.map { sample in
                sample.labelIndices.min { (counts[$0] ?? 0, $0) < (counts[$1] ?? 0, $1) } ?? Self.noLabels
            }
        case .values:
            first = samples.map { _ in 0 }
        }
        self.others = others
    }

    /// The class of the samples without labels.
    private static let noLabels = -1
}

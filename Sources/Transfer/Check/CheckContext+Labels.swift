internal import Datasets
internal import Training

extension CheckContext {
    /// Rare labels of a manifest that are spelled much like frequent ones, row by row.
    func spellingFindings() -> [Finding] {
        let labels = data.misspelledLabels
        let rows = labels.flatMap { label in
            label.samples.map { sample in
                Finding.Item(
                    [path(sample)], label: label.name, suggestedLabel: label.nearest,
                    detail: "by its spelling, line \(sample.line)")
            }
        }
        guard !rows.isEmpty else { return [] }
        return [
            Finding(
                .misspelledLabel, .warning,
                countedNoun(
                    labels.count, "is rare and spelled much like a frequent one",
                    "are rare and spelled much like frequent ones")
                    + ", in \(counted(rows.count, "row")); a model learns "
                    + "\(labels.count == 1 ? "it" : "each") as a \(noun.one) of its own.",
                rows)
        ]
    }

    /// Images whose label cross-validated heads contradict, part by part: what to do about them differs.
    func labelFindings(_ suspicions: [LabelSuspicion]) -> [Finding] {
        Partition.allCases.compactMap { part in
            let found = suspicions.filter { prepared.partitions[$0.image] == part }
            guard !found.isEmpty else { return nil }
            return Finding(
                .likelyMislabelled, .note,
                "\(counted(found.count, "\(part) image is", plural: "\(part) images are")) likely mislabelled, "
                    + "the likeliest first; look at them.",
                found.map { suspicion in
                    .init(
                        [path(suspicion.image)], label: data.classNames[suspicion.label],
                        suggestedLabel: data.classNames[suspicion.suggestion],
                        detail: "probability \(Self.percent(suspicion.labelProbability)) against "
                            + Self.percent(suspicion.suggestedProbability),
                        score: suspicion.score)
                })
        }
    }
}

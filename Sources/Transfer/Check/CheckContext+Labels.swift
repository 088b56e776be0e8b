internal import Datasets
internal import Training

extension CheckContext {
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

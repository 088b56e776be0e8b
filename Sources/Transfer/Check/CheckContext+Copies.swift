internal import Datasets

extension CheckContext {
    /// Images with the same pixels.
    func copyFindings() -> [Finding] {
        // Pixels rather than bytes: a file that only lost its metadata is the same picture.
        let groups = Dictionary(grouping: examination.images.indices) { examination.images[$0].pixelDigest }
            .values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
        let leaks = groups.filter { group in
            group.contains { areAcrossParts(group[0], $0) } || group.contains { areAcrossParts($0, group[0]) }
        }
        let contradictions = groups.filter { group in group.contains { !haveSameLabels(group[0], $0) } }
        // With the same labels and within one part: a copy that is held out is another matter.
        let repetitions = groups.flatMap { group in
            Dictionary(grouping: group) { position in
                Place(
                    partition: prepared.partitions[position],
                    annotation: examination.samples[position].annotation)
            }.values.filter { $0.count > 1 }
        }.sorted { $0[0] < $1[0] }
        return [
            finding(
                .leak, .warning, leaks, "is both in training and held out; the score will flatter",
                plural: "are both in training and held out; the score will flatter"),
            finding(
                .contradiction, .warning, contradictions, copyWords.contradicts.one,
                plural: copyWords.contradicts.several),
            finding(
                .repetition, .note, repetitions, "occurs more than once \(copyWords.place.one)",
                plural: "occur more than once \(copyWords.place.several)"),
        ].compactMap { $0 }
    }

    /// Images that show nearly the same.
    func nearCopyFindings() -> [Finding] {
        let pairs = expandedPairs
        let leaks = pairs.filter { areAcrossParts($0.first, $0.second) }
        // What looks nearly the same may well measure a little more or less.
        let mayDiffer = data.labelling == .values
        let contradictions = pairs.filter { !mayDiffer && !haveSameLabels($0.first, $0.second) }
        let rest = pairs.filter {
            !areAcrossParts($0.first, $0.second) && (mayDiffer || haveSameLabels($0.first, $0.second))
        }
        return [
            pairFinding(
                .nearLeak, .warning, leaks, "pair of near duplicates is",
                "pairs of near duplicates are", "across training and held-out images; the score will flatter"),
            pairFinding(
                .nearContradiction, .warning, contradictions, "pair of near duplicates has",
                "pairs of near duplicates have", "different labels"),
            clusterFinding(rest), groupLeaks, notCompared, conflicts,
        ].compactMap { $0 }
    }

    /// The near duplicates that are no copies, also those of copies of an image: of equal images only the first was
    /// compared with others.
    private var expandedPairs: [NearDuplicates.Pair] {
        let copies = Dictionary(grouping: examination.images.indices) { examination.images[$0].pixelDigest }
        let limit = 16
        return examination.nearDuplicates.pairs.flatMap { pair -> [NearDuplicates.Pair] in
            let digests = (
                examination.images[pair.first].pixelDigest, examination.images[pair.second].pixelDigest
            )
            guard digests.0 != digests.1 else { return [] }
            return (copies[digests.0] ?? []).prefix(limit).flatMap { first in
                (copies[digests.1] ?? []).prefix(limit).map { second in
                    NearDuplicates.Pair(
                        first: min(first, second), second: max(first, second),
                        hashDistance: pair.hashDistance, isMirrored: pair.isMirrored, cosine: pair.cosine)
                }
            }
        }
    }

    /// Stated groups of which some images are trained on and others held out.
    private var groupLeaks: Finding? {
        let grouped = examination.samples.indices.filter { examination.samples[$0].group != nil }
        let groups = Dictionary(grouping: grouped) { examination.samples[$0].group ?? "" }
        let torn = groups.filter { _, members in
            let parts = Set(members.map { prepared.partitions[$0] })
            return parts.count > 1 && parts.contains(.training)
        }.sorted { $0.value[0] < $1.value[0] }
        guard !torn.isEmpty else { return nil }
        return Finding(
            .groupLeak, .warning,
            "\(counted(torn.count, "group is", plural: "groups are")) both in training and held out; the score "
                + "will flatter.",
            torn.map { name, members in
                .init(
                    members.map { path($0) }, parts: members.map { prepared.partitions[$0] },
                    detail: "group \(name)")
            })
    }

    /// What was not looked at, where there are too many images to compare features.
    private var notCompared: Finding? {
        guard examination.features != nil, !examination.nearDuplicates.comparedFeatures,
            examination.samples.count > FeatureNeighbours.largestRowCount
        else { return nil }
        return Finding(
            .notCompared, .note,
            "Beyond \(FeatureNeighbours.largestRowCount) images near duplicates are found by their hashes only: "
                + "cropped ones are missed.")
    }

    private struct Place: Hashable {
        let partition: Partition
        let annotation: Sample.Annotation
    }

    /// A predicate of one thing and of several.
    private typealias Words = (one: String, several: String)

    /// How copies contradict each other, and where they repeat each other.
    private var copyWords: (contradicts: Words, place: Words) {
        switch data.labelling {
        case .classes:
            (
                (
                    "has several labels, and at most one is right",
                    "have several labels each, and at most one is right"
                ),
                ("in its class", "in their class")
            )
        case .labels:
            (
                ("occurs with different labels", "occur with different labels each"),
                ("with the same labels", "with the same labels")
            )
        case .values:
            (
                ("occurs with different numbers", "occur with different numbers each"),
                ("with the same numbers", "with the same numbers")
            )
        }
    }

    private func finding(
        _ kind: Finding.Kind, _ severity: Finding.Severity, _ groups: [[Int]], _ singular: String,
        plural: String
    ) -> Finding? {
        guard !groups.isEmpty else { return nil }
        let sentence = groups.count == 1 ? singular : plural
        return Finding(
            kind, severity, "\(counted(groups.count, "image")) \(sentence).",
            groups.map { group in
                let isSameFile = Set(group.map { examination.digests[$0] }).count == 1
                return .init(
                    group.map { path($0) }, parts: group.map { prepared.partitions[$0] },
                    label: labels(group),
                    detail: isSameFile ? "same bytes" : "same pixels in different files")
            })
    }

    /// The one label of some images; nil where there are several.
    private func labels(_ positions: [Int]) -> String? {
        let labels = Set(positions.map { label($0) })
        return labels.count == 1 ? labels.first ?? nil : nil
    }

    private func pairFinding(
        _ kind: Finding.Kind, _ severity: Finding.Severity, _ pairs: [NearDuplicates.Pair],
        _ singular: String,
        _ plural: String, _ what: String
    ) -> Finding? {
        guard !pairs.isEmpty else { return nil }
        return Finding(
            kind, severity, "\(counted(pairs.count, singular, plural: plural)) \(what).",
            pairs.map { pair in
                .init(
                    [path(pair.first), path(pair.second)],
                    parts: [prepared.partitions[pair.first], prepared.partitions[pair.second]],
                    label: labels([pair.first, pair.second]), detail: pair.explanation)
            })
    }

    /// The near duplicates of one class and part, cluster by cluster.
    private func clusterFinding(_ pairs: [NearDuplicates.Pair]) -> Finding? {
        guard !pairs.isEmpty else { return nil }
        let links = pairs.map { ($0.first, $0.second) }
        let groups = DuplicateClusters(count: examination.samples.count, links: links).clusters
        return Finding(
            .nearDuplicate, .note,
            "\(counted(groups.count, "group")) of images \(clusterPlace) show nearly the same; "
                + "a split keeps each on one side.",
            groups.map { .init($0.map { path($0) }, label: labels($0)) })
    }

    /// What the members of a cluster have in common.
    private var clusterPlace: String {
        switch data.labelling {
        case .classes: "in one class and part"
        case .labels: "in one part with the same labels"
        case .values: "in one part"
        }
    }

    private var conflicts: Finding? {
        guard !prepared.splitConflicts.isEmpty else { return nil }
        return Finding(
            .splitConflict, .warning,
            "\(counted(prepared.splitConflicts.count, "group")) of images that belong together keep different sides, "
                + "as the earlier split recorded them.",
            prepared.splitConflicts.map { .init($0.map { path($0) }, label: labels($0)) })
    }
}

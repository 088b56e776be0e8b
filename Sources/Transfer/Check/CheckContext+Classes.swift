internal import Datasets
internal import Images

extension CheckContext {
    /// What is wrong with classes or labels as a whole.
    func classFindings() -> [Finding] {
        guard data.labelling != .values else { return [] }
        let failed = Set(examination.failures.map(\.sample.path))
        let overview = ClassOverview(data) { !failed.contains($0.path) }
        return [
            unreadable(overview), severalLabels, inOnePart, tiny(overview), imbalance(overview),
            similar(overview), blanks(overview), gray,
        ].compactMap { $0 }
    }

    private var countsByPart: [(part: Partition, counts: [Int])] {
        let counts = classCounts
        return [
            (.training, counts.map(\.training)), (.validation, counts.map(\.validation)),
            (.test, counts.map(\.test)),
        ]
    }

    /// Classes that a part lacks, where the part has images at all.
    private var inOnePart: Finding? {
        var items: [Finding.Item] = []
        for (part, counts) in countsByPart where counts.contains(where: { $0 > 0 }) {
            for (index, count) in counts.enumerated() where count == 0 {
                items.append(.init([], label: data.classNames[index], detail: "has no \(part) images"))
            }
        }
        guard !items.isEmpty else { return nil }
        return Finding(
            .classInOnePart, .warning,
            "\(countedNoun(items.count, "is", "are")) missing from a part of the data set.",
            items)
    }

    /// Classes that have training images, of which none can be read.
    private func unreadable(_ overview: ClassOverview) -> Finding? {
        let named = Set(data.training.flatMap { indices($0) }.map { data.classNames[$0] })
        let classes = overview.emptyClasses.filter { named.contains($0.name) }
        guard !classes.isEmpty else { return nil }
        return Finding(
            .classWithoutReadableImages, .error,
            "\(countedNoun(classes.count, "has", "have")) no training image that can be read.",
            classes.map { .init([], label: $0.name, detail: "no training image can be read") })
    }

    private var severalLabels: Finding? {
        guard data.labelling == .classes else { return nil }
        let found = examination.samples.indices.filter { !examination.samples[$0].otherClassIndices.isEmpty }
        guard !found.isEmpty else { return nil }
        return Finding(
            .severalLabels, .error,
            counted(found.count, "image has", plural: "images have")
                + " several labels, which is for --task multilabel; without it each image gets one.",
            found.map { .init([path($0)]) })
    }

    private func tiny(_ overview: ClassOverview) -> Finding? {
        let classes = overview.tinyClasses
        guard !classes.isEmpty else { return nil }
        return Finding(
            .tinyClass, .warning,
            "\(countedNoun(classes.count, "has", "have")) fewer than "
                + "\(ClassOverview.tinyClassCount) training images.",
            classes.map(trainingCount))
    }

    private func imbalance(_ overview: ClassOverview) -> Finding? {
        guard let imbalance = overview.imbalance else { return nil }
        return Finding(
            .imbalance, .note,
            "The largest \(noun.one) has \(Int(imbalance.ratio.rounded())) times as many training images as "
                + "the smallest.",
            [imbalance.largest, imbalance.smallest].map(trainingCount))
    }

    private func trainingCount(_ counts: ClassOverview.ClassCounts) -> Finding.Item {
        .init([], label: counts.name, detail: "has \(counted(counts.trainingCount, "training image"))")
    }

    private func similar(_ overview: ClassOverview) -> Finding? {
        let groups = overview.lookAlikeNames
        guard !groups.isEmpty else { return nil }
        return Finding(
            .similarClassNames, .warning,
            counted(
                groups.count, "group of \(noun.one) names differs",
                plural: "groups of \(noun.one) names differ")
                + " only by case, blanks, hyphens or Unicode form; each may be meant as one \(noun.one).",
            groups.map { .init([], detail: $0.map { "\"\($0)\"" }.joined(separator: " and ")) })
    }

    private func blanks(_ overview: ClassOverview) -> Finding? {
        let names = overview.namesWithOuterBlanks
        guard !names.isEmpty else { return nil }
        return Finding(
            .blankInClassName, .note,
            counted(
                names.count, "\(noun.one) name begins or ends", plural: "\(noun.one) names begin or end")
                + " with a blank.",
            names.map { .init([], label: $0, detail: "is \"\($0)\"") })
    }

    /// Classes of nothing but grey pictures where others have colour: the model may learn that instead.
    private var gray: Finding? {
        var counts = [(gray: Int, total: Int)](repeating: (0, 0), count: data.classNames.count)
        for (sample, image) in zip(examination.samples, examination.images) {
            for index in indices(sample) {
                counts[index].total += 1
                if image.facts.isGray { counts[index].gray += 1 }
            }
        }
        let grayClasses = counts.indices.filter {
            counts[$0].total > 0 && counts[$0].gray == counts[$0].total
        }
        let hasColour = counts.contains { $0.total > 0 && $0.gray * 2 < $0.total }
        guard !grayClasses.isEmpty, hasColour else { return nil }
        return Finding(
            .grayClass, .warning,
            "\(countedNoun(grayClasses.count, "has", "have")) grey pictures only while others have "
                + "colour; the model may tell them by that.",
            grayClasses.map {
                .init([], label: data.classNames[$0], detail: "all \(counts[$0].total) images are grey")
            })
    }
}

internal import Datasets
internal import ImageClassifier
internal import Metrics
internal import Models
internal import Networks

/// What two models made of the same images.
///
/// Its JSON: `old` and `new` (the paths), the keys of `ModelComparison`, and in place of its indices the images that
/// `broke` and were `mended`, each with `path`, `label`, `old` and `new`.
struct ComparedModels {
    /// One of the models.
    struct Side {
        let path: String
        let classifier: ImageClassifier
        let evaluation: ImageClassifier.Evaluation
    }

    /// An image that only one of the models gets right.
    struct Change: Encodable {
        let path: String
        let label: String
        let old: String
        let new: String
    }

    let comparison: ModelComparison
    let broke: [Change]
    let mended: [Change]
    private let paths: (old: String, new: String)

    /// - Throws: `MetricsError.noRows` where no image could be read by both.
    /// - Precondition: Both give classes.
    init(old: Side, new: Side) throws {
        let oldAnswers = Self.answers(of: old)
        let newAnswers = Self.answers(of: new)
        // An image may have been unreadable for the model that reads it at another size.
        let samples = old.evaluation.samples.filter { newAnswers[$0.path] != nil }
        let labels = samples.map { old.classifier.model.classNames[$0.classIndex] }
        let names = Array(Set(labels + oldAnswers.values + newAnswers.values)).sorted(
            by: NaturalOrder.areInIncreasingOrder)
        let index = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
        func indices(_ texts: [String]) -> [Int] { texts.map { index[$0] ?? 0 } }
        let oldTexts = samples.map { oldAnswers[$0.path] ?? "" }
        let newTexts = samples.map { newAnswers[$0.path] ?? "" }
        comparison = try ModelComparison(
            labels: indices(labels), old: indices(oldTexts), new: indices(newTexts), classNames: names)
        let change = { (row: Int) in
            Change(path: samples[row].path, label: labels[row], old: oldTexts[row], new: newTexts[row])
        }
        broke = comparison.broke.map(change)
        mended = comparison.mended.map(change)
        paths = (old.path, new.path)
    }

    /// The best class of each image, by its path.
    private static func answers(of side: Side) -> [String: String] {
        let names = side.classifier.model.classNames
        return Dictionary(
            zip(side.evaluation.samples, side.evaluation.answers).map { sample, answers in
                let best = answers.indices.max { (answers[$0], $1) < (answers[$1], $0) } ?? 0
                return (sample.path, names[best])
            }, uniquingKeysWith: { first, _ in first })
    }

    /// The comparison in one sentence.
    var sentence: String {
        let test = comparison.test
        return "accuracy \(Number.fixed(comparison.oldAccuracy, 4)) to "
            + "\(Number.fixed(comparison.newAccuracy, 4)) on \(comparison.imageCount) images, "
            + "\(test.broke) broke and \(test.mended) were mended (p = \(Number.significant(test.pValue)))"
    }

    func text(exampleCount: Int) -> String {
        var lines = ["A" + sentence.dropFirst() + "."]
        var table = Table(header: ["class", "old recall", "new recall", "change", "images"])
        for entry in comparison.classes where entry.support > 0 {
            let change = Number.fixed(entry.difference, 3)
            table.append([
                entry.label, Number.fixed(entry.oldRecall, 3), Number.fixed(entry.newRecall, 3),
                entry.difference > 0 ? "+\(change)" : change, String(entry.support),
            ])
        }
        lines += [""] + table.lines
        for (title, changes) in [("Broke", broke), ("Mended", mended)]
        where !changes.isEmpty && exampleCount > 0 {
            lines += ["", "\(title):"]
            lines += changes.prefix(exampleCount).map {
                "  \($0.path): \($0.label), old \($0.old), new \($0.new)"
            }
            if changes.count > exampleCount { lines.append("  and \(changes.count - exampleCount) more") }
        }
        return lines.joined(separator: "\n")
    }

    /// The comparison for the summary of a job.
    var markdown: String {
        "### imgcls: \(Markdown.cell(paths.new)) after \(Markdown.cell(paths.old))\n\nA"
            + Markdown.cell(String(sentence.dropFirst())) + ".\n\n"
            + Markdown.table(
                ["class", "old recall", "new recall", "images"],
                comparison.classes.filter { $0.support > 0 }.map {
                    [
                        $0.label, Number.fixed($0.oldRecall, 3), Number.fixed($0.newRecall, 3),
                        String($0.support),
                    ]
                }) + "\n"
    }
}

extension ComparedModels: Encodable {
    private enum CodingKeys: CodingKey {
        case old, new, broke, mended
    }

    func encode(to encoder: any Encoder) throws {
        try comparison.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(paths.old, forKey: .old)
        try container.encode(paths.new, forKey: .new)
        try container.encode(broke, forKey: .broke)
        try container.encode(mended, forKey: .mended)
    }
}

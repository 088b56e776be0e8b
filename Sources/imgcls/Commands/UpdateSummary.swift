internal import Datasets
internal import ImageClassifier
internal import Metrics
internal import Models
internal import Transfer

/// What `update` says at the end, for people and for scripts.
///
/// Its JSON: `model`, `classes`, `new_classes`, `images` (`training`, `validation`, `test`), `features` (`total`,
/// `cached`), `validation` and `test` (scores of the updated model), and `comparison` on the old classes, as
/// `imgcls compare --json` writes it.
struct UpdateSummary {
    /// Both models on the held-out images of the old classes; nil where none are held out.
    let comparison: ComparedModels?
    private let outcome: FineTuner.Outcome
    private let newNames: [String]
    private let target: String

    init(
        _ trained: ImageClassifier.Trained, _ comparison: ComparedModels?, oldNames: [String],
        _ target: String
    ) {
        self.comparison = comparison
        outcome = trained.outcome
        let known = Set(oldNames)
        newNames = trained.outcome.model.classNames.filter { !known.contains($0) }
        self.target = target
    }

    var text: String {
        let count = outcome.imageCounts[.training] ?? 0
        let rows = outcome.featureRows
        let added = newNames.isEmpty ? "no new class" : "new: \(newNames.joined(separator: ", "))"
        var lines = [
            "Trained on \(count) images of \(outcome.model.classNames.count) classes (\(added)); "
                + "\(rows.cached) of \(rows.total) features were cached."
        ]
        for (name, report) in [("Validation", outcome.validation), ("Test", outcome.test)] {
            if let report { lines.append(ReportText.sentence(name, report)) }
        }
        if let comparison {
            lines += ["Old classes, before and after: " + comparison.text(exampleCount: 5)]
        }
        lines.append("Wrote \(target).")
        return lines.joined(separator: "\n")
    }
}

extension UpdateSummary: Encodable {
    private enum CodingKeys: String, CodingKey {
        case model, classes, images, features, validation, test, comparison
        case newClasses = "new_classes"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(target, forKey: .model)
        try container.encode(outcome.model.classNames, forKey: .classes)
        try container.encode(newNames, forKey: .newClasses)
        let counts = outcome.imageCounts
        try container.encode(
            FinetuneSummary.Record.Images(
                training: counts[.training] ?? 0, validation: counts[.validation] ?? 0,
                test: counts[.test] ?? 0), forKey: .images)
        try container.encode(
            FinetuneSummary.Record.Features(
                total: outcome.featureRows.total, cached: outcome.featureRows.cached), forKey: .features)
        try container.encodeIfPresent(outcome.validation, forKey: .validation)
        try container.encodeIfPresent(outcome.test, forKey: .test)
        try container.encodeIfPresent(comparison, forKey: .comparison)
    }
}

internal import Datasets
internal import ImageClassifier
internal import Models

/// What a model said about each of many labelled images, as CSV.
///
/// | task | columns |
/// |---|---|
/// | binary, multiclass | `path,label,prediction,probability,correct`, then `p:NAME` for each class |
/// | multilabel | `path`, then for each label `NAME`, `p:NAME` and `present:NAME` |
/// | regression | `path`, then for each value `NAME` and `predicted:NAME` |
struct PredictionTable {
    private let evaluation: ImageClassifier.Evaluation
    private let model: Model

    init(_ evaluation: ImageClassifier.Evaluation, of model: Model) {
        self.evaluation = evaluation
        self.model = model
    }

    var csv: String {
        let rows = [header] + zip(evaluation.samples, evaluation.answers).map(row)
        return rows.map { $0.map(CSVField.quoted).joined(separator: ",") + "\n" }.joined()
    }

    private var header: [String] {
        let names = model.classNames
        return switch model.task {
        case .binary, .multiclass:
            ["path", "label", "prediction", "probability", "correct"] + names.map { "p:\($0)" }
        case .multilabel: ["path"] + names.flatMap { [$0, "p:\($0)", "present:\($0)"] }
        case .regression: ["path"] + names.flatMap { [$0, "predicted:\($0)"] }
        }
    }

    private func row(_ sample: Sample, _ answers: [Double]) -> [String] {
        switch model.task {
        case .binary, .multiclass:
            let best = answers.indices.max { (answers[$0], $1) < (answers[$1], $0) } ?? 0
            return [
                sample.path, model.classNames[sample.classIndex], model.classNames[best], "\(answers[best])",
                best == sample.classIndex ? "true" : "false",
            ] + answers.map { "\($0)" }
        case .multilabel(let thresholds):
            return [sample.path]
                + answers.indices.flatMap { index in
                    [
                        sample.labelIndices.contains(index) ? "true" : "false", "\(answers[index])",
                        answers[index] >= Double(thresholds[index]) ? "true" : "false",
                    ]
                }
        case .regression:
            return [sample.path] + zip(sample.values, answers).flatMap { ["\($0)", "\($1)"] }
        }
    }
}

/// Fields of comma-separated values.
enum CSVField {
    /// A field as RFC 4180 wants it.
    static func quoted(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else {
            return text
        }
        // By scalars: with an accent behind it, a quotation mark is part of another character.
        let parts = text.unicodeScalars.split(separator: "\"", omittingEmptySubsequences: false)
        return "\"" + parts.map { String($0) }.joined(separator: "\"\"") + "\""
    }
}

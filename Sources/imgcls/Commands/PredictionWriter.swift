internal import ImageClassifier
internal import Networks

/// Writes answers as text, as JSON lines, or as CSV.
struct PredictionWriter {
    let format: Classify.Format
    /// The kind of problem that the model answers, which decides the columns.
    let task: ProblemKind
    /// Whether answers say that an image shows none of the classes.
    let tellsUnknown: Bool

    private struct Predictions: Encodable {
        let path: String
        let predictions: [Prediction]
        let unknown: Bool?
        let distance: Double?
    }

    private struct Values: Encodable {
        let path: String
        let values: [PredictedValue]
    }

    private struct Failure: Encodable {
        let path: String
        let error: String
    }

    private var columns: [String] {
        switch task {
        case .binary, .multiclass:
            ["path", "rank", "label", "probability", "error"] + (tellsUnknown ? ["unknown", "distance"] : [])
        case .multilabel: ["path", "rank", "label", "probability", "present", "error"]
        case .regression: ["path", "name", "value", "error"]
        }
    }

    /// Writes what comes first.
    ///
    /// - Throws: `OutputError`.
    @inline(never)
    func begin() throws {
        if format == .csv { try StandardOutput().line(columns.joined(separator: ",")) }
    }

    /// Writes the answer for an image.
    ///
    /// - Throws: `OutputError`.
    func write(_ answer: Answer, for path: String) throws {
        switch format {
        case .json:
            let text =
                switch answer {
                case .predictions(let predictions, let recognition):
                    try JSONOutput.text(
                        Predictions(
                            path: path, predictions: predictions, unknown: recognition?.isUnknown,
                            distance: recognition?.distance), isPretty: false)
                case .values(let values):
                    try JSONOutput.text(Values(path: path, values: values), isPretty: false)
                }
            try StandardOutput().line(text)
        case .csv:
            let rows = fields(answer).map { ([path] + $0).map(CSVField.quoted).joined(separator: ",") }
            try StandardOutput().line(rows.joined(separator: "\n"))
        case .text:
            try StandardOutput().line(([path] + Self.lines(answer)).joined(separator: "\n"))
        }
    }

    /// The columns behind the path, one row a class, label or value.
    private func fields(_ answer: Answer) -> [[String]] {
        switch answer {
        case .predictions(let predictions, let recognition):
            let last =
                tellsUnknown
                ? ["\(recognition?.isUnknown ?? false)", recognition?.distance.map { "\($0)" } ?? ""] : []
            return predictions.enumerated().map { rank, prediction in
                ["\(rank + 1)", prediction.label, "\(prediction.probability)"]
                    + (prediction.isPresent.map { ["\($0)"] } ?? []) + [""] + last
            }
        case .values(let values): return values.map { [$0.name, "\($0.value)", ""] }
        }
    }

    private static func lines(_ answer: Answer) -> [String] {
        switch answer {
        case .predictions(let predictions, let recognition):
            // Labels that are there bear a mark; of classes the first is the answer.
            unknownLines(predictions.first, recognition)
                + predictions.map { prediction in
                    let mark = prediction.isPresent.map { $0 ? "* " : "  " } ?? ""
                    return "\(Number.percent(prediction.probability))  \(mark)\(prediction.label)"
                }
        case .values(let values): values.map { "\(Number.significant($0.value))  \($0.name)" }
        }
    }

    private static func unknownLines(_ nearest: Prediction?, _ recognition: Recognition?) -> [String] {
        guard let nearest, recognition?.isUnknown == true else { return [] }
        let share = Number.percent(nearest.probability).drop { $0 == " " }
        return ["unknown (nearest: \(nearest.label) \(share))"]
    }

    /// Writes why an image has no answer; as text it goes to standard error.
    ///
    /// - Throws: `OutputError`.
    func writeError(_ reason: String, for path: String) throws {
        switch format {
        case .json:
            let failure = Failure(path: path, error: reason)
            try StandardOutput().line(try JSONOutput.text(failure, isPretty: false))
        case .csv:
            let fields = columns.map { name in name == "path" ? path : name == "error" ? reason : "" }
            try StandardOutput().line(fields.map(CSVField.quoted).joined(separator: ","))
        case .text: StandardError.line("imgcls: \(path): \(reason)")
        }
    }
}

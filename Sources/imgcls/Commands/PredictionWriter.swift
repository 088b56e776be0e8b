internal import ImageClassifier

/// Writes answers as text, as JSON lines, or as CSV.
struct PredictionWriter {
    let format: Classify.Format

    private struct Answer: Encodable {
        let path: String
        let predictions: [Prediction]
    }

    private struct Failure: Encodable {
        let path: String
        let error: String
    }

    /// Writes what comes first.
    ///
    /// - Throws: `OutputError`.
    @inline(never)
    func begin() throws {
        if format == .csv { try StandardOutput().line("path,rank,label,probability,error") }
    }

    /// Writes the answer for an image.
    ///
    /// - Throws: `OutputError`.
    func write(_ predictions: [Prediction], for path: String) throws {
        switch format {
        case .json:
            let answer = Answer(path: path, predictions: predictions)
            try StandardOutput().line(try JSONOutput.text(answer, isPretty: false))
        case .csv:
            let rows = predictions.enumerated().map { rank, prediction in
                "\(Self.field(path)),\(rank + 1),\(Self.field(prediction.label)),\(prediction.probability),"
            }
            try StandardOutput().line(rows.joined(separator: "\n"))
        case .text:
            let rows = predictions.map { "\(Number.percent($0.probability))  \($0.label)" }
            try StandardOutput().line(([path] + rows).joined(separator: "\n"))
        }
    }

    /// Writes why an image has no answer; as text it goes to standard error.
    ///
    /// - Throws: `OutputError`.
    func writeError(_ reason: String, for path: String) throws {
        switch format {
        case .json:
            let failure = Failure(path: path, error: reason)
            try StandardOutput().line(try JSONOutput.text(failure, isPretty: false))
        case .csv: try StandardOutput().line("\(Self.field(path)),,,,\(Self.field(reason))")
        case .text: StandardError.line("imgcls: \(path): \(reason)")
        }
    }

    /// A field as RFC 4180 wants it.
    private static func field(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else {
            return text
        }
        // By scalars: with an accent behind it, a quotation mark is part of another character.
        let parts = text.unicodeScalars.split(separator: "\"", omittingEmptySubsequences: false)
        return "\"" + parts.map { String($0) }.joined(separator: "\"\"") + "\""
    }
}

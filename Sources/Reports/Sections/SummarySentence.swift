/// The result in one sentence: "Right on 92.2 % of 372 test images", with its interval.
struct SummarySentence {
    /// The sentence.
    let result: String
    /// What belongs to it: the interval.
    let also: String?

    /// The sentence of a report; `nil` where there is nothing to say.
    init?(_ content: ReportContent) {
        if let summary = content.summary {
            result = summary
            also = nil
            return
        }
        switch content.scores {
        case .classification(let scores):
            result =
                "Right on \(NumberText.share(scores.accuracy.value)) of "
                + Self.images(scores.imageCount, of: scores.part)
            also = Self.interval(scores.accuracy, .share)
        case .multilabel(let scores):
            result =
                "All labels right on \(NumberText.share(scores.subsetAccuracy.value)) of "
                + Self.images(scores.imageCount, of: scores.part)
            also = Self.interval(scores.subsetAccuracy, .share)
        case .regression(let scores):
            let parts = scores.outputs.map { output in
                let error = NumberText.text(output.meanAbsoluteError.value, .number(unit: output.unit))
                return scores.outputs.count == 1 ? error : "\(error) in \(output.name)"
            }
            guard !parts.isEmpty else { return nil }
            result =
                "Off by \(parts.joined(separator: ", ")) on average on "
                + Self.images(scores.imageCount, of: scores.part)
            also =
                scores.outputs.count == 1
                ? Self.interval(
                    scores.outputs[0].meanAbsoluteError, .number(unit: scores.outputs[0].unit)) : nil
        case nil:
            guard let training = content.training, !training.epochs.isEmpty else { return nil }
            result = "Trained for \(NumberText.counted(training.epochs.count, "epoch"))"
            also = nil
        }
    }

    private static func images(_ count: Int, of part: String) -> String {
        NumberText.counted(count, (part.isEmpty ? "" : part + " ") + "image")
    }

    private static func interval(_ estimate: ReportEstimate, _ style: ReportFigure.Style) -> String? {
        guard let lower = estimate.lower, let upper = estimate.upper else { return nil }
        return "95\u{A0}% interval " + NumberText.interval(lower, upper, style)
    }
}

internal import Training

/// What `--find-learning-rate` shows: the curve of the losses, and the rate that it suggests.
enum LearningRateSearch {
    /// Shows how far a search is.
    static func show(_ curve: LearningRateCurve, on display: ProgressDisplay) {
        display.update(
            "Trying learning rates", completed: curve.points.count, total: curve.sweep.stepCount,
            unit: "rates")
    }

    /// Writes the result of a search.
    ///
    /// - Throws: `OutputError` or `ImageClassifierError.output`.
    static func finish(_ curve: LearningRateCurve, _ options: OutputOptions) throws {
        if let path = options.json { try JSONOutput.write(Record(curve), to: path) }
        guard !options.quiet, options.json != "-" else { return }
        var text = curve.text()
        if let rate = curve.suggestion {
            let words = ["imgcls"] + CommandLine.arguments.dropFirst().filter { $0 != "--find-learning-rate" }
            text += "Next: \(ShellWord.command(words)) --learning-rate \(Number.significant(rate))\n"
        }
        try StandardOutput().write(text)
    }

    /// The documented JSON of a search.
    struct Record: Encodable {
        struct Point: Encodable {
            let rate: Double
            let loss: Double
            let smoothed: Double
        }

        let suggestion: Double?
        let hasDiverged: Bool
        let points: [Point]

        init(_ curve: LearningRateCurve) {
            suggestion = curve.suggestion
            hasDiverged = curve.hasDiverged
            points = curve.points.map { Point(rate: $0.rate, loss: $0.loss, smoothed: $0.smoothed) }
        }

        private enum CodingKeys: String, CodingKey {
            case suggestion, points
            case hasDiverged = "diverged"
        }
    }
}

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
            let words = ["imgcls"] + command(Array(CommandLine.arguments.dropFirst()), rate: rate)
            text += "Next: \(ShellWord.command(words))\n"
        }
        try StandardOutput().write(text)
    }

    /// The arguments that train with a rate, in place of those that searched for it.
    private static func command(_ arguments: [String], rate: Double) -> [String] {
        // Behind a `--` there are no options.
        let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
        var options: [String] = []
        for (index, word) in arguments[..<end].enumerated() {
            let isRate = word == rateOption || (index > 0 && arguments[index - 1] == rateOption)
            let isOther = ![flag, rateOption].contains { word == $0 || word.hasPrefix($0 + "=") }
            if isOther, !isRate { options.append(word) }
        }
        // A flag of the file would search again.
        if options.contains(where: { $0 == "--config" || $0.hasPrefix("--config=") }) {
            options.append(flag + "=false")
        }
        return options + [rateOption, Number.significant(rate)] + arguments[end...]
    }

    private static let flag = "--find-learning-rate"
    private static let rateOption = "--learning-rate"

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

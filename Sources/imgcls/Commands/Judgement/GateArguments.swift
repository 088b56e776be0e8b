internal import ArgumentParser
internal import Metrics

/// What a model has to reach, for jobs that nobody watches.
struct GateArguments: ParsableArguments {
    @Option(help: ArgumentHelp("Fail unless the accuracy is at least this, 0 to 1.", valueName: "share"))
    var minAccuracy: Double?

    @Option(
        help: ArgumentHelp("Fail unless the mean F1 of the classes is at least this.", valueName: "share"))
    var minMacroF1: Double?

    @Option(help: ArgumentHelp("Fail unless every class has at least this recall.", valueName: "share"))
    var minClassRecall: Double?

    @Option(
        help: ArgumentHelp(
            "Fail unless the expected calibration error is at most this.", valueName: "share"))
    var maxEce: Double?

    @Flag(
        help: """
            Ask it of the lower ends of the 95 % intervals, so that a lucky draw of few images does not pass, nor a \
            class without images.
            """)
    var strict = false

    private var thresholds: [(option: String, metric: QualityGate.Metric, threshold: Double?)] {
        [
            ("--min-accuracy", .accuracy, minAccuracy), ("--min-macro-f1", .macroF1, minMacroF1),
            ("--min-class-recall", .classRecall, minClassRecall),
            ("--max-ece", .expectedCalibrationError, maxEce),
        ]
    }

    /// The gates that were asked for.
    func gates() throws(MetricsError) -> [QualityGate] {
        var gates: [QualityGate] = []
        for (_, metric, threshold) in thresholds {
            guard let threshold else { continue }
            gates.append(try QualityGate(metric, threshold: threshold, isStrict: strict))
        }
        return gates
    }

    func validate() throws {
        for (option, _, threshold) in thresholds {
            if let threshold, !(0...1).contains(threshold) {
                throw ValidationError("\(option) must be 0 to 1, not \(threshold)")
            }
        }
        if strict, thresholds.allSatisfy({ $0.threshold == nil }) {
            throw ValidationError("--strict is about gates; there is none")
        }
    }
}

/// A model that did not reach what was asked of it.
struct GateFailure: Error, CustomStringConvertible {
    /// Why, in one sentence.
    let description: String

    /// Gates that did not let a model pass.
    ///
    /// - Returns: nil where all passed.
    init?(_ verdicts: [GateVerdict]) {
        let failed = verdicts.filter { !$0.passed }.map(\.sentence)
        guard !failed.isEmpty else { return nil }
        self.init("quality gate failed: \(failed.joined(separator: "; "))")
    }

    init(_ description: String) {
        self.description = description
    }
}

/// What a quality gate says about a classifier.
///
/// Its JSON: `{"gate": {"metric": …, "threshold": …, "strict": …}, "passed": …, "value": …, "lower": …,
/// "label": …, "sentence": …}`, where `lower` is there for strict gates with an interval and `label` for the
/// recall of a class.
public struct GateVerdict: Hashable, Sendable, Codable {
    /// The gate.
    public let gate: QualityGate
    /// Whether the score passes.
    public let passed: Bool
    /// The score as measured; 0 for the recall of a class without images.
    public let value: Double
    /// The lower end of its interval, if that was judged.
    public let lower: Double?
    /// The worst class, if the score is its recall.
    public let label: String?
    /// The verdict in words, for example "accuracy 0.871 is below 0.900".
    public let sentence: String

    /// A score that misses the threshold by no more passes: 1 − 0.95 is a little above 0.05 to a computer.
    private static let rounding = 1e-12

    /// Judges a score.
    init(
        _ gate: QualityGate, name: String, value: Double, interval: ConfidenceInterval? = nil,
        label: String? = nil
    ) {
        self.gate = gate
        self.value = value
        self.label = label
        lower = interval?.lower
        if gate.isStrict, interval == nil, !gate.metric.isMaximum {
            passed = false
            sentence = "\(name) \(Self.text(value)) has no interval, which a strict gate asks for"
            return
        }
        let judged = interval?.lower ?? value
        let margin = gate.metric.isMaximum ? gate.threshold - judged : judged - gate.threshold
        passed = margin >= -Self.rounding
        let relation =
            switch (passed, gate.metric.isMaximum) {
            case (true, false): "is at least"
            case (false, false): interval != nil && value >= gate.threshold ? "may be below" : "is below"
            case (true, true): "is at most"
            case (false, true): "is above"
            }
        let digits = Self.digits(toTell: [value, judged], from: gate.threshold)
        let range = interval.map { interval in
            let percent = Self.trimmed(interval.confidence * 100)
            return " (\(percent) % interval from \(Self.text(interval.lower, digits)))"
        }
        sentence =
            "\(name) \(Self.text(value, digits))\(range ?? "") \(relation) "
            + Self.text(gate.threshold, digits)
    }

    /// Refuses classes without images: a strict gate does not pass what nothing is known about.
    ///
    /// - Precondition: There is a label.
    init(_ gate: QualityGate, withoutImages labels: [String]) {
        precondition(!labels.isEmpty, "no class is without images")
        self.gate = gate
        passed = false
        (value, lower) = (0, 0)
        label = labels.first
        sentence =
            "recall of \(QualityGate.naming(labels)) is unknown: no image of "
            + (labels.count == 1 ? "it was judged" : "them was judged")
    }

    /// The number of decimal places, at least 3, that show the values to differ from the threshold.
    private static func digits(toTell values: [Double], from threshold: Double) -> Int {
        (3..<9).first { digits in
            values.allSatisfy {
                abs($0 - threshold) <= rounding || text($0, digits) != text(threshold, digits)
            }
        } ?? 9
    }

    /// A number of `0 ... 1` with a fixed number of decimal places.
    private static func text(_ value: Double, _ digits: Int = 3) -> String {
        var scale = 1
        for _ in 0..<digits { scale *= 10 }
        let scaled = Int((abs(value) * Double(scale)).rounded())
        let places = String(scaled % scale)
        let zeros = String(repeating: "0", count: digits - places.count)
        return "\(value < 0 && scaled > 0 ? "-" : "")\(scaled / scale).\(zeros)\(places)"
    }

    private static func trimmed(_ percent: Double) -> String {
        let rounded = (percent * 10).rounded() / 10
        return rounded == rounded.rounded() ? String(Int(rounded)) : "\(rounded)"
    }
}

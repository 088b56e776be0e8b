/// A demand on a classifier's scores that an unattended job can stop at.
///
/// A strict gate asks it of the lower end of the score's interval, so that a lucky draw of few images does not
/// pass, and one on the recall of classes fails where a class has no images. The expected calibration error has
/// no interval (see `ResampledMetric`), and noise adds to it; a strict gate judges it as a plain one does.
///
/// Its JSON: `{"metric": "accuracy", "threshold": 0.9, "strict": false}`.
public struct QualityGate: Hashable, Sendable, Codable {
    /// The scores that a gate can look at.
    public enum Metric: String, Hashable, Sendable, Codable, CaseIterable {
        /// The share of images predicted right, at least the threshold.
        case accuracy
        /// The plain mean of the classes' F1, at least the threshold.
        case macroF1 = "macro_f1"
        /// The lowest recall of a class that has images, at least the threshold.
        case classRecall = "class_recall"
        /// The expected calibration error, at most the threshold.
        case expectedCalibrationError = "expected_calibration_error"

        /// Whether values above the threshold fail.
        public var isMaximum: Bool { self == .expectedCalibrationError }
    }

    /// The score looked at.
    public let metric: Metric
    /// The lowest value that passes, or the highest of an error; in `0 ... 1`.
    public let threshold: Double
    /// Whether the lower end of the interval has to reach the threshold.
    public let isStrict: Bool

    /// Makes a gate.
    ///
    /// - Throws: `MetricsError.gateThreshold` unless the threshold is in `0 ... 1`.
    public init(_ metric: Metric, threshold: Double, isStrict: Bool = false) throws(MetricsError) {
        guard threshold >= 0, threshold <= 1 else { throw .gateThreshold(threshold) }
        self.metric = metric
        self.threshold = threshold
        self.isStrict = isStrict
    }

    /// Whether scores pass, with the reason. Complexity: O(K²).
    ///
    /// - Parameters:
    ///   - report: The scores.
    ///   - intervals: Bootstrap intervals; a strict gate on macro F1 fails without one.
    public func verdict(
        on report: ClassificationReport, intervals: [ResampledMetric: ConfidenceInterval] = [:]
    ) -> GateVerdict {
        switch metric {
        case .accuracy:
            return verdict(
                "accuracy", value: report.accuracy, interval: ConfidenceInterval(report.accuracyInterval))
        case .macroF1:
            return verdict("macro F1", value: report.macroF1, interval: intervals[.macroF1])
        case .classRecall:
            return recallVerdict(report)
        case .expectedCalibrationError:
            return GateVerdict(
                self, name: "expected calibration error", value: report.expectedCalibrationError)
        }
    }

    /// The classes that the gate would judge, and cannot, because they have no images.
    public func unjudgedClasses(of report: ClassificationReport) -> [String] {
        metric == .classRecall ? report.classes.filter { $0.support == 0 }.map(\.label) : []
    }

    /// The first names of a list, and how many more there are.
    package static func naming(_ labels: [String]) -> String {
        let shown = labels.prefix(5).map(\.quoted)
        let rest = labels.count - shown.count
        if rest > 0 { return shown.joined(separator: ", ") + " and \(rest) more" }
        return (shown.count > 1 ? [shown.dropLast().joined(separator: ", ")] + shown.suffix(1) : shown)
            .joined(separator: " and ")
    }

    private func verdict(
        _ name: String, value: Double, interval: ConfidenceInterval?, label: String? = nil
    ) -> GateVerdict {
        GateVerdict(self, name: name, value: value, interval: isStrict ? interval : nil, label: label)
    }

    /// The worst class is that of the lowest recall, for a strict gate that of the lowest lower end, or one without
    /// images.
    private func recallVerdict(_ report: ClassificationReport) -> GateVerdict {
        let unjudged = unjudgedClasses(of: report)
        if isStrict, !unjudged.isEmpty { return GateVerdict(self, withoutImages: unjudged) }
        let intervals = report.confusionMatrix.recallIntervals()
        let entries = zip(report.classes, intervals).filter { $0.0.support > 0 }
        let worst = entries.min { left, right in
            isStrict ? left.1.lower < right.1.lower : left.0.recall < right.0.recall
        }
        guard let worst else { return verdict("recall", value: 0, interval: nil) }
        return verdict(
            "recall of \(worst.0.label.quoted)", value: worst.0.recall,
            interval: ConfidenceInterval(worst.1), label: worst.0.label)
    }

    private enum CodingKeys: String, CodingKey {
        case metric
        case threshold
        case isStrict = "strict"
    }
}

extension QualityGate {
    /// Reads a gate and refuses a threshold out of range.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        do {
            try self.init(
                container.decode(Metric.self, forKey: .metric),
                threshold: container.decode(Double.self, forKey: .threshold),
                isStrict: container.decodeIfPresent(Bool.self, forKey: .isStrict) ?? false)
        } catch let error as MetricsError {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: error.description))
        }
    }
}

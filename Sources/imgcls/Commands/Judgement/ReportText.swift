internal import Metrics

/// What a report says in one sentence, at the end of a run.
enum ReportText {
    static func sentence(_ name: String, _ report: ModelReport) -> String {
        switch report {
        case .classes(let report):
            "\(name) accuracy \(Number.fixed(report.accuracy, 3)) (\(interval(report.accuracyInterval)), "
                + "\(counted(report.imageCount))), log loss \(Number.fixed(report.logLoss, 3))."
        case .labels(let report):
            "\(name) macro F1 \(Number.fixed(report.macro.f1, 3)), all labels right "
                + "\(Number.fixed(report.subsetAccuracy, 3)) (\(interval(report.subsetAccuracyInterval)), "
                + "\(counted(report.imageCount))), log loss \(Number.fixed(report.logLoss, 3))."
        case .values(let report):
            "\(name) mean absolute error \(Number.significant(report.meanAbsoluteError)), R² "
                + "\(report.r2.map { Number.fixed($0, 3) } ?? "–") (\(counted(report.imageCount)))."
        }
    }

    private static func interval(_ interval: WilsonInterval) -> String {
        "95 % interval \(Number.fixed(interval.lower, 3)) to \(Number.fixed(interval.upper, 3))"
    }

    private static func counted(_ count: Int) -> String { count == 1 ? "1 image" : "\(count) images" }
}

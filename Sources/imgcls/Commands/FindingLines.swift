internal import Datasets
internal import Transfer

/// What a check before training found, told on standard error.
enum FindingLines {
    /// Warns of grave findings, and names the images that were left out, some of them where there are very many.
    static func warn(of check: CheckReport, _ failures: [SampleFailure], _ display: ProgressDisplay) {
        for finding in check.findings where finding.severity >= .warning {
            // These are told one by one.
            guard ![.unreadableImage, .unusableEntry, .classInOnePart].contains(finding.kind) else {
                continue
            }
            // Whoever mends a manifest needs every row.
            guard finding.kind == .misspelledLabel else {
                display.warn("warning: \(CheckText.line(finding))")
                continue
            }
            display.warn("warning: \(finding.summary)")
            for place in CheckText.places(finding, limit: 10) { display.warn(place) }
        }
        warn(of: failures, display)
    }

    /// Names the images that were left out.
    static func warn(of failures: [SampleFailure], _ display: ProgressDisplay) {
        let limit = 100
        for failure in failures.prefix(limit) { display.warn("left out \(failure)") }
        if failures.count > limit { display.warn("left out \(failures.count - limit) more") }
    }
}

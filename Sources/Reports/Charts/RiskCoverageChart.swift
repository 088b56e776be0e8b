/// How many mistakes remain when only the most certain predictions are accepted.
struct RiskCoverageChart {
    let points: [ClassificationScores.RiskPoint]

    /// The chart; `nil` without points.
    var markup: Markup? {
        let shown = points.filter { $0.coverage.isFinite && $0.risk.isFinite }
        guard !shown.isEmpty else { return nil }
        let frame = PlotFrame(
            x: .share, y: .linear([0] + shown.map(\.risk), tickCount: 4, isShare: true),
            xTitle: "accepted images, the most certain first", yTitle: "mistakes among them")
        return frame.drawing(description(shown)) {
            tag("g", .class("first")) {
                frame.path(shown.map { (x: $0.coverage, y: $0.risk) }, "line")
                for point in shown {
                    frame.point(point.coverage, point.risk, radius: 4, "hit", tooltip(point))
                }
            }
        }
    }

    private func tooltip(_ point: ClassificationScores.RiskPoint) -> String {
        "confidence from \(NumberText.share(point.threshold)): \(NumberText.share(point.coverage)) accepted, "
            + "\(NumberText.share(point.risk)) of them wrong"
    }

    private func description(_ shown: [ClassificationScores.RiskPoint]) -> String {
        let parts = [0.25, 0.5, 0.75, 1].compactMap { coverage in
            shown.min { abs($0.coverage - coverage) < abs($1.coverage - coverage) }
        }.map { "\(NumberText.share($0.risk)) at \(NumberText.share($0.coverage, digits: 0))" }
        return "Mistakes among accepted images by share accepted: " + parts.joined(separator: ", ")
    }
}

/// How far the model's confidence can be trusted.
struct CertaintySection {
    private let scores: ClassificationScores

    init(_ scores: ClassificationScores) {
        self.scores = scores
    }

    var section: PageSection? {
        let charts = [
            Plot(
                "Confidence against accuracy", ReliabilityChart(bins: scores.reliability).markup,
                reliabilityNote),
            Plot(
                "Mistakes by share accepted", RiskCoverageChart(points: scores.riskCoverage).markup,
                riskNote),
        ].compactMap { $0 }
        return PageSection("certainty", "How far confidence can be trusted", shortTitle: "Confidence") {
            if !charts.isEmpty {
                tag("p", .class("note")) {
                    "The confidence of an answer is the probability that the model gives it."
                }
                tag("div", .class("columns-wide")) {
                    for chart in charts { chart.markup }
                }
            }
        }
    }

    private var reliabilityNote: String {
        "Points on the dashed line keep their word; below it, the model is surer than it is right. Vertical lines "
            + "are 95\u{A0}% intervals, the grey columns how many images there are."
    }

    private var riskNote: String {
        let enough = scores.riskCoverage.last { $0.coverage <= 0.9 && $0.coverage > 0.5 }
        guard let point = enough else { return "Accepting only sure answers leaves fewer mistakes." }
        return "Accepting answers from \(NumberText.share(point.threshold)) confidence on keeps "
            + "\(NumberText.share(point.coverage, digits: 0)) of the images, with "
            + "\(NumberText.share(point.risk)) of those wrong."
    }
}

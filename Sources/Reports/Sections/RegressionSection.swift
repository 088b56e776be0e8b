/// Predicted against true numbers, output by output.
struct RegressionSection {
    private let scores: RegressionScores

    init(_ scores: RegressionScores) {
        self.scores = scores
    }

    var section: PageSection? {
        PageSection("numbers", "Predicted against true") {
            if scores.outputs.count > 1, hasIntervals {
                tag("p", .class("note")) { "Below a number is its 95\u{A0}% interval." }
            }
            for output in scores.outputs {
                if scores.outputs.count > 1 {
                    tag("h3") { output.name }
                    FigureList(figures: output.figures).markup
                } else {
                    tag("p", .class("note")) { "Each point is an image; on the dashed line it is exact." }
                }
                tag("div", .class("columns-wide")) {
                    for plot in plots(output) { plot.markup }
                }
            }
        }
    }

    private var hasIntervals: Bool {
        scores.outputs.contains { $0.figures.contains { $0.estimate.lower != nil } }
    }

    private func plots(_ output: RegressionScores.Output) -> [Plot] {
        let name = scores.outputs.count > 1 ? "" : output.name + ": "
        let drawn = output.points.count > ScatterChart.pointLimit
        return [
            Plot(
                name + "every image", ScatterChart(points: output.points, unit: output.unit).markup,
                drawn ? "An even choice of the images is drawn." : nil),
            Plot(
                name + "how far off",
                ErrorHistogram(errors: output.points.map { $0.prediction - $0.target }, unit: output.unit)
                    .markup),
        ].compactMap { $0 }
    }
}

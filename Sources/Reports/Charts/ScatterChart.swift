/// Predicted numbers against true ones: points on the diagonal are exact.
struct ScatterChart {
    let points: [RegressionScores.Point]
    let unit: String

    /// More points than this look the same and only make the page larger; every so manieth is drawn.
    static let pointLimit = 2_000

    /// The chart; `nil` without points.
    var markup: Markup? {
        let finite = points.filter { $0.target.isFinite && $0.prediction.isFinite }
        guard !finite.isEmpty else { return nil }
        let scale = AxisScale.linear(finite.flatMap { [$0.target, $0.prediction] })
        let suffix = unit.isEmpty ? "" : " (\(unit))"
        let frame = PlotFrame(x: scale, y: scale, xTitle: "true" + suffix, yTitle: "predicted" + suffix)
        let stride = (finite.count + Self.pointLimit - 1) / Self.pointLimit
        var dots = ""
        for (index, point) in finite.enumerated() where index.isMultiple(of: stride) {
            let x = NumberText.coordinate(frame.px(point.target))
            dots += "M\(x) \(NumberText.coordinate(frame.py(point.prediction)))h0"
        }
        let description =
            "Predicted against true numbers of \(NumberText.counted(finite.count, "image")), "
            + "between \(NumberText.significant(scale.lower)) and \(NumberText.significant(scale.upper))"
        return frame.drawing(description) {
            frame.path([(scale.lower, scale.lower), (scale.upper, scale.upper)], "ideal")
            tag("g", .class("first")) {
                tag("path", .class("dots"), Attribute("d", dots))
            }
        }
    }
}

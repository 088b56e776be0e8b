/// A share as a thin bar as wide as its place: full up to the lower end of its interval, pale up to the upper one.
struct EstimateBar {
    let estimate: ReportEstimate

    var markup: Markup {
        tag("svg", .class("estimate"), .hidden) {
            tag("rect", .class("track"), Attribute("width", "100%"))
            if estimate.value.isFinite {
                let certain = estimate.lower ?? estimate.value
                tag("rect", .class("certain"), percent("width", clamped(certain)))
            }
            if let lower = estimate.lower, let upper = estimate.upper {
                tag(
                    "rect", .class("range"), percent("x", clamped(lower)),
                    percent("width", max(clamped(upper) - clamped(lower), 0)))
            }
            if estimate.value.isFinite {
                let value = clamped(estimate.value)
                tag(
                    "line", .class("mark"), percent("x1", value), percent("x2", value), .number("y1", 0),
                    .number("y2", 10))
            }
        }
    }

    private func clamped(_ value: Double) -> Double { max(0, min(1, value)) }

    private func percent(_ name: StaticString, _ share: Double) -> Attribute {
        Attribute(name, NumberText.coordinate(share * 100) + "%")
    }
}

/// The drawing area of a chart with its axes, in the units of the drawing: 400 wide.
///
/// One unit is about a pixel: charts are between 330 and 520 pixels wide on every screen.
struct PlotFrame {
    static let width = 400.0
    static let height = 270.0

    /// The horizontal axis.
    let x: AxisScale
    /// The vertical axis.
    let y: AxisScale
    /// What the horizontal axis shows, with its unit.
    let xTitle: String
    /// What the vertical axis shows, with its unit.
    let yTitle: String
    /// The room on the right, for labels of lines.
    var right = 18.0

    var left: Double {
        let longest = y.ticks.map(\.label.count).max() ?? 0
        return 16 + 7 * Double(longest)
    }
    let top = 34.0
    let bottom = PlotFrame.height - 44

    /// The horizontal place of a value.
    func px(_ value: Double) -> Double { left + x.position(value) * (Self.width - right - left) }

    /// The vertical place of a value.
    func py(_ value: Double) -> Double { bottom - y.position(value) * (bottom - top) }

    /// The drawing: axes below, marks above them.
    ///
    /// - Parameter description: What there is to see, in a sentence.
    func drawing(_ description: String, @MarkupBuilder marks: () -> Markup) -> Markup {
        tag(
            "svg", Attribute("viewBox", "0 0 \(Int(Self.width)) \(Int(Self.height))"), .class("chart"),
            .role("img"), .label(description)
        ) {
            axes
            marks()
        }
    }

    private var axes: Markup {
        tag("g", .class("axes"), .hidden) {
            for tick in y.ticks {
                line(left, py(tick.value), Self.width - right, py(tick.value), "rule")
                label(tick.label, left - 8, py(tick.value) + 4, "end")
            }
            for tick in x.ticks {
                line(px(tick.value), bottom, px(tick.value), bottom + 4, "tick")
                label(tick.label, px(tick.value), bottom + 18, "middle")
            }
            line(left, bottom, Self.width - right, bottom, "tick")
            label(yTitle, 0, 14, "start", "axis-title")
            label(xTitle, Self.width - right, Self.height - 6, "end", "axis-title")
        }
    }

    /// A straight line.
    func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String) -> Markup {
        tag(
            "line", .class(style), .number("x1", x1), .number("y1", y1), .number("x2", x2),
            .number("y2", y2))
    }

    /// Text at a place.
    func label(
        _ text: String, _ x: Double, _ y: Double, _ anchor: String, _ style: String = "tick-label"
    ) -> Markup {
        tag(
            "text", .class(style), .number("x", x), .number("y", y), Attribute("text-anchor", anchor)
        ) { text }
    }

    /// A path through points, broken where a value is not finite.
    func path(_ points: [(x: Double, y: Double)], _ style: String) -> Markup {
        var text = ""
        var isDrawing = false
        for point in points {
            guard point.x.isFinite, point.y.isFinite else {
                isDrawing = false
                continue
            }
            text += isDrawing ? "L" : "M"
            text += NumberText.coordinate(px(point.x)) + " " + NumberText.coordinate(py(point.y))
            isDrawing = true
        }
        return tag("path", .class(style), Attribute("d", text))
    }

    /// A point that tells its numbers when it is pointed at.
    func point(
        _ x: Double, _ y: Double, radius: Double, _ style: String, _ tooltip: String
    ) -> Markup {
        tag(
            "circle", .class(style), .number("cx", px(x)), .number("cy", py(y)), .number("r", radius)
        ) {
            tag("title") { tooltip }
        }
    }
}

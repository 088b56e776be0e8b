/// Confidence against accuracy: points on the diagonal are neither over- nor underconfident.
struct ReliabilityChart {
    let bins: [ClassificationScores.ReliabilityBin]

    /// The chart; `nil` without predictions.
    var markup: Markup? {
        let filled = bins.filter { $0.count > 0 }
        guard !filled.isEmpty else { return nil }
        let frame = PlotFrame(x: .share, y: .share, xTitle: "confidence", yTitle: "accuracy")
        let largest = Double(filled.map(\.count).max() ?? 1)
        return frame.drawing(description(filled)) {
            tag("g", .class("columns")) {
                for bin in filled { column(bin, height: 44 * Double(bin.count) / largest, in: frame) }
            }
            frame.path([(0, 0), (1, 1)], "ideal")
            frame.label("ideal", frame.px(0.12), frame.py(0.05), "start")
            tag("g", .class("first")) {
                for bin in filled { mark(bin, in: frame) }
            }
        }
    }

    private func column(
        _ bin: ClassificationScores.ReliabilityBin, height: Double, in frame: PlotFrame
    ) -> Markup {
        tag(
            "rect", .class("column"), .number("x", frame.px(bin.lower) + 0.5),
            .number("y", frame.bottom - height),
            .number("width", max(frame.px(bin.upper) - frame.px(bin.lower) - 1, 1)),
            .number("height", height)
        ) {
            tag("title") { tooltip(bin) }
        }
    }

    private func mark(_ bin: ClassificationScores.ReliabilityBin, in frame: PlotFrame) -> Markup {
        let x = frame.px(bin.confidence)
        return tag("g") {
            if let lower = bin.accuracy.lower, let upper = bin.accuracy.upper {
                frame.line(x, frame.py(lower), x, frame.py(upper), "whisker")
            }
            frame.point(bin.confidence, bin.accuracy.value, radius: 4, "point", tooltip(bin))
        }
    }

    private func tooltip(_ bin: ClassificationScores.ReliabilityBin) -> String {
        "\(NumberText.counted(bin.count, "image")) with confidence "
            + NumberText.interval(bin.lower, bin.upper, .share)
            + ", on average \(NumberText.share(bin.confidence)); \(NumberText.share(bin.accuracy.value)) right"
    }

    private func description(_ filled: [ClassificationScores.ReliabilityBin]) -> String {
        let parts = filled.map {
            "\(NumberText.share($0.confidence, digits: 0)): \(NumberText.share($0.accuracy.value, digits: 0))"
        }
        return "Accuracy by mean confidence: " + parts.joined(separator: ", ")
    }
}

/// A share as a thin bar; the number stands beside it.
struct ShareBar {
    let share: Double

    var markup: Markup {
        let percent = share.isFinite ? max(0, min(1, share)) : 0
        return tag("span", .class("share"), .hidden, .style("--p:" + Self.decimal(percent)))
    }

    /// A number in `0 ... 1` with three digits, as CSS reads it.
    private static func decimal(_ value: Double) -> String {
        let text = String(Int((value * 1000).rounded()) + 1000)
        return (text.hasPrefix("2") ? "1." : "0.") + text.dropFirst()
    }
}

/// The colours of the page, by light and dark.
package struct PagePalette: Sendable {
    /// The paper.
    package let background: PageColor
    /// The ground of code, pictures and marks.
    package let surface: PageColor
    /// What is read first.
    package let text: PageColor
    /// What is read second: captions, ticks, units.
    package let muted: PageColor
    /// Lines that only guide the eye.
    let line: PageColor
    /// The one colour: the model, and what it gets right.
    package let accent: PageColor
    /// What is wrong or wants attention; it never stands without a word or a sign.
    package let alarm: PageColor

    package static let light = PagePalette(
        background: PageColor(0xFFFFFF), surface: PageColor(0xF4F5F3), text: PageColor(0x1B1D1F),
        muted: PageColor(0x5A5F66), line: PageColor(0xE2E4E1), accent: PageColor(0x0B6E75),
        alarm: PageColor(0xB03A18))
    package static let dark = PagePalette(
        background: PageColor(0x14171A), surface: PageColor(0x1F2429), text: PageColor(0xE9EAE8),
        muted: PageColor(0xA7ADB5), line: PageColor(0x30363C), accent: PageColor(0x5CC4CB),
        alarm: PageColor(0xF39472))

    /// The number of steps of a heat ramp above the empty one.
    package static let heatStepCount = 10

    /// The ground of a cell of the confusion matrix, from the paper (0) to the full colour.
    package func heat(_ step: Int, isHit: Bool) -> PageColor {
        background.mixed(
            with: isHit ? accent : alarm, share: Double(step) / Double(Self.heatStepCount))
    }

    /// The colours as CSS variables and heat classes.
    func css(indent: String) -> String {
        let names = [
            ("background", background), ("surface", surface), ("text", text), ("muted", muted),
            ("line", line), ("accent", accent), ("alarm", alarm),
        ]
        var output =
            indent + ":root{" + names.map { "--\($0.0):\($0.1.css)" }.joined(separator: ";") + "}\n"
        for (prefix, isHit) in [("h", true), ("m", false)] {
            for step in 0...Self.heatStepCount {
                let ground = heat(step, isHit: isHit)
                output +=
                    indent + ".\(prefix)\(step){background:\(ground.css);color:\(ground.textColor.css)}\n"
            }
        }
        return output
    }
}

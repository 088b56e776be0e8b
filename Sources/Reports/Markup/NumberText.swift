internal import Glibc

/// Numbers as a report writes them: the same on every machine, whatever its language is set to.
package enum NumberText {
    /// What stands for a number that is missing or not finite.
    static let missing = "–"

    /// A count with commas between groups of three digits.
    package static func count(_ count: Int) -> String {
        (count < 0 ? "−" : "") + grouped(String(count.magnitude))
    }

    /// A count with its noun.
    package static func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
        Self.count(count) + " " + (count == 1 ? noun : plural ?? noun + "s")
    }

    /// A number with so many digits after the point.
    package static func fixed(_ value: Double, digits: Int) -> String {
        guard value.isFinite else { return missing }
        let factor = pow(10, Double(digits))
        let scaled = (value.magnitude * factor).rounded()
        guard scaled < 1e15 else { return value.description }
        let sign = value < 0 && scaled > 0 ? "−" : ""
        let all = String(Int(scaled))
        let padded = String(repeating: "0", count: max(0, digits + 1 - all.count)) + all
        guard digits > 0 else { return sign + grouped(padded) }
        return sign + grouped(String(padded.dropLast(digits))) + "." + padded.suffix(digits)
    }

    /// A share in per cent: 0.9224 is "92.2 %", with a blank that does not break.
    package static func share(_ value: Double, digits: Int = 1) -> String {
        value.isFinite ? fixed(value * 100, digits: digits) + "\u{A0}%" : missing
    }

    /// A number with about three significant digits; very small and very large ones with a power of ten.
    package static func significant(_ value: Double) -> String {
        guard value.isFinite else { return missing }
        let size = value.magnitude
        switch size {
        case 0: return "0"
        case ..<1e-3, 1e6...:
            var exponent = log10(size).rounded(.down)
            var digits = fixed(size / pow(10, exponent), digits: 1)
            if digits == "10.0" {
                exponent += 1
                digits = "1.0"
            }
            let mantissa = digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits
            return (value < 0 ? "−" : "") + mantissa + "\u{A0}×\u{A0}" + power(Int(exponent))
        case ..<1: return fixed(value, digits: size < 0.0995 ? 4 : 3)
        case ..<10: return fixed(value, digits: 2)
        case ..<100: return fixed(value, digits: 1)
        default: return fixed(value, digits: 0)
        }
    }

    /// A power of ten: "10⁻³".
    package static func power(_ exponent: Int) -> String {
        let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
        let magnitude = String(exponent.magnitude).compactMap(\.wholeNumberValue).map { digits[$0] }
        return "10" + (exponent < 0 ? "⁻" : "") + String(magnitude)
    }

    /// A coordinate of a drawing: at most one digit after the point.
    package static func coordinate(_ value: Double) -> String {
        guard value.isFinite else { return "0" }
        let tenths = Int((max(-1e6, min(1e6, value)) * 10).rounded())
        let whole = (tenths < 0 ? "-" : "") + String(tenths.magnitude / 10)
        return tenths % 10 == 0 ? whole : whole + "." + String(tenths.magnitude % 10)
    }

    /// A number in the style of a figure, with its unit.
    static func text(_ value: Double, _ style: ReportFigure.Style) -> String {
        switch style {
        case .share: share(value)
        case .number(let unit): unit.isEmpty ? significant(value) : significant(value) + "\u{A0}" + unit
        }
    }

    /// An interval in the style of a figure: "89.0 to 94.5 %".
    static func interval(_ lower: Double, _ upper: Double, _ style: ReportFigure.Style) -> String {
        switch style {
        case .share: fixed(lower * 100, digits: 1) + " to " + share(upper)
        case .number: significant(lower) + " to " + text(upper, style)
        }
    }

    private static func grouped(_ digits: String) -> String {
        guard digits.count > 3 else { return digits }
        var output = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { output.append(",") }
            output.append(digit)
        }
        return output
    }
}

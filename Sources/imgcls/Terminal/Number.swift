/// Numbers as tables show them.
enum Number {
    /// A number with so many digits behind the point.
    static func fixed(_ value: Double, _ digits: Int) -> String {
        guard value.isFinite, value.magnitude < 1e12 else { return "\(value)" }
        let scale = (0..<digits).reduce(1) { product, _ in product * 10 }
        let scaled = Int((value.magnitude * Double(scale)).rounded())
        let fraction = String(scaled % scale)
        let sign = value < 0 && scaled > 0 ? "-" : ""
        let padding = String(repeating: "0", count: max(0, digits - fraction.count))
        return digits == 0 ? "\(sign)\(scaled)" : "\(sign)\(scaled / scale).\(padding)\(fraction)"
    }

    /// A measured value with at least four digits that count: 1234, 12.34, 0.01234.
    static func significant(_ value: Double) -> String {
        guard value.isFinite else { return "\(value)" }
        var digits = 0
        var bound = 1000.0
        while digits < 9, value.magnitude < bound {
            digits += 1
            bound /= 10
        }
        return fixed(value, digits)
    }

    /// A number between 0 and 0.001, with a power of a thousand and at least two digits that count: 12.3e-6,
    /// 1.0e-9.
    static func small(_ value: Double) -> String {
        var exponent = 6
        var scaled = value * 1e6
        // A number that no multiplication makes larger is 0 or no number.
        while scaled < 0.9995, exponent < 324, scaled > 0 {
            exponent += 3
            scaled *= 1000
        }
        return "\(fixed(scaled, 1))e-\(exponent)"
    }

    /// A share as a percentage with one digit behind the point, right-aligned to six columns.
    static func percent(_ share: Double) -> String {
        let text = fixed(share * 100, 1)
        return String(repeating: " ", count: max(0, 5 - text.count)) + text + " %"
    }
}

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

    /// A share as a percentage with one digit behind the point, right-aligned to six columns.
    static func percent(_ share: Double) -> String {
        let text = fixed(share * 100, 1)
        return String(repeating: " ", count: max(0, 5 - text.count)) + text + " %"
    }
}

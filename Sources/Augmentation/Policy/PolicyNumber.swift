/// Numbers as they stand in the text of an augmentation policy: decimal digits, with up to six behind a point.
///
/// Every such number comes back from its own text unchanged, which the shortest texts with exponents would not.
enum PolicyNumber {
    private static let fractionDigitCount = 6
    private static let wholeDigitCount = 9
    private static let unit = 1_000_000.0

    /// Reads a number without sign; nil where the text is none.
    static func number(_ text: some StringProtocol) -> Double? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, (1...wholeDigitCount).contains(whole.utf8.count), areDigits(whole)
        else { return nil }
        guard parts.count == 2 else { return Double(whole) }
        let fraction = parts[1]
        guard (1...fractionDigitCount).contains(fraction.utf8.count), areDigits(fraction) else { return nil }
        return Double(text)
    }

    private static func areDigits(_ text: some StringProtocol) -> Bool {
        text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// Writes a number without digits that say nothing.
    static func text(_ number: Double) -> String {
        let millionths = Int((number * unit).rounded())
        let (whole, rest) = millionths.quotientAndRemainder(dividingBy: Int(unit))
        guard rest != 0 else { return String(whole) }
        let digits = String(rest)
        var fraction = String(repeating: "0", count: fractionDigitCount - digits.count) + digits
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return "\(whole).\(fraction)"
    }

    /// Writes one number, or a range as `LOW-HIGH`.
    static func text(_ range: ClosedRange<Double>) -> String {
        range.lowerBound == range.upperBound
            ? text(range.lowerBound) : text(range.lowerBound) + "-" + text(range.upperBound)
    }
}

internal import ArgumentParser
internal import Training

/// Lengths of time as people write them.
enum TimeText {
    /// Reads `90s`, `5m` or `1.5h`; a number alone is seconds.
    ///
    /// - Throws: `ValidationError`.
    static func budget(_ text: String) throws -> TimeBudget {
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
        let factor = text.last.flatMap { units[$0] }
        let number = Double(factor == nil ? text[...] : text.dropLast())
        guard let number, number > 0, number * (factor ?? 1) <= 1e9 else {
            throw ValidationError(
                "a time is a positive number with s, m or h behind it, such as 5m, not \(text)")
        }
        return TimeBudget(seconds: number * (factor ?? 1))
    }
}

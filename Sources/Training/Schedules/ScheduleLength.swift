/// A part of a run: `100` steps, `3epochs` or `5%` of all steps.
public enum ScheduleLength: Hashable, Sendable, CustomStringConvertible {
    /// A number of steps, at least 0.
    case steps(Int)
    /// A number of epochs, at least 0; it need not be whole.
    case epochs(Double)
    /// A share of all steps in percent, in `0 ... 100`.
    case percent(Double)

    /// The number of steps, which need not be whole.
    func stepCount(of run: RunLength) -> Double {
        switch self {
        case .steps(let count): Double(count)
        case .epochs(let count): count * Double(run.stepsPerEpoch)
        case .percent(let percent): percent / 100 * Double(run.stepCount)
        }
    }

    /// The whole number of steps next to it, at most those of the run.
    func wholeStepCount(of run: RunLength) -> Int {
        Int(min(stepCount(of: run), Double(run.stepCount)).rounded())
    }

    /// What the length is measured in, as a number that has to be in a range.
    func check(key: String) throws(SettingsError) {
        switch self {
        case .steps(let count): try SettingRange.notNegative.check(Double(count), key: key)
        case .epochs(let count): try SettingRange.notNegative.check(count, key: key)
        case .percent(let percent): try SettingRange.percent.check(percent, key: key)
        }
    }

    /// The text form.
    public var description: String {
        switch self {
        case .steps(let count): "\(count)"
        case .epochs(let count): SettingsText.number(count) + "epochs"
        case .percent(let percent): SettingsText.number(percent) + "%"
        }
    }
}

extension SettingsText {
    /// Takes a length.
    ///
    /// - Throws: `SettingsError.notAValue` or `.outOfRange`.
    mutating func length(
        _ key: String, default standard: ScheduleLength
    ) throws(SettingsError) -> ScheduleLength {
        guard let text = text(key) else { return standard }
        var length: ScheduleLength?
        if text.hasSuffix("%") {
            length = Double(text.dropLast()).map { .percent($0) }
        } else if let suffix = ["epochs", "epoch"].first(where: { text.hasSuffix($0) }) {
            length = Double(text.dropLast(suffix.count)).map { .epochs($0) }
        } else {
            length = Int(text).map { .steps($0) }
        }
        guard let length else {
            throw .notAValue(text, key: key, expected: "a length such as 100, 3epochs or 5%")
        }
        try length.check(key: key)
        return length
    }
}

/// One number, or one range of numbers, that an operation of an augmentation policy takes.
public struct PolicyParameter: Hashable, Sendable {
    /// What it is when the text does not say.
    public enum Standard: Hashable, Sendable {
        /// These values; one number is a range of a single value.
        case values(ClosedRange<Double>)
        /// What the operation's first parameter is.
        case first
    }

    /// The name, for messages and help.
    public let name: String
    /// What it may be, ends included.
    public let bounds: ClosedRange<Double>
    /// Whether it may be a range `LOW-HIGH`, from which a value is drawn for each image.
    public let takesRange: Bool
    /// Whether only whole numbers make sense.
    public let isWhole: Bool
    /// What it is when the text does not say.
    public let standard: Standard
    /// The value with which an image stays as it is; nil where there is none.
    public let neutral: Double?

    private init(
        _ name: String, _ bounds: ClosedRange<Double>, _ standard: Standard, neutral: Double?,
        takesRange: Bool = false, isWhole: Bool = false
    ) {
        self.name = name
        self.bounds = bounds
        self.takesRange = takesRange
        self.isWhole = isWhole
        self.standard = standard
        self.neutral = neutral
    }

    static func number(
        _ name: String, _ bounds: ClosedRange<Double>, _ standard: Double, neutral: Double? = 0
    ) -> PolicyParameter {
        PolicyParameter(name, bounds, .values(standard...standard), neutral: neutral)
    }

    static func whole(_ name: String, _ bounds: ClosedRange<Double>, _ standard: Double) -> PolicyParameter {
        PolicyParameter(name, bounds, .values(standard...standard), neutral: nil, isWhole: true)
    }

    static func range(
        _ name: String, _ bounds: ClosedRange<Double>, _ standard: ClosedRange<Double>, neutral: Double? = 0,
        isWhole: Bool = false
    ) -> PolicyParameter {
        PolicyParameter(
            name, bounds, .values(standard), neutral: neutral, takesRange: true, isWhole: isWhole)
    }

    static func likeFirst(_ name: String, _ bounds: ClosedRange<Double>) -> PolicyParameter {
        PolicyParameter(name, bounds, .first, neutral: 0)
    }

    static func probability(_ standard: Double) -> PolicyParameter {
        .number("probability", 0...1, standard)
    }
}

/// One operation of an augmentation policy with its parameters.
public struct PolicyItem: Hashable, Sendable {
    /// What is done.
    public let operation: PolicyOperation
    /// The value or range of each of the operation's parameters, in their order; all are there.
    public let arguments: [ClosedRange<Double>]
    /// How probable it is that anything is done, `0 ... 1`; nil for always.
    public let probability: Double?
    /// What ``PolicyOperation/oneOf`` chooses from; else empty.
    public let choices: [PolicyItem]

    /// Whoever calls this has checked the arguments.
    init(
        _ operation: PolicyOperation, arguments: [ClosedRange<Double>], probability: Double? = nil,
        choices: [PolicyItem] = []
    ) {
        self.operation = operation
        self.arguments = arguments
        self.probability = probability
        self.choices = choices
    }

    /// The single value of a parameter that takes no range.
    func number(_ index: Int) -> Double { arguments[index].lowerBound }

    /// The whole numbers of a parameter.
    func wholeNumbers(_ index: Int) -> ClosedRange<Int> {
        Int(arguments[index].lowerBound)...Int(arguments[index].upperBound)
    }
}

extension PolicyItem: CustomStringConvertible {
    /// The item as it stands in a policy's text, with all parameters.
    public var description: String {
        var text = operation.rawValue
        if operation.role == .choice { text += "(" + choices.map(\.description).joined(separator: "|") + ")" }
        for argument in arguments { text += ":" + PolicyNumber.text(argument) }
        if let probability { text += "@" + PolicyNumber.text(probability) }
        return text
    }
}

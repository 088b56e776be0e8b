/// What an optimizer remembers of one parameter between steps.
///
/// Every number belongs to one element of the parameter, so the states of parts of a parameter, each updated
/// by its own thread, hold the same bits as the state of the whole.
public struct OptimizerState: Hashable, Sendable {
    /// What is remembered; the raw values are names in checkpoints.
    public enum Slot: String, Hashable, Sendable, CaseIterable {
        /// The velocity of momentum, Nesterov and RMSprop.
        case momentum
        /// RMSprop's running mean of squared gradients.
        case squareAverage = "square_average"
        /// Adam's running mean of gradients.
        case firstMoment = "first_moment"
        /// Adam's running mean of squared gradients.
        case secondMoment = "second_moment"
    }

    /// What is remembered, in the order of `first` and `second`.
    public let slots: [Slot]

    /// The number of elements of the parameter.
    public let elementCount: Int

    var first: [Float]
    var second: [Float]

    /// The state before the first step: zeros.
    public init(_ rule: UpdateRule, elementCount: Int) {
        slots = rule.slots
        self.elementCount = elementCount
        first = [Float](repeating: 0, count: slots.isEmpty ? 0 : elementCount)
        second = [Float](repeating: 0, count: slots.count > 1 ? elementCount : 0)
    }

    /// The state that a checkpoint holds.
    ///
    /// - Throws: `OptimizerStateError` if a tensor is missing, unknown to the rule or of another length.
    public init(
        _ rule: UpdateRule, elementCount: Int, tensors: [String: [Float]]
    ) throws(OptimizerStateError) {
        slots = rule.slots
        self.elementCount = elementCount
        let names = slots.map(\.rawValue)
        if let stranger = tensors.keys.filter({ !names.contains($0) }).min() {
            throw .unknownTensor(stranger, expected: names)
        }
        var values: [[Float]] = []
        for name in names {
            guard let tensor = tensors[name] else { throw .missingTensor(name) }
            guard tensor.count == elementCount else {
                throw .wrongLength(name, count: tensor.count, expected: elementCount)
            }
            values.append(tensor)
        }
        first = values.first ?? []
        second = values.count > 1 ? values[1] : []
    }

    /// What is remembered, by name, for a checkpoint.
    public var tensors: [String: [Float]] {
        Dictionary(uniqueKeysWithValues: zip(slots.map(\.rawValue), [first, second]))
    }
}

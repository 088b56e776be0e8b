/// One class or label with its probability.
public struct Prediction: Hashable, Sendable, Codable {
    /// The name of the class or label.
    public let label: String
    /// Its probability, in `0 ... 1`; those of all classes add up to 1, those of labels need not.
    public let probability: Double
    /// Whether the label counts as present, by its threshold; nil for classes, of which an image has one.
    public let isPresent: Bool?

    /// Pairs a class with its probability.
    public init(label: String, probability: Double, isPresent: Bool? = nil) {
        self.label = label
        self.probability = probability
        self.isPresent = isPresent
    }

    private enum CodingKeys: String, CodingKey {
        case label, probability
        case isPresent = "present"
    }
}

/// One number that a regression gives, under its name.
public struct PredictedValue: Hashable, Sendable, Codable {
    /// The name of the value.
    public let name: String
    /// The value, in the units of the training data.
    public let value: Double

    /// Pairs a value with its name.
    public init(name: String, value: Double) {
        self.name = name
        self.value = value
    }
}

/// What a model says about an image.
public enum Answer: Hashable, Sendable {
    /// Classes or labels, most probable first, and whether the image shows one of the classes at all; nil where nobody
    /// asked.
    case predictions([Prediction], recognition: Recognition? = nil)
    /// Values, in the order of the model.
    case values([PredictedValue])
}

/// Whether an image shows one of a model's classes at all.
public struct Recognition: Hashable, Sendable {
    /// Whether it shows none of them, as far as can be told; the first prediction is then but the nearest class.
    public let isUnknown: Bool
    /// How far it is from the nearest class, where more than 1 is unknown; nil where the model's detector was not asked.
    public let distance: Double?

    /// Puts a judgement together.
    public init(isUnknown: Bool, distance: Double?) {
        self.isUnknown = isUnknown
        self.distance = distance
    }
}

/// When an image counts as unknown: where any of the two says so. Both are about classes of which an image has one.
public struct RecognitionRule: Hashable, Sendable {
    /// An image whose best class is less probable than this is unknown; nil for no such bound.
    public var minimumProbability: Double?
    /// Whether the detector that a model may hold is asked.
    public var usesDetector: Bool

    /// Sets the rule.
    public init(minimumProbability: Double? = nil, usesDetector: Bool = true) {
        self.minimumProbability = minimumProbability
        self.usesDetector = usesDetector
    }

    /// What the rule says of an image; nil where it has nothing to go by.
    ///
    /// - Parameters:
    ///   - probability: That of the best class.
    ///   - distance: What the model's detector says; nil where it has none.
    func recognition(probability: Double, distance: Double?) -> Recognition? {
        let distance = usesDetector ? distance : nil
        guard minimumProbability != nil || distance != nil else { return nil }
        return Recognition(
            isUnknown: probability < minimumProbability ?? 0 || distance ?? 0 > 1, distance: distance)
    }
}

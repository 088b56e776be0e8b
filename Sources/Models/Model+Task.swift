public import Networks

extension Model {
    /// The kind of problem that a model answers, with what turns its outputs into answers.
    ///
    /// In a model file it is the name of the kind, or an object with the name as its only key:
    ///
    ///     "multiclass"
    ///     "binary"
    ///     {"multilabel": {"thresholds": [0.5, 0.31]}}
    ///     {"regression": {"bounded": false}}
    public enum Task: Hashable, Sendable {
        /// One of K classes: K logits, by softmax.
        case multiclass
        /// One of two classes: one logit, which is that of the second class, by sigmoid.
        case binary
        /// Any number of K labels: K logits, each by a sigmoid of its own. A label is present where its probability is
        /// at least its threshold.
        case multilabel(thresholds: [Float])
        /// K numbers: the outputs themselves, or their sigmoid where answers are in `0 ... 1`.
        case regression(isBounded: Bool)

        /// The kind of problem.
        public var kind: ProblemKind {
            switch self {
            case .multiclass: .multiclass
            case .binary: .binary
            case .multilabel: .multilabel
            case .regression: .regression
            }
        }

        /// The number of outputs that a network needs for a number of names.
        public func outputCount(nameCount: Int) -> Int { kind.outputCount(nameCount: nameCount) }
    }

    /// One number for each name: the probability of each class or label, or the values of a regression.
    ///
    /// Those of a multiclass or binary model add up to 1.
    ///
    /// - Parameter logits: The network's outputs.
    /// - Precondition: There are as many as the network has.
    package func answers(logits: [Float]) -> [Double] {
        task.answers(logits: logits, temperature: temperature)
    }
}

extension Model.Task {
    /// See `Model.answers(logits:)`.
    package func answers(logits: [Float], temperature: Double) -> [Double] {
        switch self {
        case .multiclass: Softmax.probabilities(logits, temperature: temperature)
        case .binary:
            // From both tails, so that neither is rounded away.
            [-1.0, 1.0].map { Logistic.sigmoid($0 * Double(logits[0]) / temperature) }
        case .multilabel: logits.map { Logistic.sigmoid(Double($0) / temperature) }
        case .regression(let isBounded):
            logits.map { isBounded ? Logistic.sigmoid(Double($0)) : Double($0) }
        }
    }
}

/// The logistic function.
enum Logistic {
    /// `1 / (1 + exp(−x))`, in double precision; never overflows.
    static func sigmoid(_ x: Double) -> Double {
        let tail = Exponential.of(-x.magnitude)
        return x >= 0 ? 1 / (1 + tail) : tail / (1 + tail)
    }
}

extension Model.Task: Codable {
    private enum DetailKeys: CodingKey {
        case thresholds, bounded
    }

    /// Reads what `encode(to:)` writes.
    public init(from decoder: any Decoder) throws {
        if let container = try? decoder.singleValueContainer(),
            let kind = try? container.decode(ProblemKind.self)
        {
            switch kind {
            case .multiclass: self = .multiclass
            case .binary: self = .binary
            case .multilabel, .regression:
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "\(kind.rawValue) needs its details")
            }
            return
        }
        let container: KeyedDecodingContainer<ProblemKind>
        do {
            container = try decoder.container(keyedBy: ProblemKind.self)
        } catch {
            let text = try decoder.singleValueContainer().decode(String.self)
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "there is no kind of problem \"\(text)\""))
        }
        switch container.allKeys {
        case [.multilabel]:
            let details = try container.nestedContainer(keyedBy: DetailKeys.self, forKey: .multilabel)
            self = .multilabel(thresholds: try details.decode([Float].self, forKey: .thresholds))
        case [.regression]:
            let details = try container.nestedContainer(keyedBy: DetailKeys.self, forKey: .regression)
            self = .regression(isBounded: try details.decode(Bool.self, forKey: .bounded))
        default:
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "details belong to one of multilabel and regression"))
        }
    }

    /// Writes the name of the kind, with the details that it has.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .multiclass, .binary:
            var container = encoder.singleValueContainer()
            try container.encode(kind)
        case .multilabel(let thresholds):
            var container = encoder.container(keyedBy: ProblemKind.self)
            var details = container.nestedContainer(keyedBy: DetailKeys.self, forKey: kind)
            try details.encode(thresholds, forKey: .thresholds)
        case .regression(let isBounded):
            var container = encoder.container(keyedBy: ProblemKind.self)
            var details = container.nestedContainer(keyedBy: DetailKeys.self, forKey: kind)
            try details.encode(isBounded, forKey: .bounded)
        }
    }
}

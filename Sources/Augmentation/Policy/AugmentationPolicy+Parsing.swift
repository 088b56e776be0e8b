extension AugmentationPolicy {
    /// The longest text that is read, in bytes.
    public static let textLimit = 4096

    /// Reads a policy from its text; see ``AugmentationPolicy`` for the grammar.
    ///
    /// - Throws: ``AugmentationPolicyError``, which names the item.
    public init(parsing text: String) throws(AugmentationPolicyError) {
        guard text.utf8.count <= Self.textLimit else {
            throw .tooLong(byteCount: text.utf8.count, limit: Self.textLimit)
        }
        var items: [PolicyItem] = []
        for (index, part) in try PolicyText.split(text, at: ",").enumerated() {
            guard !part.isEmpty else { throw .emptyItem(position: index + 1) }
            if let preset = AugmentationPreset(rawValue: part) {
                // The text of `none` is its own name.
                items += preset == .none ? [] : AugmentationPolicy(preset).items
            } else {
                items.append(try PolicyItem(parsing: part))
            }
        }
        try Self.checkSingles(items)
        self.init(items: items)
    }

    /// Refuses a second crop, and a second operation of one name on batches.
    private static func checkSingles(_ items: [PolicyItem]) throws(AugmentationPolicyError) {
        var sizing: PolicyItem?
        var batch: [PolicyOperation: PolicyItem] = [:]
        for item in items {
            switch item.operation.role {
            case .sizing:
                if let sizing { throw .repeated(item: item.description, other: sizing.description) }
                sizing = item
            case .batch:
                if let other = batch.updateValue(item, forKey: item.operation) {
                    throw .repeated(item: item.description, other: other.description)
                }
            case .change, .choice: break
            }
        }
    }
}

extension PolicyItem {
    /// Reads an operation.
    fileprivate init(parsing text: String) throws(AugmentationPolicyError) {
        let shown = PolicyText.shortened(text)
        let (body, probability) = try PolicyText.probability(of: text)
        let operation: PolicyOperation
        var arguments: [ClosedRange<Double>] = []
        var choices: [PolicyItem] = []
        if let open = body.firstIndex(of: "(") {
            operation = try PolicyText.operation(PolicyText.trimmed(body[..<open]))
            guard operation == .oneOf else { throw .badChoice(item: shown) }
            guard body.last == ")" else { throw .unbalancedParentheses(item: shown) }
            choices = try Self.choices(body[body.index(after: open)...].dropLast(), item: shown)
        } else {
            let parts = body.split(separator: ":", omittingEmptySubsequences: false)
                .map { PolicyText.trimmed($0) }
            operation = try PolicyText.operation(parts.first ?? "")
            guard operation != .oneOf else { throw .badChoice(item: shown) }
            arguments = try PolicyText.arguments(Array(parts.dropFirst()), of: operation, item: shown)
        }
        if probability != nil, [.sizing, .batch].contains(operation.role) {
            throw .notOccasional(item: shown)
        }
        self.init(operation, arguments: arguments, probability: probability, choices: choices)
    }

    private static func choices(
        _ text: Substring, item: String
    ) throws(AugmentationPolicyError) -> [PolicyItem] {
        var choices: [PolicyItem] = []
        for part in try PolicyText.split(String(text), at: "|") {
            guard !part.isEmpty else { throw .badChoice(item: item) }
            let isPreset = AugmentationPreset(rawValue: part) != nil
            // A choice in a choice would be refused anyway; asking first keeps hostile text from nesting deeply.
            guard !isPreset, !part.contains("(") else { throw .misplaced(item: PolicyText.shortened(part)) }
            let choice = try PolicyItem(parsing: part)
            guard choice.operation.role == .change else { throw .misplaced(item: PolicyText.shortened(part)) }
            choices.append(choice)
        }
        return choices
    }
}

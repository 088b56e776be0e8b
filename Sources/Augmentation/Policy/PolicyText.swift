/// The pieces of an augmentation policy's text.
enum PolicyText {
    /// The text without the blanks around it.
    static func trimmed(_ text: some StringProtocol) -> String {
        var rest = Substring(text)
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }

    /// The text for a message.
    static func shortened(_ text: String) -> String {
        text.unicodeScalars.count <= 40 ? text : String(text.unicodeScalars.prefix(37)) + "..."
    }

    /// The parts between separators that stand outside of parentheses, without the blanks around them.
    static func split(_ text: String, at separator: Character) throws(AugmentationPolicyError) -> [String] {
        var parts: [String] = []
        var part = ""
        var depth = 0
        for letter in text {
            if letter == "(" { depth += 1 }
            if letter == ")" { depth -= 1 }
            if depth < 0 { throw .unbalancedParentheses(item: shortened(trimmed(part + ")"))) }
            if letter == separator, depth == 0 {
                parts.append(trimmed(part))
                part = ""
            } else {
                part.append(letter)
            }
        }
        guard depth == 0 else { throw .unbalancedParentheses(item: shortened(trimmed(part))) }
        return parts + [trimmed(part)]
    }

    /// What stands before an `@` that is outside of parentheses, and the probability behind it.
    static func probability(
        of item: String
    ) throws(AugmentationPolicyError) -> (body: String, probability: Double?) {
        guard let place = item.lastIndex(of: "@"), !item[place...].contains(")") else { return (item, nil) }
        let text = trimmed(item[item.index(after: place)...])
        guard let probability = PolicyNumber.number(text), (0...1).contains(probability) else {
            throw .badProbability(item: shortened(item), text: shortened(text))
        }
        return (trimmed(item[..<place]), probability)
    }

    /// The operation of a name.
    static func operation(_ name: String) throws(AugmentationPolicyError) -> PolicyOperation {
        if let operation = PolicyOperation(rawValue: name) { return operation }
        throw .unknownName(shortened(name), nearest: PolicyName.nearest(to: name))
    }

    /// The values of an operation's parameters, those that are left out filled in.
    static func arguments(
        _ texts: [String], of operation: PolicyOperation, item: String
    ) throws(AugmentationPolicyError) -> [ClosedRange<Double>] {
        let parameters = operation.parameters
        guard texts.count <= parameters.count else {
            throw .tooManyValues(item: item, count: texts.count, limit: parameters.count)
        }
        var arguments: [ClosedRange<Double>] = []
        for (index, parameter) in parameters.enumerated() {
            if index < texts.count {
                arguments.append(try values(texts[index], for: parameter, item: item))
                continue
            }
            switch parameter.standard {
            case .values(let values): arguments.append(values)
            case .first: arguments.append(arguments[0])
            }
        }
        return arguments
    }

    private static func values(
        _ text: String, for parameter: PolicyParameter, item: String
    ) throws(AugmentationPolicyError) -> ClosedRange<Double> {
        let shown = shortened(text)
        let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let numbers = ends.compactMap { PolicyNumber.number(trimmed($0)) }
        guard let low = numbers.first, let high = numbers.last, numbers.count == ends.count else {
            throw .notANumber(item: item, parameter: parameter.name, text: shown)
        }
        guard numbers.count == 1 || parameter.takesRange else {
            throw .notASingleNumber(item: item, parameter: parameter.name, text: shown)
        }
        guard low <= high else {
            throw .reversedRange(item: item, parameter: parameter.name, text: shown)
        }
        guard parameter.bounds.contains(low), parameter.bounds.contains(high) else {
            throw .outOfRange(
                item: item, parameter: parameter.name, text: shown, bounds: parameter.bounds)
        }
        guard !parameter.isWhole || (low == low.rounded() && high == high.rounded()) else {
            throw .notAWholeNumber(item: item, parameter: parameter.name, text: shown)
        }
        return low...high
    }
}

/// What is wrong with the text of an augmentation policy.
///
/// `item` is the part of the text between commas or bars, shortened where it is long.
public enum AugmentationPolicyError: Error, Hashable, Sendable {
    /// The text is longer than any policy.
    case tooLong(byteCount: Int, limit: Int)
    /// Nothing stands where an operation should; counted from 1.
    case emptyItem(position: Int)
    /// A parenthesis has no counterpart, or something stands behind the closing one.
    case unbalancedParentheses(item: String)
    /// There is no operation or preset of that name.
    case unknownName(String, nearest: String?)
    /// More values than the operation takes.
    case tooManyValues(item: String, count: Int, limit: Int)
    /// A value is no number.
    case notANumber(item: String, parameter: String, text: String)
    /// A range where a single number belongs.
    case notASingleNumber(item: String, parameter: String, text: String)
    /// A value with digits behind the point where only whole numbers make sense.
    case notAWholeNumber(item: String, parameter: String, text: String)
    /// A range whose end is below its start.
    case reversedRange(item: String, parameter: String, text: String)
    /// A value that is too small or too large.
    case outOfRange(item: String, parameter: String, text: String, bounds: ClosedRange<Double>)
    /// What stands behind `@` is no number in `0 ... 1`.
    case badProbability(item: String, text: String)
    /// An operation that always happens, with a probability.
    case notOccasional(item: String)
    /// A choice of nothing, or parentheses behind something that chooses nothing.
    case badChoice(item: String)
    /// Something that cannot be one of a choice: a crop, a choice, an operation on batches, a preset.
    case misplaced(item: String)
    /// A second operation of a kind of which one is possible.
    case repeated(item: String, other: String)
}

extension AugmentationPolicyError: CustomStringConvertible {
    /// One sentence that names the item.
    public var description: String {
        switch self {
        case .tooLong(let byteCount, let limit):
            "the augmentation has \(byteCount) bytes; the limit is \(limit)"
        case .emptyItem(let position):
            "the augmentation has nothing at place \(position)"
        case .unbalancedParentheses(let item):
            "\(item): the parentheses do not match"
        case .unknownName(let name, let nearest):
            "there is no augmentation \(name)"
                + (nearest.map { "; did you mean \($0)?" }
                    ?? "; known are \(PolicyName.known.joined(separator: ", "))")
        case .tooManyValues(let item, let count, let limit):
            "\(item): has \(count) \(count == 1 ? "value" : "values") and takes \(limit == 0 ? "none" : "\(limit) at most")"
        case .notANumber(let item, let parameter, let text):
            "\(item): the \(parameter) \"\(text)\" is not a number such as 0.25"
        case .notASingleNumber(let item, let parameter, let text):
            "\(item): the \(parameter) is one number, not the range \(text)"
        case .notAWholeNumber(let item, let parameter, let text):
            "\(item): the \(parameter) is a whole number, not \(text)"
        case .reversedRange(let item, let parameter, let text):
            "\(item): the \(parameter) \(text) ends below its start"
        case .outOfRange(let item, let parameter, let text, let bounds):
            "\(item): the \(parameter) is \(PolicyNumber.text(bounds.lowerBound)) to "
                + "\(PolicyNumber.text(bounds.upperBound)), not \(text)"
        case .badProbability(let item, let text):
            "\(item): the probability behind @ is 0 to 1, not \"\(text)\""
        case .notOccasional(let item):
            "\(item): takes no probability behind @, because it always happens"
        case .badChoice(let item):
            "\(item): a choice is written oneof(blur:1|noise:5)"
        case .misplaced(let item):
            "\(item): cannot be one of a choice"
        case .repeated(let item, let other):
            "\(item): cannot follow \(other); there is room for one of them"
        }
    }
}

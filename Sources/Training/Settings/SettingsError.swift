/// A reason why the text form of an optimizer, a schedule or another setting cannot be read.
public enum SettingsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no such thing; `known` holds what there is.
    case unknownName(String, of: String, known: [String])
    /// The thing has no such setting; `known` holds those it has.
    case unknownKey(String, of: String, known: [String])
    /// A setting is given twice.
    case repeatedKey(String, of: String)
    /// A part between commas is not `key=value`.
    case notASetting(String, of: String)
    /// A value cannot be read.
    case notAValue(String, key: String, expected: String)
    /// A value can be read but makes no sense; `allowed` says what does.
    case outOfRange(key: String, value: Double, allowed: String)

    /// One sentence with what was written and what may be.
    public var description: String {
        switch self {
        case .unknownName(let name, let kind, let known):
            "there is no \(kind) \"\(name)\"; known are \(known.joined(separator: ", "))"
        case .unknownKey(let key, let name, let known):
            known.isEmpty
                ? "\(name) has no settings, so \"\(key)\" means nothing"
                : "\(name) has no setting \"\(key)\"; it has \(known.joined(separator: ", "))"
        case .repeatedKey(let key, let name):
            "\(name) has the setting \"\(key)\" twice"
        case .notASetting(let text, let name):
            "\"\(text)\" is not of the form key=value, as the settings of \(name) are"
        case .notAValue(let text, let key, let expected):
            "\"\(text)\" cannot be the value of \(key), which is \(expected)"
        case .outOfRange(let key, let value, let allowed):
            "\(key) is \(SettingsText.number(value)), but has to be \(allowed)"
        }
    }
}

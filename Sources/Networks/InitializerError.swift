/// A reason why the text form of an initialiser cannot be read.
public enum InitializerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no initialiser of a name; `nearest` is one that is spelled alike.
    case unknownName(String, nearest: String?, known: [String])
    /// The initialiser has no such setting, or has it twice.
    case unknownSetting(String, of: String, known: String?)
    /// The text of a setting is none that it can have.
    case wrongValue(String, setting: String, expected: String)

    /// One sentence with what was written and what may be.
    public var description: String {
        switch self {
        case .unknownName(let name, let nearest, let known):
            if let nearest {
                "there is no initializer \"\(name)\"; is \"\(nearest)\" meant?"
            } else {
                "there is no initializer \"\(name)\"; known are \(known.joined(separator: ", "))"
            }
        case .unknownSetting(let text, let name, let known):
            if let known {
                "\"\(text)\" is no setting of the initializer \(name), which has \"\(known)=…\""
            } else {
                "\"\(text)\" is no setting of the initializer \(name), which has none"
            }
        case .wrongValue(let text, let setting, let expected):
            "\"\(text)\" cannot be the \(setting) of an initializer, which is \(expected)"
        }
    }
}

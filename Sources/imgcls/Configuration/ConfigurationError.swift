/// Why a configuration file is refused. The caller knows the path and adds it.
enum ConfigurationError: Error, Hashable {
    case notUTF8
    /// The YAML parser cannot read it; some of its errors have no line.
    case notYAML(line: Int?, problem: String)
    /// The file is no mapping of keys to values.
    case notAMapping(line: Int)
    case severalDocuments(line: Int)
    /// An anchor or alias; a few of these can stand for any amount of text.
    case reference(line: Int)
    case tag(line: Int)
    case privateCharacters
    /// A key occurs again below this line.
    case duplicateKey(line: Int, key: String)
    /// A key is no text.
    case unusableKey(line: Int)
    case unknownKey(line: Int, key: String, command: String, nearest: String?)
    case commandLineOnly(line: Int, key: String)
    case missingValue(line: Int, key: String)
    case mapping(line: Int, key: String)
    case list(line: Int, key: String)
    /// An entry of a list is no text.
    case nestedValue(line: Int, key: String)
    /// A flag is set to something else than true or false.
    case notATruthValue(line: Int, key: String, value: String)
    /// An option that takes text is set to true or false.
    case truthValue(line: Int, key: String, value: String)
    case zeroByte(line: Int, key: String)
    /// A positional argument is given while one before it is not.
    case gap(line: Int, key: String, missing: String)
    /// The command refuses values that the file gives.
    case refused(lines: [Int], message: String)
}

extension ConfigurationError: CustomStringConvertible {
    /// The failure in one sentence, without the path.
    var description: String {
        switch self {
        case .notUTF8: "the file is not valid UTF-8"
        case .notYAML(let line?, let problem): "line \(line): this is not YAML: \(problem)"
        case .notYAML(nil, let problem): "this is not YAML: \(problem)"
        case .notAMapping(let line):
            "line \(line): the file must hold one key and value a line, such as \"seed: 1\""
        case .severalDocuments(let line): "line \(line): a second document begins; one is read"
        case .reference(let line): "line \(line): anchors (&) and aliases (*) are not read; quote the text"
        case .tag(let line): "line \(line): tags (!) are not read; quote the text"
        case .privateCharacters: "the file uses all of the private characters U+E000 to U+E00F"
        case .duplicateKey(let line, let key):
            "line \(line): \(Self.quoted(key)) stands here and again below"
        case .unusableKey(let line): "line \(line): a key must be the name of an option"
        case .unknownKey(let line, let key, let command, let nearest):
            "line \(line): \(Self.quoted(key)) is no option of imgcls \(command)"
                + (nearest.map { "; the nearest is \"\($0)\"" } ?? "")
        case .commandLineOnly(let line, let key):
            "line \(line): \(Self.quoted(key)) belongs on the command line, not into a file"
        case .missingValue(let line, let key): "line \(line): \(Self.quoted(key)) needs a value"
        case .mapping(let line, let key): "line \(line): \(Self.quoted(key)) takes no keys of its own"
        case .list(let line, let key): "line \(line): \(Self.quoted(key)) takes one value, not a list"
        case .nestedValue(let line, let key):
            "line \(line): the list of \(Self.quoted(key)) may hold plain values only"
        case .notATruthValue(let line, let key, let value):
            "line \(line): \(Self.quoted(key)) must be true or false, not \(Self.quoted(value))"
        case .truthValue(let line, let key, let value):
            "line \(line): \(Self.quoted(key)) needs a value, not \(value); "
                + "if this text is meant, write it in quotes"
        case .zeroByte(let line, let key): "line \(line): the value of \(Self.quoted(key)) holds a zero byte"
        case .gap(let line, let key, let missing):
            "line \(line): \(Self.quoted(key)) needs \"\(missing)\" before it"
        case .refused(let lines, let message):
            "\(lines.count == 1 ? "line" : "lines") \(Self.list(lines)): \(message)"
        }
    }

    private static func quoted(_ text: String) -> String {
        let limit = 64
        return "\"\(text.prefix(limit))\(text.count > limit ? "…" : "")\""
    }

    private static func list(_ lines: [Int]) -> String {
        let texts = lines.map(String.init)
        guard let last = texts.last, texts.count > 1 else { return texts.joined() }
        return "\(texts.dropLast().joined(separator: ", ")) and \(last)"
    }
}

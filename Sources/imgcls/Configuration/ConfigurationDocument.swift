internal import Yams

/// A YAML text as a flat list of keys and values, read before anything is known about options.
///
/// Values stay text as it is written: what is a number, and which ones are allowed, only the options know.
/// Source: YAML 1.2.2, <https://yaml.org/spec/1.2.2/>.
struct ConfigurationDocument {
    /// A value without quotes may mean nothing, true or false; in quotes it is text.
    struct Scalar: Hashable {
        let text: String
        let isPlain: Bool

        var isNull: Bool { isPlain && ["", "~", "null", "Null", "NULL"].contains(text) }

        /// Whether it is true or false; nil if it is neither.
        var truthValue: Bool? {
            guard isPlain else { return nil }
            if ["true", "True", "TRUE"].contains(text) { return true }
            return ["false", "False", "FALSE"].contains(text) ? false : nil
        }
    }

    enum Value: Hashable {
        case scalar(Scalar)
        case list([Scalar])
        /// A list that holds more than text.
        case nestedList
        case mapping
    }

    struct Entry: Hashable {
        let key: String
        /// The line of the key, from 1.
        let line: Int
        let value: Value
    }

    let entries: [Entry]

    /// Reads a text.
    ///
    /// - Throws: `ConfigurationError` for what is no YAML and for parts of it that configurations do without.
    init(_ text: String) throws(ConfigurationError) {
        // The YAML parser skips a byte order mark only where it has to find out the encoding.
        let hasMark = text.unicodeScalars.first == "\u{FEFF}"
        let text = hasMark ? String(text.unicodeScalars.dropFirst()) : text
        let standIn = try AmpersandStandIn(for: text)
        let replaced = standIn.replacing(in: text)
        let root: Node?
        do {
            root = try Parser(yaml: replaced, resolver: .basic, encoding: .utf8).singleRoot()
        } catch let error as YamlError {
            throw Self.error(for: error, standIn, in: replaced)
        } catch {
            throw .notYAML(line: nil, problem: "\(error)")
        }
        guard let root else {
            entries = []
            return
        }
        if case .scalar = root, try Self.scalar(root, standIn)?.isNull == true {
            entries = []
            return
        }
        guard case .mapping(let mapping) = root else { throw .notAMapping(line: root.line) }
        try Self.checkTag(of: root)
        var entries: [Entry] = []
        for (key, value) in mapping {
            guard let name = try Self.scalar(key, standIn) else { throw .unusableKey(line: key.line) }
            entries.append(Entry(key: name.text, line: key.line, value: try Self.value(value, standIn)))
        }
        self.entries = entries
    }

    private static func value(_ node: Node, _ standIn: AmpersandStandIn) throws(ConfigurationError) -> Value {
        if let scalar = try scalar(node, standIn) { return .scalar(scalar) }
        try checkTag(of: node)
        guard case .sequence(let elements) = node else { return .mapping }
        var scalars: [Scalar] = []
        for element in elements {
            guard let scalar = try scalar(element, standIn) else { return .nestedList }
            scalars.append(scalar)
        }
        return .list(scalars)
    }

    /// The text of a node; nil for lists and mappings.
    private static func scalar(
        _ node: Node, _ standIn: AmpersandStandIn
    ) throws(ConfigurationError) -> Scalar? {
        guard case .scalar(let scalar) = node else { return nil }
        try checkTag(of: node)
        let isPlain = scalar.style == .plain
        // Where an ampersand begins a plain text, it was an anchor.
        if isPlain, scalar.string.unicodeScalars.first == standIn.scalar { throw .reference(line: node.line) }
        return Scalar(text: standIn.restoring(in: scalar.string), isPlain: isPlain)
    }

    /// A tag asks for a meaning that would silently be ignored.
    private static func checkTag(of node: Node) throws(ConfigurationError) {
        let ordinary: [Tag.Name] = [.str, .seq, .map]
        guard ordinary.contains(where: { node.tag == Tag($0) }) else { throw .tag(line: node.line) }
    }

    private static func error(
        for error: YamlError, _ standIn: AmpersandStandIn, in text: String
    ) -> ConfigurationError {
        switch error {
        case .scanner(_, _, let mark, _) where hasAnchor(beside: mark.line, text, standIn):
            return .reference(line: mark.line - 1)
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
            return .notYAML(
                line: mark.line,
                problem: problem.contains("nesting level") ? "it is nested too deeply" : problem)
        case .composer(_, let problem, let mark, _):
            return problem.contains("alias")
                ? .reference(line: mark.line) : .severalDocuments(line: mark.line)
        case .reader(let problem, let offset, _, let yaml):
            let line = offset.map { 1 + yaml.prefix($0).count(where: \.isNewline) }
            return .notYAML(line: line, problem: problem)
        case .duplicatedKeysInMapping(let duplicates, let context):
            return .duplicateKey(
                line: context.mark.line, key: standIn.restoring(in: duplicates.first ?? ""))
        default:
            return .notYAML(line: nil, problem: "\(error)")
        }
    }
}

extension ConfigurationDocument {
    /// Whether the line before seems to have had an anchor, without which this one makes no sense.
    private static func hasAnchor(beside line: Int, _ text: String, _ standIn: AmpersandStandIn) -> Bool {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.indices.contains(line - 2) else { return false }
        return lines[line - 2].split(separator: " ").last?.unicodeScalars.first == standIn.scalar
    }
}

extension Node {
    /// The line on which it begins, from 1.
    fileprivate var line: Int { mark?.line ?? 1 }
}

/// Text as one value of a YAML file.
/// Source: YAML 1.2.2, sections 5.7 and 7.3.1, <https://yaml.org/spec/1.2.2/>.
enum YAMLScalar {
    /// What YAML 1.1 or 1.2 takes for something else than text.
    private static let words: Set<String> = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]

    /// The text as it is where no reader can take it for anything else, else in double quotes.
    static func text(for value: String) -> String {
        isPlain(value) ? value : "\"" + value.unicodeScalars.map(escaped).joined() + "\""
    }

    private static func isPlain(_ value: String) -> Bool {
        guard let first = value.utf8.first, !words.contains(value.lowercased()) else { return false }
        let isNumber = first == UInt8(ascii: "-") && Double(value) != nil
        return (isNumber || isWord(first) || first == UInt8(ascii: "/"))
            && value.utf8.allSatisfy { isWord($0) || "-+/=@,".utf8.contains($0) }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": return "\\\""
        case "\\": return "\\\\"
        case "\n": return "\\n"
        case "\t": return "\\t"
        default:
            guard !isPrintable(scalar) else { return String(scalar) }
            let digits = String(scalar.value, radix: 16, uppercase: true)
            let (letter, width) = scalar.value > 0xFFFF ? ("U", 8) : ("u", 4)
            return "\\\(letter)" + String(repeating: "0", count: width - digits.count) + digits
        }
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: false
        default: true
        }
    }
}

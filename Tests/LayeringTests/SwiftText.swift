/// Swift source text with comments and string literals blanked out, so that what is left is code.
///
/// Code inside an interpolation counts as part of its string.
struct SwiftText {
    /// The lines of code; blanked parts are spaces, so that columns and line numbers stay.
    let lines: [String]

    init(_ text: String) {
        var blanker = Blanker(bytes: Array(text.utf8))
        blanker.run()
        lines = String(decoding: blanker.bytes, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The modules that the text imports, with their line numbers from 1.
    var imports: [(module: String, line: Int)] {
        lines.enumerated().compactMap { index, line in
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
            guard let keyword = words.firstIndex(of: "import"),
                words[..<keyword].allSatisfy({ $0.first == "@" || Self.modifiers.contains(String($0)) }),
                let name = words[(keyword + 1)...].first(where: { !Self.kinds.contains(String($0)) })
            else { return nil }
            return (String(name.prefix { $0 != "." && $0 != ";" }), index + 1)
        }
    }

    private static let modifiers: Set<String> = [
        "public", "package", "internal", "fileprivate", "private",
    ]
    private static let kinds: Set<String> = [
        "struct", "class", "enum", "protocol", "typealias", "func", "let", "var",
    ]
}

/// Walks through the bytes of a source file once and overwrites what is no code.
private struct Blanker {
    private(set) var bytes: [UInt8]
    private var position = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func run() {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "/") where starts("//"):
                blank { $0.bytes[$0.position] == UInt8(ascii: "\n") }
            case UInt8(ascii: "/") where starts("/*"): blankBlockComment()
            case UInt8(ascii: "\""): blankString(poundCount: 0)
            case UInt8(ascii: "#"):
                let count = bytes[position...].prefix { $0 == UInt8(ascii: "#") }.count
                position += count
                if starts("\"") { blankString(poundCount: count) }
            default: position += 1
            }
        }
    }

    private func starts(_ text: StaticString) -> Bool {
        starts(Array(text.description.utf8))
    }

    private func starts(_ text: [UInt8]) -> Bool {
        bytes[position...].starts(with: text)
    }

    private mutating func blankOne() {
        if bytes[position] != UInt8(ascii: "\n") { bytes[position] = UInt8(ascii: " ") }
        position += 1
    }

    private mutating func blank(_ count: Int) {
        for _ in 0..<count where position < bytes.count { blankOne() }
    }

    private mutating func blank(until isEnd: (Blanker) -> Bool) {
        while position < bytes.count, !isEnd(self) { blankOne() }
    }

    private mutating func blankBlockComment() {
        var depth = 0
        repeat {
            if starts("/*") {
                depth += 1
                blank(2)
            } else if starts("*/") {
                depth -= 1
                blank(2)
            } else {
                blank(1)
            }
        } while depth > 0 && position < bytes.count
    }

    private mutating func blankString(poundCount: Int) {
        let pounds = [UInt8](repeating: UInt8(ascii: "#"), count: poundCount)
        let isMultiline = starts("\"\"\"")
        let quote = [UInt8](repeating: UInt8(ascii: "\""), count: isMultiline ? 3 : 1)
        let escape = [UInt8(ascii: "\\")] + pounds
        blank(quote.count)
        while position < bytes.count, !starts(quote + pounds) {
            if starts(escape + [UInt8(ascii: "(")]) {
                blank(escape.count)
                blankInterpolation()
            } else if starts(escape) {
                blank(escape.count + 1)
            } else if !isMultiline, starts("\n") {
                return  // Unterminated, which the compiler would refuse.
            } else {
                blankOne()
            }
        }
        blank(quote.count + poundCount)
    }

    /// From the opening parenthesis to the closing one, over strings inside.
    private mutating func blankInterpolation() {
        var depth = 0
        repeat {
            switch bytes[position] {
            case UInt8(ascii: "("):
                depth += 1
                blankOne()
            case UInt8(ascii: ")"):
                depth -= 1
                blankOne()
            case UInt8(ascii: "\""): blankString(poundCount: 0)
            default: blankOne()
            }
        } while depth > 0 && position < bytes.count
    }
}

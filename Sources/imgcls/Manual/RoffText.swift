/// Text for manual pages, in the `man` macros of roff.
///
/// Source: groff_man(7) for the macros, groff_char(7) for the names of characters.
enum RoffText {
    /// Text as it is to appear, in ASCII: characters that roff would interpret, or print as another one, have escapes.
    static func escaped(_ text: some StringProtocol) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += #"\(rs"#
            case "-": result += #"\-"#
            case "'": result += #"\(aq"#
            case "\"": result += #"\(dq"#
            case "`": result += #"\(ga"#
            case "^": result += #"\(ha"#
            case "~": result += #"\(ti"#
            case _ where scalar.isASCII: result.unicodeScalars.append(scalar)
            default:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result += #"\[u"# + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
            }
        }
        return result
    }

    /// A line of text, of which a point at the start is no request.
    static func line(_ text: some StringProtocol) -> String {
        let line = escaped(text)
        return line.hasPrefix(".") ? #"\&"# + line : line
    }

    /// A word as it is typed.
    static func literal(_ text: String) -> String { #"\fB"# + escaped(text) + #"\fR"# }

    /// A word that stands for another.
    static func placeholder(_ text: String) -> String { #"\fI"# + escaped(text) + #"\fR"# }

    /// Paragraphs, separated by empty lines; lines that begin with two blanks are shown as they are.
    static func paragraphs(_ text: String) -> [String] {
        var lines: [String] = []
        var isExample = false
        func endExample() {
            if isExample { lines += [".EE", ".RE"] }
            isExample = false
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("  ") {
                if !isExample { lines += [".PP", ".RS 4", ".EX"] }
                isExample = true
                lines.append(Self.line(line.dropFirst(2)))
            } else {
                endExample()
                if line.isEmpty {
                    if lines.last != ".PP" { lines.append(".PP") }
                } else {
                    lines.append(Self.line(line))
                }
            }
        }
        endExample()
        // A paragraph begins with its text, and not with a request for another paragraph.
        return lines.indices.filter { index in
            lines[index] != ".PP" || (index + 1 < lines.count && lines[index + 1] != ".PP")
        }.map { lines[$0] }
    }
}

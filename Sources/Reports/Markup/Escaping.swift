/// Text as it is written into HTML.
package enum Escaping {
    /// Text that reads the same between tags and inside a quoted attribute.
    ///
    /// Characters that HTML forbids or that change how the text around them is shown (control characters, marks
    /// of writing direction) become U+FFFD. Source: <https://html.spec.whatwg.org/multipage/parsing.html>.
    package static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: isSuspicious) else { return text }
        var output = ""
        output.reserveCapacity(text.utf8.count + 16)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"": output += "&quot;"
            case "'": output += "&#39;"
            case "\n", "\t": output.unicodeScalars.append(scalar)
            case _ where isForbidden(scalar): output += "\u{FFFD}"
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output
    }

    /// Whether a byte of UTF-8 may belong to a character that is not written as it is.
    private static func isSuspicious(_ byte: UInt8) -> Bool {
        switch byte {
        case 0..<0x20, 0x7F...0xFF, UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"),
            UInt8(ascii: "\""), UInt8(ascii: "'"):
            true
        default: false
        }
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        case .format: scalar.properties.isBidiControl
        default: scalar.properties.isNoncharacterCodePoint
        }
    }
}

/// A name as it may be shown to a person: one line of valid text, whatever the bytes were.
package enum PrintableName {
    /// Keeps printable text as it is and shows every other byte as `\x` with two hexadecimal digits.
    ///
    /// A file name may hold line ends, terminal commands or marks that reverse the direction of text; shown
    /// raw, it could forge or hide a line of a report. Of a name that is no UTF-8, all bytes beyond ASCII are
    /// shown as numbers. A backslash becomes two, so that different names stay different.
    package static func text(for name: some Collection<UInt8>) -> String {
        guard let text = String(validating: name, as: UTF8.self) else {
            return name.map { $0 < 0x80 ? shown(Unicode.Scalar($0)) : escaped($0) }.joined()
        }
        return self.text(for: text)
    }

    /// Shows a text as `text(for:)` shows its bytes in UTF-8.
    package static func text(for name: String) -> String {
        name.unicodeScalars.map(shown).joined()
    }

    private static func shown(_ scalar: Unicode.Scalar) -> String {
        if scalar == "\\" { return "\\\\" }
        return switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: String(scalar).utf8.map(escaped).joined()
        case .format where scalar.properties.isBidiControl: String(scalar).utf8.map(escaped).joined()
        default: String(scalar)
        }
    }

    private static func escaped(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return "\\x" + (digits.count == 1 ? "0" : "") + digits
    }
}

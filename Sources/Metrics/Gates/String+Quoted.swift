extension String {
    /// The text between quotation marks, fit for one line: what does not print is a replacement character.
    var quoted: String {
        var text = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
                text.append("\u{FFFD}")
            default:
                text.append(scalar)
            }
        }
        return "\"\(String(text))\""
    }
}

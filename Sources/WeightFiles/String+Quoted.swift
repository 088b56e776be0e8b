extension String {
    /// The text for use in a message: in quotation marks, without control characters, and cut after 60
    /// characters, because a hostile file chooses its names and a message ends up in somebody's terminal.
    var quoted: String {
        var text = "\""
        var length = 0
        for scalar in unicodeScalars {
            guard length < 60 else { return text + "…\"" }
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
                text += "\\u{" + String(scalar.value, radix: 16) + "}"
            default:
                text.unicodeScalars.append(scalar)
            }
            length += 1
        }
        return text + "\""
    }
}

extension UInt8 {
    /// The byte for use in a message, for example `0x7b`.
    var hexadecimal: String {
        (self < 16 ? "0x0" : "0x") + String(self, radix: 16)
    }
}

/// A character that stands for `&` while the YAML parser reads a text.
///
/// The parser puts in what aliases stand for and compares keys before it hands anything out, so that a few lines can
/// keep it busy for ever. In a text without ampersands there are no anchors, and every alias is an error.
struct AmpersandStandIn {
    let scalar: Unicode.Scalar

    private static let candidates: ClosedRange<UInt32> = 0xE000...0xE00F

    /// Finds a private character that the text has neither as such nor as an escape sequence.
    ///
    /// - Throws: `ConfigurationError.privateCharacters` if it has them all.
    init(for text: String) throws(ConfigurationError) {
        let letters = text.uppercased()
        for code in Self.candidates {
            guard let scalar = Unicode.Scalar(code), !text.unicodeScalars.contains(scalar),
                !letters.contains(String(code, radix: 16, uppercase: true))
            else { continue }
            self.scalar = scalar
            return
        }
        throw .privateCharacters
    }

    func replacing(in text: String) -> String { Self.replacing("&", by: scalar, in: text) }

    func restoring(in text: String) -> String { Self.replacing(scalar, by: "&", in: text) }

    private static func replacing(
        _ old: Unicode.Scalar, by new: Unicode.Scalar, in text: String
    ) -> String {
        guard text.unicodeScalars.contains(old) else { return text }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: text.unicodeScalars.map { $0 == old ? new : $0 })
        return String(result)
    }
}

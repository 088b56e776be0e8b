/// Names that people may take for one: they are the same text but for case, for blanks, `_` and dashes, or for
/// forms of one letter.
///
/// Two names look alike if their keys are equal. A key is made by these steps:
/// - full-width letters, superscript and circled digits become plain ones, invisible characters go;
/// - each letter is put into upper case and then into lower case, which also makes `ss` of `ß` and `fi` of the
///   ligature `ﬁ`;
/// - white space, `_` and dashes go, but for one between two digits: `1-2` is not `12`;
/// - what remains is compared as Unicode does, so that `é` is `e` with an accent.
///
/// This covers of Unicode's compatibility forms those that occur in names of files. Letters of two scripts that
/// look the same stay different.
/// Source: Unicode 16, sections 3.13 (caseless matching) and UAX #15 (compatibility forms).
enum LookAlikeNames {
    /// The groups of at least two names that look alike, in the order of their first names. Complexity: O(*n*).
    static func groups(of names: [String]) -> [[String]] {
        var groups: [String: [String]] = [:]
        var order: [String] = []
        for name in names {
            let key = key(of: name)
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(name)
        }
        return order.compactMap { groups[$0] }.filter { $0.count > 1 }
    }

    /// What a name has in common with those that look like it.
    static func key(of name: String) -> String {
        let folded = name.unicodeScalars.map(plain).filter { !$0.properties.isDefaultIgnorableCodePoint }
            .map(\.properties.uppercaseMapping).joined().unicodeScalars
            .map(\.properties.lowercaseMapping).joined()
        var key = String.UnicodeScalarView()
        var isAfterSeparator = false
        for scalar in folded.unicodeScalars {
            if isSeparator(scalar) {
                isAfterSeparator = true
                continue
            }
            if isAfterSeparator, isDigit(scalar), key.last.map(isDigit) ?? false { key.append("-") }
            isAfterSeparator = false
            key.append(scalar)
        }
        return String(key)
    }

    /// The plain form of a full-width letter or a superscript or circled digit; any other scalar stays.
    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        if ("\u{FF01}"..."\u{FF5E}").contains(scalar) {
            return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        }
        guard scalar.properties.numericType == .digit, let value = scalar.properties.numericValue else {
            return scalar
        }
        return Unicode.Scalar(UInt32(value) + 0x30) ?? scalar
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.isWhitespace || scalar.properties.isDash
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}

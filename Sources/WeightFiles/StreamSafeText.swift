/// Texts that are compared in linear time.
///
/// To compare or hash a `String`, Swift sorts each run of combining marks, in quadratic time: a name of 160
/// kilobytes took six seconds, and a header may have 100 megabytes. Written language puts a few in a row.
/// Source: Unicode Standard Annex #15, section 13, "Stream-Safe Text Format", which allows 30.
package enum StreamSafeText {
    /// The largest number of combining marks in a row that is read. The longest name of a class folder, 255
    /// bytes, has 127, so that every model that is trained can be read.
    package static let markLimit = 127

    /// Whether a text has no more marks in a row than the limit.
    package static func isSafe(_ text: String) -> Bool {
        // The first combining mark is U+0300: CC 80 in UTF-8.
        guard text.utf8.contains(where: { $0 >= 0xCC }) else { return true }
        var count = 0
        for scalar in text.unicodeScalars {
            count = scalar.properties.canonicalCombiningClass == .notReordered ? 0 : count + 1
            if count > markLimit { return false }
        }
        return true
    }

    /// Whether the texts in a piece of JSON are safe, once their escapes `\uXXXX` are resolved.
    package static func isSafe(json: String) -> Bool {
        json.utf8.contains(UInt8(ascii: "\\")) ? isSafe(resolvingEscapes(in: json)) : isSafe(json)
    }

    /// Puts characters in the place of `\uXXXX`; the other escapes stand for no combining marks and go.
    private static func resolvingEscapes(in json: String) -> String {
        let (backslash, letter) = (UInt16(ascii: "\\"), UInt16(ascii: "u"))
        var units: [UInt16] = []
        var rest = Array(json.utf16)[...]
        while let unit = rest.popFirst() {
            guard unit == backslash else {
                units.append(unit)
                continue
            }
            guard rest.popFirst() == letter,
                let escaped = UInt16(String(decoding: rest.prefix(4), as: UTF16.self), radix: 16)
            else { continue }
            units.append(escaped)
            rest = rest.dropFirst(4)
        }
        return String(decoding: units, as: UTF16.self)
    }
}

extension UInt16 {
    /// The code unit of a character of ASCII.
    fileprivate init(ascii: Unicode.Scalar) {
        self.init(UInt8(ascii: ascii))
    }
}

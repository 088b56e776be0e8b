/// Builds the text of a CSV file as RFC 4180 describes it, with LF at the end of each row.
///
/// Fields are put into quotation marks only where they have to be, so equal rows give equal bytes. Blanks at
/// the ends count as a reason, since many readers drop them otherwise.
struct CSVWriter {
    private var bytes: [UInt8] = []

    /// The text so far.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Adds a row.
    mutating func add(_ fields: [String]) {
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(CSVSeparator.comma.rawValue) }
            add(field)
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    private mutating func add(_ field: String) {
        guard Self.needsQuotes(field) else {
            bytes.append(contentsOf: field.utf8)
            return
        }
        let quote = UInt8(ascii: "\"")
        bytes.append(quote)
        for byte in field.utf8 {
            if byte == quote { bytes.append(quote) }
            bytes.append(byte)
        }
        bytes.append(quote)
    }

    private static func needsQuotes(_ field: String) -> Bool {
        let blanks: [UInt8?] = [UInt8(ascii: " "), UInt8(ascii: "\t")]
        if blanks.contains(field.utf8.first) || blanks.contains(field.utf8.last) { return !field.isEmpty }
        return field.utf8.contains { byte in
            switch byte {
            case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\r"), UInt8(ascii: "\n"): true
            default: false
            }
        }
    }
}

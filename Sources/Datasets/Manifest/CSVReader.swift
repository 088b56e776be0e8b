/// Reads rows of separated fields as RFC 4180 writes them.
///
/// A field in quotation marks may hold separators, line ends and doubled quotation marks; elsewhere a
/// quotation mark is a fault, and spaces belong to the field. Rows end with LF, CRLF or CR; empty lines are
/// skipped. Time is linear in the bytes. Packages that read CSV, such as SwiftCSV, load full Foundation, know
/// no line numbers and accept stray quotation marks.
/// Source: RFC 4180, <https://www.rfc-editor.org/rfc/rfc4180>.
struct CSVReader {
    private static let quote = UInt8(ascii: "\"")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let lineFeed = UInt8(ascii: "\n")

    private let bytes: [UInt8]
    private let separator: UInt8
    private var position: Int

    /// The line that stands next, from 1.
    private var line: Int

    /// Prepares to read.
    ///
    /// - Parameters:
    ///   - text: What to read.
    ///   - separator: What stands between fields.
    init(_ text: ListText, separator: CSVSeparator) {
        bytes = text.bytes
        position = text.start
        line = 1
        self.separator = separator.rawValue
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// Reads the next row.
    ///
    /// - Returns: Whether there was one.
    /// - Throws: A fault of the row's quotation marks, after which nothing more can be read.
    mutating func read(into row: inout CSVRow) throws(RowFault<CSVFault>) -> Bool {
        while skipLineEnd() {}
        guard position < bytes.count else { return false }
        row.begin(line: line)
        repeat {
            if next == Self.quote {
                try readQuoted(into: &row)
            } else {
                try readPlain(into: &row)
            }
            row.endField()
        } while skip(separator)
        _ = skipLineEnd()
        return true
    }

    private mutating func readPlain(into row: inout CSVRow) throws(RowFault<CSVFault>) {
        let start = position
        while let byte = next, byte != separator, byte != Self.lineFeed, byte != Self.carriageReturn {
            guard byte != Self.quote else { throw RowFault(line: line, reason: .quoteInsideField) }
            position += 1
        }
        row.append(bytes[start..<position])
    }

    private mutating func readQuoted(into row: inout CSVRow) throws(RowFault<CSVFault>) {
        let firstLine = line
        position += 1
        var start = position
        while let byte = next {
            switch byte {
            case Self.quote:
                // Of two quotation marks the first belongs to the text, so the run that is copied ends behind
                // it.
                position += 1
                let isDoubled = next == Self.quote
                row.append(bytes[start..<(isDoubled ? position : position - 1)])
                guard isDoubled else { return try expectEndOfField() }
                position += 1
                start = position
            case Self.carriageReturn, Self.lineFeed:
                _ = skipLineEnd()
            default:
                position += 1
            }
        }
        throw RowFault(line: firstLine, reason: .unclosedQuote)
    }

    private func expectEndOfField() throws(RowFault<CSVFault>) {
        switch next {
        case nil, separator, Self.carriageReturn, Self.lineFeed: return
        default: throw RowFault(line: line, reason: .textAfterQuote)
        }
    }

    /// Steps over one line end of any kind; `false` where there is none.
    private mutating func skipLineEnd() -> Bool {
        if skip(Self.carriageReturn) {
            _ = skip(Self.lineFeed)
        } else if !skip(Self.lineFeed) {
            return false
        }
        line += 1
        return true
    }

    /// Steps over one byte if it is the given one.
    private mutating func skip(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }
}

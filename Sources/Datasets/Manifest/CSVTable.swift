internal import Spelling

/// A CSV or TSV file with a header: the columns by name, then row after row.
struct CSVTable {
    /// The largest number of column names that an error repeats.
    private static let shownNameCount = 10

    /// The header's names in order.
    let columnNames: [String]

    /// The row that was read last.
    private(set) var row: CSVRow

    private var reader: CSVReader
    private var isBroken = false

    /// Reads the header.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - separator: What stands between fields; nil for a tab where the header has tabs and no commas, else
    ///     a comma.
    /// - Throws: A `TableError` where there is no usable header.
    init(_ bytes: [UInt8], separator: CSVSeparator? = nil) throws(TableError) {
        let text = try ListText(bytes)
        let chosen: CSVSeparator
        if let separator { chosen = separator } else { chosen = try Self.separator(inHeaderOf: text) }
        reader = CSVReader(text, separator: chosen)
        row = CSVRow()
        let hasHeader: Bool
        do throws(RowFault<CSVFault>) {
            hasHeader = try reader.read(into: &row)
        } catch {
            throw .header(error)
        }
        guard hasHeader else { throw .empty }
        guard row.fieldCount <= CSVRow.keptFieldMaximum else {
            throw .tooManyColumns(row.fieldCount, maximum: CSVRow.keptFieldMaximum)
        }
        var names: [String] = []
        for index in 0..<row.fieldCount { names.append(row[index]) }
        columnNames = names
    }

    /// Finds a column.
    ///
    /// - Returns: The column's position; nil where there is none.
    /// - Throws: `TableError.repeatedColumn` where there are two.
    func optionalColumn(_ name: String) throws(TableError) -> Int? {
        let wanted = ExactText(name)
        let positions = columnNames.indices.filter { ExactText(columnNames[$0]) == wanted }
        guard positions.count <= 1 else { throw .repeatedColumn(name) }
        return positions.first
    }

    /// Finds a column that is needed.
    ///
    /// - Parameters:
    ///   - name: The column's name.
    ///   - known: All names that mean something, which are no misspellings of this one.
    /// - Throws: `TableError.missingColumn` or `.repeatedColumn`.
    func column(_ name: String, known: [String]) throws(TableError) -> Int {
        if let position = try optionalColumn(name) { return position }
        let knownNames = Set(known.map(ExactText.init))
        throw .missingColumn(
            name, found: Array(columnNames.prefix(Self.shownNameCount)),
            nearest: NearestName.find(
                name, among: columnNames.filter { !knownNames.contains(ExactText($0)) }))
    }

    /// Reads the next row into `row`.
    ///
    /// - Returns: Whether there was one.
    /// - Throws: What is wrong with the row. Rows behind it can be read unless its quotation marks are wrong;
    ///   then there are no more.
    mutating func readRow() throws(RowFault<CSVFault>) -> Bool {
        guard !isBroken else { return false }
        do throws(RowFault<CSVFault>) {
            guard try reader.read(into: &row) else { return false }
        } catch {
            isBroken = true
            throw error
        }
        guard row.fieldCount == columnNames.count else {
            throw RowFault(
                line: row.line, reason: .fieldCount(row.fieldCount, expected: columnNames.count))
        }
        return true
    }

    /// The separator of a file of unknown kind, from the header's characters outside quotation marks.
    private static func separator(inHeaderOf text: ListText) throws(TableError) -> CSVSeparator {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        var hasBegun = false
        for byte in text.bytes[text.start...] {
            let isLineEnd = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
            if isLineEnd, hasBegun, !isQuoted { break }
            if !isLineEnd { hasBegun = true }
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if !isQuoted { counts[byte, default: 0] += 1 }
        }
        if counts[CSVSeparator.comma.rawValue] != nil { return .comma }
        if counts[CSVSeparator.tab.rawValue] != nil { return .tab }
        if counts[UInt8(ascii: ";")] != nil { throw .semicolons }
        return .comma
    }
}

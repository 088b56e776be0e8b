extension Manifest {
    private static let columnNames = ["path", "label", "labels", "value", "split", "hash", "group"]

    /// What the name of a column with one of several numbers begins with.
    static let valuePrefix = "value:"

    /// Reads a manifest from CSV.
    ///
    /// Fields may stand in quotation marks and then hold separators, line ends and doubled quotation marks;
    /// the rules are those of RFC 4180, and lines may end with LF, CRLF or CR. Complexity: O(*n*).
    ///
    /// - Parameters:
    ///   - bytes: The whole file, at most 1 GiB.
    ///   - separator: What stands between fields; nil for a tab where the header has tabs and no commas, else
    ///     a comma.
    ///   - labelling: What the images are labelled with.
    /// - Throws: A `ManifestError` that says what about the bytes is wrong.
    public init(
        csv bytes: [UInt8], separator: CSVSeparator? = nil, labelling: Labelling = .classes
    ) throws(ManifestError) {
        var table: CSVTable
        let columns: Columns
        do throws(TableError) {
            table = try CSVTable(bytes, separator: separator)
            columns = try Columns(of: table, labelling: labelling)
        } catch {
            throw .table(error)
        }
        guard !columns.hasLabelAndLabels else { throw .labelAndLabels }
        if let fault = columns.valueNamesFault { throw .valueNames(fault) }
        var builder = ManifestBuilder(labelling: labelling)
        while true {
            do throws(RowFault<CSVFault>) {
                guard try table.readRow() else { break }
            } catch {
                builder.add(.csv(error.reason), line: error.line)
                continue
            }
            columns.add(table.row, to: &builder)
        }
        self = try builder.manifest(valueNames: columns.valueNames)
    }

    /// Where a manifest's columns stand.
    private struct Columns {
        private let path: Int
        private let split: Int?
        private let hash: Int?
        private let group: Int?
        private var label: Int?
        private var hasSeveralLabels = false
        private var values: [(position: Int, column: String)] = []

        /// Whether the header leaves open which column holds the labels.
        private(set) var hasLabelAndLabels = false

        /// The names of the numbers in the order of their columns.
        private(set) var valueNames: [String] = []

        /// What is wrong with those names.
        private(set) var valueNamesFault: ValueNamesFault?

        init(of table: CSVTable, labelling: Labelling) throws(TableError) {
            path = try table.column("path", known: columnNames)
            split = try table.optionalColumn("split")
            hash = try table.optionalColumn("hash")
            group = try table.optionalColumn("group")
            if labelling == .values {
                try findValues(in: table)
            } else {
                try findLabels(in: table, labelling)
            }
        }

        private mutating func findLabels(
            in table: CSVTable, _ labelling: Labelling
        ) throws(TableError) {
            let several = try table.optionalColumn("labels")
            hasSeveralLabels = several != nil
            let single = try table.optionalColumn("label")
            let needed = labelling == .labels ? "labels" : "label"
            hasLabelAndLabels = several != nil && single != nil
            if let position = several ?? single {
                label = position
            } else {
                label = try table.column(needed, known: columnNames)
            }
        }

        private mutating func findValues(in table: CSVTable) throws(TableError) {
            let prefix = Array(Manifest.valuePrefix.utf8)
            // A name's first letter may be a mark that would join the colon in a comparison of characters.
            let named = table.columnNames.enumerated().filter { $0.element.utf8.starts(with: prefix) }
            let single = try table.optionalColumn("value")
            if let single {
                values = [(single, "value")]
                valueNames = ["value"]
                valueNamesFault = named.isEmpty ? nil : .valueAndNamedValues
            } else if named.isEmpty {
                _ = try table.column("value", known: columnNames)
            } else {
                values = named.map { ($0.offset, $0.element) }
                valueNames = named.map {
                    String(decoding: $0.element.utf8.dropFirst(prefix.count), as: UTF8.self)
                }
                valueNamesFault = ValueNamesFault(of: valueNames)
            }
        }

        func add(_ fields: CSVRow, to builder: inout ManifestBuilder) {
            var row = ManifestRow(line: fields.line)
            row.hasLabelList = hasSeveralLabels
            row.path = fields[path]
            if let split { row.split = fields[split] }
            if let hash { row.hash = fields[hash] }
            if let group { row.group = fields[group] }
            do throws(ManifestFault) {
                if let label { row.labels = try labels(in: fields, at: label) }
                row.values.reserveCapacity(values.count)
                for (position, column) in values {
                    row.values.append(try DecimalNumber.value(of: fields[position], column: column))
                }
            } catch {
                return builder.add(error, line: fields.line)
            }
            builder.add(row)
        }

        private func labels(in fields: CSVRow, at position: Int) throws(ManifestFault) -> [String] {
            let field = fields.field(position)
            if field.isEmpty { return [] }
            guard hasSeveralLabels else { return [fields[position]] }
            let separator = UInt8(ascii: labelSeparator)
            let count = field.count { $0 == separator } + 1
            guard count <= ManifestBuilder.labelCountMaximum else {
                throw .tooManyLabels(count, maximum: ManifestBuilder.labelCountMaximum)
            }
            return field.split(separator: separator, omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
        }
    }
}

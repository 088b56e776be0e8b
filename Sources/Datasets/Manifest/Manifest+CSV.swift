extension Manifest {
    private static let columnNames = ["path", "label", "labels", "split", "hash", "group"]

    /// Reads a manifest from CSV.
    ///
    /// Fields may stand in quotation marks and then hold separators, line ends and doubled quotation marks;
    /// the rules are those of RFC 4180, and lines may end with LF, CRLF or CR. Complexity: O(*n*).
    ///
    /// - Parameters:
    ///   - bytes: The whole file, at most 1 GiB.
    ///   - separator: What stands between fields; nil for a tab where the header has tabs and no commas, else
    ///     a comma.
    /// - Throws: A `ManifestError` that says what about the bytes is wrong.
    public init(csv bytes: [UInt8], separator: CSVSeparator? = nil) throws(ManifestError) {
        var table: CSVTable
        let columns: Columns
        do throws(TableError) {
            table = try CSVTable(bytes, separator: separator)
            columns = try Columns(of: table)
        } catch {
            throw .table(error)
        }
        guard !columns.hasLabelAndLabels else { throw .labelAndLabels }
        var builder = ManifestBuilder()
        while true {
            do throws(RowFault<CSVFault>) {
                guard try table.readRow() else { break }
            } catch {
                builder.add(.csv(error.reason), line: error.line)
                continue
            }
            columns.add(table.row, to: &builder)
        }
        self = try builder.manifest()
    }

    /// Where a manifest's columns stand.
    private struct Columns {
        private let path: Int
        private let label: Int
        private let split: Int?
        private let hash: Int?
        private let group: Int?
        private let hasSeveralLabels: Bool

        /// Whether the header leaves open which column holds the labels.
        let hasLabelAndLabels: Bool

        init(of table: CSVTable) throws(TableError) {
            path = try table.column("path", known: columnNames)
            split = try table.optionalColumn("split")
            hash = try table.optionalColumn("hash")
            group = try table.optionalColumn("group")
            let several = try table.optionalColumn("labels")
            hasSeveralLabels = several != nil
            let single = try table.optionalColumn("label")
            hasLabelAndLabels = several != nil && single != nil
            if let position = several ?? single {
                label = position
            } else {
                label = try table.column("label", known: columnNames)
            }
        }

        func add(_ fields: CSVRow, to builder: inout ManifestBuilder) {
            var row = ManifestRow(line: fields.line)
            row.path = fields[path]
            if let split { row.split = fields[split] }
            if let hash { row.hash = fields[hash] }
            if let group { row.group = fields[group] }
            if hasSeveralLabels {
                let separator = UInt8(ascii: labelSeparator)
                let count = fields.field(label).count { $0 == separator } + 1
                guard count <= ManifestBuilder.labelCountMaximum else {
                    builder.add(
                        .tooManyLabels(count, maximum: ManifestBuilder.labelCountMaximum), line: fields.line)
                    return
                }
                row.labels = fields.field(label).split(separator: separator, omittingEmptySubsequences: false)
                    .map { String(decoding: $0, as: UTF8.self) }
            } else {
                row.labels = [fields[label]]
            }
            builder.add(row)
        }
    }
}

/// What to do about doubtful images without a change to their folder: the list that a check suggests, a
/// person edits, and training follows.
///
/// As CSV with a header:
///
///     action,path,label,new_label,reason
///     drop,cat/3.jpg,cat,,exact copy of cat/1.jpg
///     relabel,cat/7.jpg,cat,dog,probably mislabelled
///     keep,dog/2.jpg,dog,,
///
/// | column | value |
/// |---|---|
/// | `action` | `drop`, `relabel` or `keep`; needed |
/// | `path` | the image as the data set names it; needed |
/// | `label` | the label that the image has now, or the one to replace of several; may be empty |
/// | `new_label` | for `relabel`, a class of the data set; for `keep`, a proposal that changes nothing |
/// | `reason` | for people |
///
/// The rules of the format are those of `Manifest`; other columns are passed over. A list without rows is in
/// order: there was nothing to mend.
public struct FixList: Hashable, Sendable {
    /// The fixes in the order of the rows.
    public let fixes: [Fix]

    private static let columnNames = ["action", "path", "label", "new_label", "reason"]

    /// Puts a list together.
    public init(_ fixes: [Fix]) {
        self.fixes = fixes
    }

    /// Reads a list from a file.
    ///
    /// - Parameter path: The file's path; a regular file of at most 1 GiB.
    /// - Throws: A `FixListError` that says what about the file is wrong.
    public init(contentsOfFile path: String) throws(FixListError) {
        let bytes: [UInt8]
        do throws(FileReadError) {
            bytes = try FileReader.bytes(atPath: path, maximumByteCount: ListText.maximumByteCount)
        } catch {
            throw .unreadable(error)
        }
        try self.init(csv: bytes)
    }

    /// Reads a list from CSV. Complexity: O(*n*).
    ///
    /// - Parameter bytes: The whole file, at most 1 GiB.
    /// - Throws: A `FixListError` that says what about the bytes is wrong.
    public init(csv bytes: [UInt8]) throws(FixListError) {
        var table: CSVTable
        let columns: Columns
        do throws(TableError) {
            table = try CSVTable(bytes)
            columns = try Columns(of: table)
        } catch {
            throw .table(error)
        }
        var fixes: [Fix] = []
        var faults = RowFaults<FixFault>()
        var lines: [ExactText: Int] = [:]
        while true {
            do throws(RowFault<CSVFault>) {
                guard try table.readRow() else { break }
            } catch {
                faults.add(.csv(error.reason), line: error.line)
                continue
            }
            do throws(FixFault) {
                let fix = try columns.fix(in: table.row)
                let path = ExactText(fix.path)
                if let firstLine = lines[path] { throw .repeatedPath(fix.path, firstLine: firstLine) }
                lines[path] = fix.line
                fixes.append(fix)
            } catch {
                faults.add(error, line: table.row.line)
            }
        }
        guard faults.count == 0 else { throw .rows(faults) }
        self.fixes = fixes
    }

    /// Where the columns stand.
    private struct Columns {
        private let action: Int
        private let path: Int
        private let label: Int?
        private let newLabel: Int?
        private let reason: Int?

        init(of table: CSVTable) throws(TableError) {
            action = try table.column("action", known: columnNames)
            path = try table.column("path", known: columnNames)
            label = try table.optionalColumn("label")
            newLabel = try table.optionalColumn("new_label")
            reason = try table.optionalColumn("reason")
        }

        func fix(in row: CSVRow) throws(FixFault) -> Fix {
            func text(_ column: Int?) -> String { column.map { row[$0] } ?? "" }
            let path = text(path)
            guard !path.isEmpty else { throw .emptyPath }
            for label in [text(label), text(newLabel)]
            where label.utf8.count > ManifestBuilder.labelMaximum {
                throw .labelTooLong(byteCount: label.utf8.count, maximum: ManifestBuilder.labelMaximum)
            }
            return Fix(
                try action(named: text(action), newLabel: text(newLabel)), path: path, label: text(label),
                reason: text(reason), line: row.line)
        }

        private func action(named name: String, newLabel: String) throws(FixFault) -> Fix.Action {
            // Comparing texts as Unicode does takes long for long ones.
            guard name.utf8.count <= "relabel".utf8.count else { throw .unknownAction(name) }
            switch name {
            case "drop": return .drop
            case "keep": return .keep(proposing: newLabel.isEmpty ? nil : newLabel)
            case "relabel":
                guard !newLabel.isEmpty else { throw .noNewLabel }
                return .relabel(to: newLabel)
            default: throw .unknownAction(name)
            }
        }
    }

    /// The list as CSV with all five columns. Equal fixes give equal bytes.
    public var csvText: String {
        var writer = CSVWriter()
        writer.add(Self.columnNames)
        for fix in fixes {
            writer.add([fix.action.name, fix.path, fix.label, fix.action.newLabel ?? "", fix.reason])
        }
        return writer.text
    }
}

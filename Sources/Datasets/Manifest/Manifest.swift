/// A list of labelled images in place of a folder: what a table of labels, another tool or an earlier split
/// gives.
///
/// As CSV (or TSV) with a header:
///
///     path,label,split,hash
///     cat/1.jpg,cat,train,
///     "cat/2, blurred.jpg",cat,val,
///
/// As JSON Lines, one object a line:
///
///     {"path": "cat/1.jpg", "label": "cat", "split": "train"}
///     {"path": "both.jpg", "labels": ["cat", "dog"]}
///     {"path": "cat/3.jpg", "values": {"age": 3, "weight": 4.5}}
///
/// | name | value |
/// |---|---|
/// | `path` | where the image is, below a folder that the reader names, or absolute; needed |
/// | `label` | the class, as it is written; in JSON Lines also a whole number; needed |
/// | `labels` | in place of `label`: several, in CSV with `\|` between them, in JSON Lines as a list |
/// | `value` | in place of labels: a decimal number, for example `-0.25` or `1.5e3` |
/// | `value:NAME` | in place of `value`, in CSV: one of several numbers, each in a column of its own |
/// | `values` | in place of `value`, in JSON Lines: an object of numbers, with the same keys in every line |
/// | `split` | `train`, `training`, `val`, `valid`, `validation` or `test` in any case; empty where not stated |
/// | `hash` | SHA-256 of the file as hexadecimal digits; may be empty |
/// | `group` | images of one group stay on one side of a split; may be empty |
///
/// Which of labels and numbers is read, and what each image needs, says the ``Labelling``:
/// - `.classes`: a label or more; further ones than the first are refused where each image has to have one.
/// - `.labels`: any number of labels. `label` and `labels` may be empty, which means none of them; the column
///   or key has to be there.
/// - `.values`: all numbers, finite and kept with 32 bits. `value` alone is called `value`. Names stand in
///   the order of the columns, or in natural order in JSON Lines, whose objects have none.
///
/// Other columns and keys are passed over. Nothing else is: every row that cannot be used is an error that
/// names the line. Text is UTF-8, with or without a byte order mark.
///
/// A manifest of a million rows takes 187 bytes a row where paths have about 30 characters, because equal
/// labels and groups are stored once; reading it takes 351 at the peak, the file's own 113 among them, and
/// the data set of it another 152 (measured).
public struct Manifest: Hashable, Sendable {
    /// The images in the order of the rows.
    public let entries: [Entry]

    /// What the images are labelled with.
    public let labelling: Labelling

    /// The names of the images' numbers in order; empty where images have classes or labels.
    public let valueNames: [String]

    /// What stands between the labels of one image in a column `labels`.
    public static let labelSeparator: Unicode.Scalar = "|"

    /// Puts a manifest together.
    ///
    /// - Precondition: Each entry has a label, or a number for each name, or for `.labels` no number. Names
    ///   are those that a manifest can have.
    package init(entries: [Entry], labelling: Labelling = .classes, valueNames: [String] = []) {
        precondition(
            labelling == .values || valueNames.isEmpty, "\(labelling.rawValue) have no names \(valueNames)")
        for entry in entries {
            precondition(
                labelling != .classes || !entry.labels.isEmpty, "\(entry.path) has no label")
            precondition(
                entry.values.count == valueNames.count,
                "\(entry.path) has \(entry.values.count) numbers for \(valueNames.count) names")
        }
        if labelling == .values, !entries.isEmpty, let fault = ValueNamesFault(of: valueNames) {
            preconditionFailure("the names \(valueNames) cannot be used: \(fault)")
        }
        self.entries = entries
        self.labelling = labelling
        self.valueNames = valueNames
    }

    /// Reads a manifest from a file: CSV if its name ends in `.csv`, TSV for `.tsv`, JSON Lines for `.jsonl`
    /// and `.ndjson`; else JSON Lines if the text begins with a brace, and CSV if not.
    ///
    /// - Parameters:
    ///   - path: The file's path; a regular file of at most 1 GiB.
    ///   - labelling: What the images are labelled with.
    /// - Throws: A `ManifestError` that says what about the file is wrong.
    public init(contentsOfFile path: String, labelling: Labelling = .classes) throws(ManifestError) {
        let bytes: [UInt8]
        do throws(FileReadError) {
            bytes = try FileReader.bytes(atPath: path, maximumByteCount: ListText.maximumByteCount)
        } catch {
            throw .unreadable(error)
        }
        switch Format(path: path) ?? Format(bytes: bytes) {
        case .csv: try self.init(csv: bytes, labelling: labelling)
        case .tsv: try self.init(csv: bytes, separator: .tab, labelling: labelling)
        case .jsonLines: try self.init(jsonLines: bytes, labelling: labelling)
        }
    }

    private enum Format {
        case csv
        case tsv
        case jsonLines

        /// The format that a file's name tells.
        init?(path: String) {
            guard let dot = path.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
            switch path[path.index(after: dot)...].lowercased() {
            case "csv": self = .csv
            case "tsv": self = .tsv
            case "jsonl", "ndjson": self = .jsonLines
            default: return nil
            }
        }

        /// The format that a file's first character tells. No sensible header of a table begins with a
        /// bracket, and for a list the reader of JSON Lines has the better words.
        init(bytes: [UInt8]) {
            let blanks: [UInt8] = [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF]
            let first = bytes.first { !blanks.contains($0) }
            self = first == UInt8(ascii: "{") || first == UInt8(ascii: "[") ? .jsonLines : .csv
        }
    }
}

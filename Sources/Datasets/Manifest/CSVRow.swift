/// The fields of one row. A reader fills the same row again and again, so that reading takes no memory a row.
struct CSVRow {
    /// The largest number of fields that are kept; further ones only count.
    static let keptFieldMaximum = 10_000

    /// The line that the row begins in, from 1.
    private(set) var line = 0

    /// The number of fields; at least 1 once the row is read.
    private(set) var fieldCount = 0

    // The fields one after another, without quotation marks, and where each ends.
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    /// The number of fields that are kept.
    var keptFieldCount: Int { ends.count }

    /// A field's text.
    ///
    /// - Precondition: `index` is in `0 ..< keptFieldCount`.
    subscript(index: Int) -> String { String(decoding: field(index), as: UTF8.self) }

    /// A field's bytes, valid UTF-8.
    ///
    /// - Precondition: `index` is in `0 ..< keptFieldCount`.
    func field(_ index: Int) -> ArraySlice<UInt8> {
        bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }

    /// Forgets all fields.
    mutating func begin(line: Int) {
        self.line = line
        fieldCount = 0
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    /// Adds bytes to the field that is being read.
    mutating func append(_ part: ArraySlice<UInt8>) {
        guard fieldCount < Self.keptFieldMaximum else { return }
        bytes.append(contentsOf: part)
    }

    /// Ends the field that is being read.
    mutating func endField() {
        fieldCount += 1
        if ends.count < Self.keptFieldMaximum { ends.append(bytes.count) }
    }
}

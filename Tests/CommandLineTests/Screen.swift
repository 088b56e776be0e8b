/// What a terminal shows after the program's output, by the few control sequences that the program uses.
///
/// Text wider than the terminal goes on in the next row, which is counted; rows that leave the screen at the top are
/// kept. A window that changes its width cuts its rows and does not wrap them anew.
struct Screen {
    private(set) var columns: Int
    private(set) var rowCount: Int
    /// Everything that arrived, as text.
    private(set) var received = ""
    /// The rows that went on in the next one.
    private(set) var wrapped: [String] = []
    /// Control sequences that this terminal does not know.
    private(set) var unknown: [String] = []
    /// Whether a word was coloured.
    private(set) var hasColor = false

    private var history: [[Character]] = []
    private var rows: [[Character]] = [[]]
    private var cursor = (row: 0, column: 0)
    private var pending: [UInt8] = []

    init(columns: Int, rowCount: Int = 24) {
        self.columns = columns
        self.rowCount = rowCount
    }

    /// Everything that was ever shown and not drawn over, without empty lines at the end.
    var lines: [String] {
        var lines = (history + rows).map { row in
            String(String(row).reversed().drop { $0 == " " }.reversed())
        }
        while lines.last == "" { lines.removeLast() }
        return lines
    }

    /// Changes the width of the window.
    mutating func resize(columns: Int) {
        self.columns = columns
        rows = rows.map { Array($0.prefix(columns)) }
        cursor.column = min(cursor.column, columns)
    }

    /// Takes what a program writes.
    mutating func write(_ bytes: [UInt8]) {
        pending += bytes
        // The rest of a character or of a sequence may still be under way.
        guard let text = String(validating: pending, as: UTF8.self) else { return }
        let scalars = Array(text.unicodeScalars)
        var index = 0
        while index < scalars.count {
            guard scalars[index] == "\u{1B}" else {
                put(Character(scalars[index]))
                index += 1
                continue
            }
            guard let end = scalars[index...].dropFirst(2).firstIndex(where: { ("@"..."~").contains($0) })
            else { break }
            control(String(String.UnicodeScalarView(scalars[(index + 1)...end])))
            index = end + 1
        }
        received.unicodeScalars += scalars[..<index]
        pending = Array(String(String.UnicodeScalarView(scalars[index...])).utf8)
    }

    private mutating func put(_ character: Character) {
        switch character {
        case "\r": cursor.column = 0
        case "\n", "\r\n": feed()
        default:
            if cursor.column >= columns {
                wrapped.append(String(rows[cursor.row]))
                feed()
                cursor.column = 0
            }
            var row = rows[cursor.row]
            while row.count <= cursor.column { row.append(" ") }
            row[cursor.column] = character
            rows[cursor.row] = row
            cursor.column += 1
        }
    }

    private mutating func feed() {
        cursor.row += 1
        if cursor.row == rows.count { rows.append([]) }
        if rows.count > rowCount {
            history.append(rows.removeFirst())
            cursor.row -= 1
        }
    }

    private mutating func control(_ sequence: String) {
        switch (sequence.last, Int(sequence.dropFirst().dropLast()) ?? 0) {
        case ("m", let code): hasColor = hasColor || code > 0
        case ("A", let count): cursor.row = max(0, cursor.row - max(count, 1))
        case ("K", 0): rows[cursor.row] = Array(rows[cursor.row].prefix(cursor.column))
        case ("J", 0):
            rows[cursor.row] = Array(rows[cursor.row].prefix(cursor.column))
            rows = Array(rows[...cursor.row])
        default: unknown.append(sequence)
        }
    }
}

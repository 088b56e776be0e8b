import Glibc
import ModelSupport
import Testing

@Suite struct TerminalTests {
    private static let small = ["train", "photos", "--network", "lenet5", "--input-size", "16"]
    private static let unicode = ["TERM": "xterm-256color", "LANG": "C.UTF-8"]

    /// Headings of the table by the width of the terminal.
    static let headings: [(columns: Int, heading: String)] = [
        (160, "epoch  train loss  valid loss  accuracy       rate  images/s"),
        (80, "epoch  train loss  valid loss  accuracy       rate  images/s"),
        (60, "epoch  train loss  valid loss  accuracy       rate"),
        (40, "epoch  valid loss  accuracy"),
        (20, "epoch"),
    ]

    /// The lines of a table, its heading first.
    private static func table(_ lines: [String]) -> [String] {
        Array(lines.drop { !$0.hasPrefix("epoch") }.prefix { $0.hasPrefix("epoch") || $0.hasPrefix(" ") })
    }

    /// Rows of prose may wrap; those that are drawn over may not.
    private static func isProse(_ row: String) -> Bool {
        ["warning: ", "note: ", "left out "].contains { row.hasPrefix($0) }
    }

    @Test(arguments: headings)
    func `the table stays below the running epoch, and no line is wider than the terminal`(
        columns: Int, heading: String
    ) throws {
        let workplace = try Workplace(photos: 10)
        let output = try Descriptors.writing(workplace.folder.path("streams/output"))
        defer { close(output) }
        let run = try TerminalRun(
            workplace, Self.small + ["--epochs", "4", "--batch-size", "16"], columns: columns, output: output,
            environment: Self.unicode)
        #expect(run.finish() == .exit(0))
        let screen = run.screen
        #expect(screen.unknown == [])
        #expect(screen.wrapped.filter { !Self.isProse($0) } == [])
        let table = Self.table(screen.lines)
        #expect(table.first == heading)
        #expect(table.count == 5)
        for (epoch, line) in table.dropFirst().enumerated() {
            #expect(line.hasPrefix("    \(epoch + 1)"))
            #expect(line.count < columns)
        }
        #expect(table.contains { $0.hasSuffix("  best") })
        // The running epoch and the curve were shown, and are gone.
        #expect(screen.received.contains("Epoch 1/4"))
        #expect(!screen.lines.contains { $0.contains("Epoch ") })
        #expect(screen.received.contains("▁") == (columns >= 40))
        #expect(!screen.lines.contains { $0.contains("▁") })
        #expect(screen.hasColor)
        let text = String(decoding: try workplace.folder.bytes("streams/output"), as: UTF8.self)
        #expect(text.hasPrefix("Trained lenet5 on "))
        #expect(!text.contains("\u{1B}"))
    }

    /// An environment, and what it allows.
    struct Setting: Sendable, CustomTestStringConvertible {
        let variables: [String: String]
        var columns = 80
        var movesCursor = true
        var hasColor = true
        var isUTF8 = true

        var testDescription: String { "\(variables)" }
    }

    static let settings = [
        Setting(variables: ["TERM": "xterm", "LANG": "C.UTF-8"]),
        Setting(variables: ["TERM": "xterm", "LC_ALL": "en_GB.utf8", "LANG": "C"]),
        Setting(variables: ["TERM": "xterm", "LC_ALL": "C", "LANG": "C.UTF-8"], isUTF8: false),
        Setting(variables: ["TERM": "xterm"], isUTF8: false),
        Setting(variables: ["TERM": "xterm", "NO_COLOR": "1"], hasColor: false, isUTF8: false),
        Setting(variables: ["TERM": "xterm", "NO_COLOR": ""], isUTF8: false),
        Setting(variables: ["TERM": "vt100"], hasColor: false, isUTF8: false),
        Setting(variables: ["TERM": "xterm", "COLUMNS": "40"], columns: 40, isUTF8: false),
        Setting(variables: ["TERM": "xterm", "COLUMNS": "many"], isUTF8: false),
        Setting(variables: ["TERM": "dumb"], movesCursor: false, hasColor: false, isUTF8: false),
        Setting(variables: ["TERM": ""], movesCursor: false, hasColor: false, isUTF8: false),
    ]

    @Test(arguments: settings) func `the environment decides about colour, cursor, width and letters`(
        _ setting: Setting
    ) throws {
        let workplace = try Workplace(photos: 10)
        let run = try TerminalRun(
            workplace, Self.small + ["--epochs", "3", "--batch-size", "16"], environment: setting.variables)
        #expect(run.finish() == .exit(0))
        let screen = run.screen
        #expect(screen.received.contains("\u{1B}") == setting.movesCursor)
        #expect(screen.received.contains("Epoch 1/3") == setting.movesCursor)
        #expect(screen.hasColor == setting.hasColor)
        #expect(screen.received.contains("█") == (setting.movesCursor && setting.isUTF8))
        let table = Self.table(screen.lines)
        #expect(table.first == Self.headings.first { $0.columns == setting.columns }?.heading)
        #expect(table.dropFirst().map { $0.prefix(5) } == ["    1", "    2", "    3"])
        #expect(screen.lines.last?.hasPrefix("Next: imgcls ") == true)
    }

    @Test func `redirected, a stream gets lines and no control sequences`() throws {
        let workplace = try Workplace(photos: 10)
        let error = try Descriptors.writing(workplace.folder.path("streams/error"))
        defer { close(error) }
        let run = try TerminalRun(
            workplace, Self.small + ["--epochs", "3"], columns: 20, error: error,
            environment: Self.unicode)
        #expect(run.finish() == .exit(0))
        #expect(!run.screen.received.contains("\u{1B}"))
        #expect(run.screen.received.hasPrefix("Trained lenet5 on "))
        let told = try workplace.errorText
        #expect(!told.contains("\u{1B}") && !told.contains("\r"))
        let table = Self.table(told.split(separator: "\n").map(String.init))
        #expect(table.count == 4 && table.first == Self.headings.first?.heading)
    }

    @Test func `told to be quiet, a terminal gets nothing`() throws {
        let workplace = try Workplace(photos: 6)
        let run = try TerminalRun(
            workplace, Self.small + ["--epochs", "2", "--quiet"], environment: Self.unicode)
        #expect(run.finish() == .exit(0))
        #expect(run.screen.received == "")
    }

    @Test func `a window that becomes narrower gets a narrower table from then on`() throws {
        let workplace = try Workplace(photos: 12)
        let run = try TerminalRun(
            workplace, Self.small + ["--epochs", "80", "--batch-size", "8", "--patience", "0"],
            environment: Self.unicode)
        try #require(run.read { $0.lines.contains { $0.hasPrefix("    4") } })
        run.resize(columns: 40)
        try #require(run.read { $0.lines.contains { $0.hasPrefix("   20") } })
        run.send(SIGTERM)
        #expect(run.finish() == .exit(143))
        let lines = run.screen.lines
        let ending = "imgcls: interrupted; go on with the same command and --resume"
        #expect(lines.suffix(2) == [String(ending.prefix(40)), String(ending.dropFirst(40))])
        let headings = lines.filter { $0.hasPrefix("epoch  ") }
        #expect(headings.count == 2 && headings.last == "epoch  valid loss  accuracy")
        let rows = lines.filter { $0.hasPrefix(" ") }
        let epochs = rows.compactMap { Int($0.prefix(5).drop { $0 == " " }) }
        // The line that was drawn wide when the window shrank is wrapped by the terminal, and part of it may stay.
        #expect(rows.count - epochs.count <= 2)
        try #require(!epochs.isEmpty)
        #expect(epochs == Array(1...(epochs.last ?? 0)))
        #expect(epochs.count >= 20)
    }
}

import FoundationEssentials
import ModelSupport
import Testing

/// What the program says where somebody mistyped a manifest.
@Suite struct ManifestSpellingTests {
    private static let small = [
        "--network", "lenet5", "--input-size", "16", "--channels", "1", "--epochs", "1", "--batch-size", "8",
    ]

    /// A manifest of 14 photos each of three classes, of which some rows have another label.
    private func workplace(_ slips: [Int: String], column: String = "label") throws -> Workplace {
        let workplace = try Workplace(photos: 14)
        var rows = ["path,\(column)"]
        for name in ["bag", "sandal", "trouser"] {
            for number in 0..<14 {
                rows.append("photos/\(name)/\(number).png,\(slips[rows.count + 1] ?? name)")
            }
        }
        try workplace.write(Array((rows.joined(separator: "\n") + "\n").utf8), to: "list.csv")
        return workplace
    }

    private static let summary =
        "2 classes are rare and spelled much like frequent ones, in 2 rows; a model learns each as a class "
        + "of its own."

    private static let places = [
        "    photos/bag/1.png: labelled bga, looks like bag (by its spelling, line 3)",
        "    photos/trouser/13.png: labelled truoser, looks like trouser (by its spelling, line 43)",
    ]

    @Test(arguments: ["train", "finetune"])
    func `training warns of every row with a mistyped label`(_ command: String) throws {
        let workplace = try workplace([3: "bga", 43: "truoser"])
        let arguments =
            [command, "--manifest", "list.csv"]
            + (command == "train" ? Self.small : ["--backbone", "tiny.safetensors"])
        let result = try workplace.run(arguments.map { Array($0.utf8) })
        #expect(result.ending == .exit(0), "\(result.error)")
        let lines = result.errorLines
        let start = try #require(lines.firstIndex(of: "warning: " + Self.summary), "\(result.error)")
        #expect(Array(lines[(start + 1)...].prefix(2)) == Self.places)
    }

    @Test func `a check lists the rows as text and as JSON`() throws {
        let workplace = try workplace([3: "bga", 43: "truoser"])
        let arguments = ["check", "--manifest", "list.csv", "--backbone", "tiny.safetensors"]
        let text = try workplace.run(arguments.map { Array($0.utf8) })
        let line = "warning: \(Self.summary) [misspelled_label]"
        let start = try #require(text.lines.firstIndex(of: line), "\(text.output)")
        #expect(Array(text.lines[(start + 1)...].prefix(2)) == Self.places)
        let json = try workplace.run((arguments + ["--json", "-"]).map { Array($0.utf8) })
        let record = try JSONDecoder().decode(CheckRecord.self, from: Data(json.output.utf8))
        let items = try #require(record.finding("misspelled_label")?.items)
        #expect(items.map(\.label) == ["bga", "truoser"])
        #expect(items.map(\.paths) == [["photos/bag/1.png"], ["photos/trouser/13.png"]])
    }

    @Test func `an evaluation names the rows of a class that the model does not know`() throws {
        let workplace = try workplace([:])
        _ = try workplace.run(
            "finetune", "--manifest", "list.csv", "--backbone", "tiny.safetensors", "--quiet")
        try workplace.write(
            Array("path,label\nphotos/bag/0.png,bag\nphotos/bag/1.png,bga\n".utf8), to: "judged.csv")
        let result = try workplace.run("evaluate", "--manifest", "judged.csv")
        #expect(result.ending == .exit(65))
        #expect(
            result.error == "imgcls: judged.csv: the model knows no class bga (line 3); is bag meant?\n")
    }

    static let headers: [(column: String, task: String, complaint: String)] = [
        ("lables", "multilabel", "there is no column labels; found path, lables (is lables meant?)"),
        (
            "value", "multiclass",
            "there is no column label; found path, value; value is for --task regression"
        ),
        (
            "labels", "regression",
            "there is no column value; found path, labels; labels is for --task multilabel"
        ),
    ]

    @Test(arguments: headers) func `a header names the column of the task, or the task of its column`(
        _ column: String, _ task: String, _ complaint: String
    ) throws {
        let workplace = try workplace([:], column: column)
        let arguments = ["train", "--manifest", "list.csv", "--task", task] + Self.small
        let result = try workplace.run(arguments.map { Array($0.utf8) })
        #expect(result.ending == .exit(65))
        #expect(result.error == "imgcls: list.csv: \(complaint)\n")
    }

    @Test func `several labels point to the task that learns them`() throws {
        let workplace = try workplace([3: "bag|new"], column: "labels")
        let arguments = ["train", "--manifest", "list.csv"] + Self.small
        let result = try workplace.run(arguments.map { Array($0.utf8) })
        #expect(result.ending == .exit(65))
        #expect(result.error.contains("several are for --task multilabel"), "\(result.error)")
    }
}

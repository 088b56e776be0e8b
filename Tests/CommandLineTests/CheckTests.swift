import FoundationEssentials
import ModelSupport
import Testing

/// The parts of `check --json` that tests look at, by the documented names.
struct CheckRecord: Decodable {
    struct ClassCount: Decodable, Hashable {
        let name: String
        let training: Int
        let validation: Int
        let test: Int
    }

    struct Finding: Decodable {
        struct Item: Decodable {
            let paths: [String]
            let label: String?
            let detail: String?
        }

        let kind: String
        let severity: String
        let summary: String
        let items: [Item]
    }

    let version: Int
    let image_count: Int
    let readable_count: Int
    let classes: [ClassCount]
    let findings: [Finding]

    func finding(_ kind: String) -> Finding? { findings.first { $0.kind == kind } }
}

@Suite struct CheckTests {
    private func check(_ workplace: Workplace, _ arguments: String...) throws -> Workplace.Result {
        let all = ["check"] + arguments + ["--backbone", "tiny.safetensors"]
        return try workplace.run(all.map { Array($0.utf8) })
    }

    @Test func `a check says what there is, touches nothing, and is quick the second time`() throws {
        let workplace = try Workplace(photos: 12)
        let before = try workplace.folder.fingerprint(of: "work/photos")
        let first = try check(workplace, "photos")
        #expect(first.ending == .exit(0))
        #expect(
            first.lines.prefix(5) == [
                "photos: 3 classes, 36 training images; all can be read.", "  class    images",
                "  bag          12", "  sandal       12", "  trouser      12",
            ])
        #expect(first.error.hasPrefix("Examining: 36/36 images"))
        #expect(try check(workplace, "photos").output == first.output)
        #expect(try workplace.folder.fingerprint(of: "work/photos") == before)
        #expect(try workplace.names == ["photos", "tiny.safetensors"])
    }

    @Test func `an unreadable file is a warning, and an error where none is accepted`() throws {
        let workplace = try Workplace(photos: 12)
        try workplace.write([], to: "photos/bag/a.jpg")
        let result = try check(workplace, "photos")
        #expect(result.ending == .exit(0))
        #expect(
            result.lines.contains(
                "warning: 1 of 37 images cannot be read (2.7 %); training stops above 10 %. [unreadable_image]"
            ))
        #expect(result.lines.contains("    bag/a.jpg: is empty"))
        let failing = try check(workplace, "photos", "--on-bad", "fail", "--quiet")
        #expect(failing.ending == .exit(65))
        #expect(failing.output == "")
        #expect(
            failing.error
                == "imgcls: photos: the check found this: 1 of 37 images cannot be read (2.7 %); none is accepted.\n"
        )
        #expect(try check(workplace, "photos", "--max-bad", "0.02", "--quiet").ending == .exit(65))
        #expect(try check(workplace, "photos", "--strict", "--quiet").ending == .exit(65))
    }

    @Test func `what would stop a training is named as a whole`() throws {
        let workplace = try Workplace(photos: 2)
        try workplace.folder.makeFolder("work/photos/empty")
        try workplace.folder.makeFolder("work/photos/hollow")
        let result = try check(workplace, "photos")
        #expect(result.ending == .exit(65))
        #expect(
            result.lines.contains(
                "error: Nothing can be trained on this data set as it is. [unusable_dataset]"))
        for name in ["empty", "hollow"] {
            #expect(
                result.lines.contains(
                    "    the class \(name) has no images in \(name) (0 ignored and 0 unusable entries)"))
        }
    }

    @Test func `the record has the documented keys`() throws {
        let workplace = try Workplace(photos: 12)
        try workplace.write([1], to: "photos/bag/a.jpg")
        let result = try check(workplace, "photos", "--json", "-")
        #expect(result.ending == .exit(0))
        let record = try JSONDecoder().decode(CheckRecord.self, from: Data(result.output.utf8))
        #expect([record.version, record.image_count, record.readable_count] == [1, 37, 36])
        #expect(record.classes.first == .init(name: "bag", training: 13, validation: 0, test: 0))
        let finding = try #require(record.finding("unreadable_image"))
        #expect(finding.severity == "warning")
        #expect(finding.items.map(\.paths) == [["bag/a.jpg"]])
        #expect(finding.items[0].label == "bag")
    }

    @Test func `names that would forge lines are shown harmless`() throws {
        let workplace = try Workplace(photos: 12)
        try workplace.write([], to: "photos/bag/a\nerror: \u{1B}[31mforged.jpg")
        let result = try check(workplace, "photos")
        #expect(result.lines.contains("    bag/a\\x0Aerror: \\x1B[31mforged.jpg: is empty"))
        #expect(!result.output.contains("\u{1B}"))
    }

    @Test func `a fix list is followed by finetune without touching the folder`() throws {
        let workplace = try Workplace(photos: 8)
        try workplace.write([1], to: "photos/bag/broken.jpg")
        try workplace.write(try workplace.bytes("photos/bag/3.png"), to: "photos/bag/copy.png")
        let result = try check(workplace, "photos", "--fix-list", "fixes.csv")
        #expect(result.ending == .exit(0))
        #expect(
            result.lines.last
                == "Wrote fixes.csv. Look at it, then: imgcls finetune photos --fixes fixes.csv")
        let before = try workplace.folder.fingerprint(of: "work/photos")
        let trained = try workplace.run(
            "finetune", "photos", "--fixes", "fixes.csv", "--backbone", "tiny.safetensors", "--json", "-",
            "--on-bad", "fail")
        #expect(trained.ending == .exit(0))
        let record = try trained.record()
        #expect(record.images.total == 24)
        #expect(record.unreadable == [])
        #expect(try workplace.folder.fingerprint(of: "work/photos") == before)
    }

    @Test func `fixes of images that are gone are told by line`() throws {
        let workplace = try Workplace(photos: 4)
        try workplace.write("action,path\ndrop,bag/99.png\n".utf8, to: "fixes.csv")
        let result = try workplace.run("finetune", "photos", "--fixes", "fixes.csv")
        #expect(result.ending == .exit(65))
        #expect(result.error.hasPrefix("imgcls: fixes.csv: "))
        #expect(result.error.contains("line 2") && result.error.contains("bag/99.png"))
        #expect(try workplace.run("finetune", "photos", "--fixes", "no.csv").ending == .exit(66))
    }

    @Test func `outputs that cannot be written are refused before the work`() throws {
        let workplace = try Workplace(photos: 2)
        for option in ["--json", "--fix-list"] {
            let result = try check(workplace, "photos", option, "none/x")
            #expect(result.ending == .exit(73))
            #expect(result.error == "imgcls: none/x: the folder none does not exist\n")
        }
    }
}

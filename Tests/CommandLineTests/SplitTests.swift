import FoundationEssentials
import ModelSupport
import Testing

@Suite struct SplitTests {
    private func finetune(_ workplace: Workplace, _ arguments: String...) throws -> Workplace.Result {
        let all = ["finetune"] + arguments + ["--backbone", "tiny.safetensors", "--quiet"]
        return try workplace.run(all.map { Array($0.utf8) })
    }

    /// The rows of a split by path: label, side, hash.
    private func rows(_ workplace: Workplace, _ file: String) throws -> [String: [String]] {
        let lines = String(decoding: try workplace.bytes(file), as: UTF8.self).split(separator: "\n")
        #expect(lines.first?.hasPrefix("path,label,split,hash") == true)
        return Dictionary(
            uniqueKeysWithValues: lines.dropFirst().map { line in
                let fields = line.split(separator: ",").map(String.init)
                return (fields[0], Array(fields[1...]))
            })
    }

    private static func picture(_ className: String, _ number: Int) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: Committed.picture(className, number))))
    }

    @Test func `a saved split is a manifest that trains the same model`() throws {
        let workplace = try Workplace(photos: 10)
        #expect(
            try finetune(workplace, "photos", "--save-split", "split.csv", "--output", "a.safetensors").ending
                == .exit(0))
        let rows = try rows(workplace, "split.csv")
        #expect(rows.count == 30)
        #expect(Set(rows.values.map { $0[1] }) == ["train", "val"])
        #expect(
            try finetune(workplace, "photos", "--manifest", "split.csv", "--output", "b.safetensors").ending
                == .exit(0))
        #expect(try workplace.bytes("a.safetensors") == workplace.bytes("b.safetensors"))
        // Beside the photos, the manifest is enough.
        try workplace.write(try workplace.bytes("split.csv"), to: "photos/split.csv")
        #expect(
            try finetune(workplace, "--manifest", "photos/split.csv", "--output", "c.safetensors").ending
                == .exit(0))
        #expect(try workplace.bytes("a.safetensors") == workplace.bytes("c.safetensors"))
        let scores = try workplace.run(
            "evaluate", "photos", "--manifest", "split.csv", "--model", "a.safetensors", "--json", "-")
        #expect(scores.ending == .exit(0))
        #expect(scores.output.contains("\"image_count\" : \(rows.values.count { $0[1] == "val" })"))
    }

    @Test func `an image that is not the one of the manifest is left out of an evaluation, and named`() throws
    {
        let workplace = try Workplace(photos: 10)
        #expect(try finetune(workplace, "photos", "--save-split", "split.csv").ending == .exit(0))
        let judged = try rows(workplace, "split.csv").filter { $0.value[1] == "val" }.keys.sorted()
        try workplace.write(try Self.picture("coat", 1), to: "photos/\(judged[0])")
        let arguments = ["evaluate", "photos", "--manifest", "split.csv"]
        let scores = try workplace.run((arguments + ["--json", "-"]).map { Array($0.utf8) })
        #expect(scores.ending == .exit(0), "\(scores.error)")
        let complaint = "/photos/\(judged[0]): is not the file whose hash the manifest records"
        #expect(scores.errorLines.contains { $0.hasPrefix("left out /") && $0.hasSuffix(complaint) })
        #expect(scores.output.contains("\"image_count\" : \(judged.count - 1)"))
        #expect(scores.output.contains("\"error\" : \"is not the file whose hash the manifest records\""))
        let gate = try workplace.run(
            (arguments + ["--quiet", "--min-accuracy", "0"]).map { Array($0.utf8) })
        #expect(gate.ending == .exit(65))
        #expect(
            gate.error
                == "imgcls: split.csv: 1 of \(judged.count) images cannot be used, too many to judge by\n")
        for path in judged { try workplace.write(try Self.picture("coat", 1), to: "photos/\(path)") }
        let none = try workplace.run((arguments + ["--quiet"]).map { Array($0.utf8) })
        #expect(none.ending == .exit(65))
        #expect(none.error == "imgcls: split.csv: no file has the hash that it records\n")
    }

    @Test func `a kept split keeps every side while images are added`() throws {
        let workplace = try Workplace(photos: 8)
        #expect(try finetune(workplace, "photos", "--save-split", "old.csv").ending == .exit(0))
        try workplace.folder.addPhotos(to: "work/photos", count: 8, startingAt: 30)
        #expect(
            try finetune(
                workplace, "photos", "--keep-split", "old.csv", "--save-split", "new.csv", "--seed", "5",
                "--validation-fraction", "0.4"
            ).ending == .exit(0))
        let old = try rows(workplace, "old.csv")
        let new = try rows(workplace, "new.csv")
        #expect(new.count == 48)
        for (path, row) in old { #expect(new[path] == row) }
    }

    @Test func `groups stay on one side`() throws {
        let workplace = try Workplace(photos: 0)
        for number in 0..<10 {
            for shot in ["a", "b"] {
                let source = try Self.picture("bag", 2 * number + (shot == "a" ? 0 : 1))
                try workplace.write(source, to: "photos/bag/p\(number)_\(shot).png")
                let other = try Self.picture("sandal", 2 * number + (shot == "a" ? 0 : 1))
                try workplace.write(other, to: "photos/sandal/q\(number)_\(shot).png")
            }
        }
        let arguments = ["photos", "--group-by", "([pq][0-9]+)_", "--save-split", "split.csv"]
        #expect(
            try finetune(workplace, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4])
                .ending == .exit(0))
        let rows = try rows(workplace, "split.csv")
        let sides = Dictionary(grouping: rows, by: { $0.key.prefix { $0 != "_" } })
            .mapValues { Set($0.map { $0.value[1] }) }
        #expect(sides.count == 20)
        #expect(sides.values.allSatisfy { $0.count == 1 })
        #expect(Set(sides.values) == [["train"], ["val"]])
    }

    @Test func `a pattern that is none, or matches nothing, is told`() throws {
        let workplace = try Workplace(photos: 4)
        let none = try finetune(workplace, "photos", "--group-by", "(")
        #expect(none.ending == .exit(64))
        #expect(none.error.hasPrefix("imgcls: --group-by"))
        let missing = try finetune(workplace, "photos", "--group-by", "patient([0-9]+)")
        #expect(missing.ending == .exit(65))
        #expect(
            missing.error == "imgcls: photos: --group-by patient([0-9]+) matches none of the paths\n")
    }

    @Test func `a manifest with a mistake is told by line and cause`() throws {
        let workplace = try Workplace(photos: 4)
        try workplace.write("path,lable\nbag/0.png,bag\n".utf8, to: "m.csv")
        let typo = try finetune(workplace, "photos", "--manifest", "m.csv")
        #expect(typo.ending == .exit(65))
        #expect(typo.error.hasPrefix("imgcls: m.csv: ") && typo.error.contains("lable"))
        try workplace.write("path,label,split\nbag/0.png,bag,trian\n".utf8, to: "m.csv")
        let split = try finetune(workplace, "photos", "--manifest", "m.csv")
        #expect(split.ending == .exit(65))
        #expect(split.error.contains("line 2") && split.error.contains("trian"))
        let gone = try finetune(workplace, "--manifest", "gone.csv")
        #expect(gone.ending == .exit(66))
        #expect(try finetune(workplace).ending == .exit(64))
    }

    @Test func `an image cut short is left out, or used and counted where that is asked for`() throws {
        let workplace = try Workplace(photos: 12)
        let whole = try workplace.bytes("photos/bag/0.png")
        try workplace.write(whole.dropLast(20), to: "photos/bag/cut.png")
        let refused = try workplace.run(
            "finetune", "photos", "--backbone", "tiny.safetensors", "--json", "-")
        #expect(try refused.record().images.total == 36)
        #expect(try refused.record().unreadable.map(\.path) == ["photos/bag/cut.png"].map(workplace.path))
        let used = try workplace.run(
            "finetune", "photos", "--backbone", "tiny.safetensors", "--json", "-", "--allow-truncated")
        #expect(try used.record().images.total == 37)
        #expect(used.output.contains("\"cut_short_image\""))
        #expect(try workplace.run("classify", "photos/bag/cut.png").ending == .exit(65))
        #expect(try workplace.run("classify", "photos/bag/cut.png", "--allow-truncated").ending == .exit(0))
    }

    @Test func `images beyond a limit are refused before they are decoded`() throws {
        let workplace = try Workplace(photos: 2)
        // A header that claims 5000 × 5000 pixels.
        let picture = try workplace.bytes("photos/bag/0.png")
        var large = picture
        large.replaceSubrange(16..<24, with: [0, 0, 0x13, 0x88, 0, 0, 0x13, 0x88])
        try workplace.write(large, to: "large.png")
        let result = try workplace.run("classify", "large.png", "--max-megapixels", "20")
        #expect(result.ending == .exit(65))
        #expect(result.error.contains("large.png"))
    }
}

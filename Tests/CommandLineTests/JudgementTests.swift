import ModelSupport
import FoundationEssentials
import ModelSupport
import Testing

/// Gates, comparisons, cards, and what continuous integration gets of them.
@Suite struct JudgementTests {
    private let workplace: Workplace

    init() throws {
        workplace = try Workplace(photos: 8)
        let training = try workplace.run("finetune", "photos", "--backbone", "tiny.safetensors", "--quiet")
        try #require(training.ending == .exit(0))
    }

    private func run(_ arguments: String...) throws -> Workplace.Result {
        try workplace.run(arguments.map { Array($0.utf8) })
    }

    @Test func `a gate that is passed lets a job go on, and one that is not ends it with 1`() throws {
        let passed = try run("evaluate", "photos", "--min-accuracy", "0", "--max-ece", "1")
        #expect(passed.ending == .exit(0))
        #expect(passed.output.contains("passed  accuracy"))
        let failed = try run(
            "evaluate", "photos", "--quiet", "--min-accuracy", "0.5", "--min-class-recall", "1", "--strict",
            "--json", "scores.json", "--junit", "gates.xml", "--predictions", "predictions.csv")
        #expect(failed.ending == .exit(1))
        #expect(failed.output == "")
        #expect(failed.errorLines.count == 1)
        #expect(failed.error.hasPrefix("imgcls: quality gate failed: "))
        #expect(failed.error.contains("95 % interval from"))
        // What was measured is written all the same.
        struct Record: Decodable {
            struct Verdict: Decodable {
                let passed: Bool
                let sentence: String
            }
            let accuracy: Double
            let gates: [Verdict]
            let details: Details
            struct Details: Decodable { let intervals: [String: [String: Double]] }
        }
        let record = try JSONDecoder().decode(Record.self, from: Data(try workplace.bytes("scores.json")))
        #expect(record.gates.count == 2 && record.gates.contains { !$0.passed })
        #expect(record.details.intervals["log_loss"]?["confidence"] == 0.95)
        let xml = String(decoding: try workplace.bytes("gates.xml"), as: UTF8.self)
        #expect(xml.contains("tests=\"2\"") && xml.contains("<failure message="))
        let table = String(decoding: try workplace.bytes("predictions.csv"), as: UTF8.self)
            .split(separator: "\n")
        let header = "path,label,prediction,probability,correct,p:bag,p:sandal,p:trouser"
        let first = table.first.map { String($0) }
        #expect(first == header && table.count == 25)
        let correct = table.dropFirst().count { $0.contains(",true,") }
        #expect(Double(correct) / 24 == record.accuracy)
    }

    @Test func `a class without images is named, and does not pass a strict gate`() throws {
        for name in ["bag", "sandal"] {
            try workplace.write(try workplace.bytes("photos/\(name)/0.png"), to: "few/\(name)/0.png")
        }
        let plain = try run("evaluate", "few", "--min-class-recall", "0")
        #expect(plain.ending == .exit(0))
        #expect(
            plain.errorLines.contains(
                "warning: --min-class-recall says nothing about \"trouser\": no image of it was judged"))
        let strict = try run("evaluate", "few", "--min-class-recall", "0", "--strict", "--quiet")
        #expect(strict.ending == .exit(1))
        #expect(
            strict.error
                == "imgcls: quality gate failed: recall of \"trouser\" is unknown: no image of it was judged\n"
        )
        let github = try workplace.run(
            inShell: "GITHUB_ACTIONS=true \"$0\" \"$@\"",
            ["evaluate", "few", "--min-class-recall", "0", "--quiet"])
        #expect(github.error.contains("::warning title=imgcls::--min-class-recall says nothing about"))
    }

    @Test(arguments: [
        (["--min-accuracy", "1.5"], "--min-accuracy must be 0 to 1, not 1.5"),
        (["--strict"], "--strict is about gates; there is none"),
        (["--json", "a", "--junit", "a"], "--json and --junit would both write to a"),
    ]) func `gates that cannot be meant are refused`(arguments: [String], complaint: String) throws {
        let result = try workplace.run((["evaluate", "photos"] + arguments).map { Array($0.utf8) })
        #expect(result.ending == .exit(64))
        #expect(result.error.contains(complaint), "\(result.error)")
    }

    @Test func `the same evaluation gives the same bytes, and mirror images change the answers`() throws {
        for (name, extra) in [("a", []), ("b", ["--workers", "1"]), ("c", ["--tta"])] {
            let arguments = ["evaluate", "photos", "--quiet", "--json", "\(name).json"] + extra
            #expect(try workplace.run(arguments.map { Array($0.utf8) }).ending == .exit(0))
        }
        #expect(try workplace.bytes("a.json") == workplace.bytes("b.json"))
        #expect(try workplace.bytes("a.json") != workplace.bytes("c.json"))
    }

    @Test func `GitHub's job gets annotations and a summary`() throws {
        let script = "GITHUB_ACTIONS=true GITHUB_STEP_SUMMARY=summary.md \"$0\" \"$@\""
        let result = try workplace.run(
            inShell: script, ["evaluate", "photos", "--quiet", "--min-accuracy", "0", "--max-ece", "0"])
        #expect(result.ending == .exit(1))
        #expect(result.error.contains("::notice title=imgcls::accuracy"))
        #expect(result.error.contains("::error title=imgcls::expected calibration error"))
        let summary = String(decoding: try workplace.bytes("summary.md"), as: UTF8.self)
        #expect(summary.contains("| gate | verdict |") && summary.contains("| accuracy |"))
    }

    @Test func `a model is no better and no worse than itself`() throws {
        let result = try run(
            "compare", "model.safetensors", "model.safetensors", "photos", "--no-regress", "--strict",
            "--json", "compare.json")
        #expect(result.ending == .exit(0), "\(result.error)")
        #expect(result.output.contains("0 broke and 0 were mended (p = 1.000)"))
        struct Record: Decodable {
            struct Change: Decodable {
                let path: String
                let old: String
                let new: String
            }
            let broke: [Change]
            let mended: [Change]
            let old: String
        }
        let record = try JSONDecoder().decode(Record.self, from: Data(try workplace.bytes("compare.json")))
        #expect(record.broke.isEmpty && record.mended.isEmpty && record.old == "model.safetensors")
    }

    @Test func `a model that became worse is told apart, with the images that broke`() throws {
        // Labels in turn teach nothing.
        var rows = ["path,label"]
        for label in ["bag", "sandal", "trouser"] {
            for number in 0..<8 {
                let shown = ["bag", "sandal", "trouser"][(number + 1) % 3]
                rows.append("photos/\(label)/\(number).png,\(shown)")
            }
        }
        try workplace.write(Array((rows.joined(separator: "\n") + "\n").utf8), to: "wrong.csv")
        let training = try run(
            "finetune", "--manifest", "wrong.csv", "--backbone", "tiny.safetensors", "--quiet", "--output",
            "worse.safetensors")
        try #require(training.ending == .exit(0), "\(training.error)")
        let result = try run(
            "compare", "model.safetensors", "worse.safetensors", "photos", "--no-regress", "--examples", "2")
        #expect(result.ending == .exit(1))
        #expect(result.error.contains("imgcls: the new model is worse: accuracy"))
        #expect(result.output.contains("Broke:\n") && result.output.contains(" more\n"))
        let better = try run(
            "compare", "worse.safetensors", "model.safetensors", "photos", "--no-regress", "--quiet")
        #expect(better.ending == .exit(0) && better.output == "")
    }

    @Test func `a report is one page that loads nothing, of a run or of a model`() throws {
        let trained = try run(
            "finetune", "photos", "--backbone", "tiny.safetensors", "--report", "run.html", "--unfreeze",
            "all", "--epochs", "2", "--output", "other.safetensors")
        #expect(trained.ending == .exit(0), "\(trained.error)")
        let judged = try run("report", "photos", "--output", "report.html")
        #expect(judged.ending == .exit(0), "\(judged.error)")
        #expect(judged.lines.last == "Wrote report.html.")
        for (name, texts) in [
            ("run.html", ["validation images", "id=\"training\"", "crop:0.5-1,flip:0.5,trivial"]),
            ("report.html", ["judged images", "data:image/jpeg;base64,", "imgcls report photos"]),
        ] {
            let page = String(decoding: try workplace.bytes(name), as: UTF8.self)
            #expect(page.hasPrefix("<!DOCTYPE html>"))
            for text in texts { #expect(page.contains(text), "\(name): \(text)") }
            #expect(!page.contains("src=\"http") && !page.contains("<link"))
        }
    }

    /// A model that was trained on augmented images, and a folder that says which these were.
    @Test func `a report shows samples of the augmentation where it knows the training images`() throws {
        for part in ["train", "test"] {
            try workplace.folder.addPhotos(to: "work/parts/\(part)", classes: ["bag", "sandal"], count: 4)
            for number in 0..<4 {
                let bytes = try workplace.bytes("photos/trouser/\(number).png")
                try workplace.write(bytes, to: "parts/\(part)/<b>trouser/\(number).png")
            }
        }
        let trained = try run(
            "finetune", "parts", "--backbone", "tiny.safetensors", "--report", "run.html", "--unfreeze",
            "all",
            "--epochs", "1", "--augment", "flip:0.5,mixup:0.2", "--output", "tuned.safetensors")
        try #require(trained.ending == .exit(0), "\(trained.error)")
        // Fine-tuning may keep the head alone, which saw no augmentation.
        let network = try run(
            "train", "parts", "--network", "lenet5", "--input-size", "16", "--channels", "1", "--epochs", "1",
            "--batch-size", "8", "--augment", "flip:0.5,mixup:0.2", "--output", "network.safetensors")
        try #require(network.ending == .exit(0), "\(network.error)")
        func page(_ folder: String) throws -> String {
            let result = try run(
                "report", folder, "--model", "network.safetensors", "--output", "report.html", "--quiet")
            #expect(result.ending == .exit(0), "\(result.error)")
            return String(decoding: try workplace.bytes("report.html"), as: UTF8.self)
        }
        let pages = [String(decoding: try workplace.bytes("run.html"), as: UTF8.self), try page("parts")]
        for page in pages {
            let section = page.split(separator: "id=\"augmentation\"", maxSplits: 1).last ?? ""
            let sheet = section.split(separator: "</section>", maxSplits: 1).first ?? ""
            #expect(sheet.contains("<code>flip:0.5,mixup:0.2</code>"))
            #expect(sheet.contains("data:image/jpeg;base64,") && sheet.contains("mixed of several"))
            #expect(sheet.utf8.count < 152_000)
            #expect(!page.contains("<b>trouser"))
        }
        #expect(try page("parts") == pages[1])
        // Without parts it is not known what was trained on.
        let other = try page("parts/test")
        #expect(other.contains("<code>flip:0.5,mixup:0.2</code>") && !other.contains("mixed of several"))
    }

    @Test func `an explanation is a picture of the image, and an image that cannot be read has none`() throws
    {
        let result = try run("classify", "photos/bag/0.png", "--explain", "heat.png")
        #expect(result.ending == .exit(0), "\(result.error)")
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47]
        #expect(try Array(workplace.bytes("heat.png").prefix(4)) == signature)
        try workplace.write([1, 2, 3], to: "broken.png")
        let broken = try run("classify", "broken.png", "--explain", "none.png")
        #expect(broken.ending == .exit(65))
        #expect(try !workplace.names.contains("none.png"))
        #expect(try run("classify", "photos", "sheet", "--explain", "x.png").ending == .exit(64))
        let folder = try run("classify", "photos", "--explain", "none.png")
        #expect(folder.ending == .exit(64) && folder.output.isEmpty)
        #expect(folder.error.contains("--explain is for one image, and photos is a folder"))
    }

    @Test func `a network without feature maps explains nothing, and says so before it classifies`() throws {
        let trained = try run(
            "train", "photos", "--network", "perceptron", "--input-size", "16", "--channels", "1", "--epochs",
            "1", "--output", "flat.safetensors")
        #expect(trained.ending == .exit(0), "\(trained.error)")
        let result = try run(
            "classify", "photos/bag/0.png", "--model", "flat.safetensors", "--explain", "none.png")
        #expect(result.ending == .exit(65) && result.output.isEmpty)
        #expect(result.error.contains("flat.safetensors: ") && result.error.contains("no heat map"))
        #expect(try !workplace.names.contains("none.png"))
    }

    @Test func `a card says what the file records, and what a person adds`() throws {
        let result = try run("card", "model.safetensors", "--purpose", "Tells <b>bags</b> apart.")
        #expect(result.ending == .exit(0))
        for text in [
            "# model.safetensors", "one of 3 classes: bag, sandal, trouser", "## Data", "## Scores",
            "Tells \\<b\\>bags\\</b\\> apart.", "Fewer than 50 training images: bag, sandal, trouser.",
            "## Licence",
        ] {
            #expect(result.output.contains(text), "\(text)")
        }
        #expect(try run("card", "model.safetensors", "--output", "card.md").output == "")
        #expect(try !workplace.bytes("card.md").isEmpty)
        let missing = try run("card", "none.safetensors")
        #expect(missing.ending == .exit(66))
    }
}

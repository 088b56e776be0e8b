import FoundationEssentials
import Glibc
import ModelSupport
import Testing

@Suite struct RefitTests {
    static let staged = [
        "finetune", "photos", "--backbone", "tiny.safetensors", "--refit", "--unfreeze", "all", "--augment",
        "none", "--optimizer", "adamw:lr=0.002",
    ]

    /// So long that a run on eight photos a class can be interrupted in either half.
    static let long = ["--epochs", "30", "--patience", "0", "--batch-size", "8"]

    private static let sentence =
        "Trained again on 30 images, validation images among them; the scores above are of the model before."

    private struct Record: Decodable {
        struct Refit: Decodable {
            let images: Int
            let epochs: [Epoch]
            let task: String
            let l2_strength: Double?
            let temperature: Double
            let cross_validation: CrossValidation?
        }
        struct Epoch: Decodable {
            let epoch: Int
        }
        struct CrossValidation: Decodable {
            let accuracy: Double
        }
        struct Network: Decodable {
            let best_epoch: Int
            let temperature: Double
        }
        let temperature: Double
        let network: Network?
        let refit: Refit
    }

    @Test func `a head learns from validation images too, and says so wherever its scores are shown`() throws
    {
        let workplace = try Workplace(photos: 10)
        let result = try workplace.run(
            "finetune", "photos", "--backbone", "tiny.safetensors", "--refit", "--json", "result.json")
        #expect(result.ending == .exit(0))
        #expect(result.lines.contains(Self.sentence), "\(result.output)")
        let record = try JSONDecoder().decode(Record.self, from: Data(try workplace.bytes("result.json")))
        #expect(record.refit.images == 30 && record.refit.task == "multiclass")
        #expect(record.refit.temperature != record.temperature)
        #expect(record.refit.l2_strength != nil && record.refit.cross_validation != nil)
        let inspected = try workplace.run("inspect", "model.safetensors")
        #expect(
            inspected.lines.contains("then           on 30 images, the validation images among them"),
            "\(inspected.output)")
        #expect(inspected.lines.contains { $0.hasSuffix(", 9 images, of the model before") })
        let card = try workplace.run("card", "model.safetensors")
        #expect(card.output.contains("trained once more, on 30 images"), "\(card.output)")
        #expect(
            card.output.contains(" These are scores of the model before it was trained on the validation"))
        #expect(try workplace.run("verify", "model.safetensors").ending == .exit(0))
    }

    @Test func `validation images that have joined in training cannot judge the model`() throws {
        let workplace = try Workplace(photos: 0)
        try workplace.folder.addPhotos(to: "work/parts/train", count: 6)
        try workplace.folder.addPhotos(to: "work/parts/val", count: 3, startingAt: 10)
        let warning = "warning: these may be the images that the model learned from"
        for (extra, isWarned) in [([String](), false), (["--refit"], true)] {
            let arguments = ["finetune", "parts", "--backbone", "tiny.safetensors", "--quiet"] + extra
            #expect(try workplace.run(arguments.map { Array($0.utf8) }).ending == .exit(0))
            for folder in ["parts", "parts/val"] {
                let result = try workplace.run("evaluate", folder)
                #expect(result.error.contains(warning) == isWarned, "\(folder) \(extra): \(result.error)")
            }
        }
    }

    @Test func `images that a model has learned from are no held-out ones for another run either`() throws {
        let workplace = try Workplace(photos: 10)
        func finetune(_ extra: String...) throws -> Workplace.Result {
            let result = try workplace.run(
                (["finetune", "photos"] + extra).map { Array($0.utf8) })
            #expect(result.ending == .exit(0), "\(result.error)")
            return result
        }
        let tiny = ["--backbone", "tiny.safetensors"]
        _ = try finetune(tiny[0], tiny[1], "--output", "plain.safetensors")
        _ = try finetune(tiny[0], tiny[1], "--refit", "--output", "head.safetensors")
        _ = try finetune(
            tiny[0], tiny[1], "--refit", "--output", "blocks.safetensors", "--unfreeze", "all", "--augment",
            "none", "--epochs", "30", "--batch-size", "8", "--optimizer", "adamw:lr=0.002")
        func warns(_ result: Workplace.Result, of file: String) -> Bool {
            #expect(result.ending == .exit(0), "\(result.error)")
            return result.error.contains("warning: \(file) has learned from validation images (--refit): ")
        }
        try workplace.folder.addPhotos(to: "work/parts/train", count: 10)
        try workplace.folder.addPhotos(to: "work/parts/test", count: 3, startingAt: 10)
        for (name, featuresHave, headHas) in [
            ("plain", false, false), ("head", false, true), ("blocks", true, true),
        ] {
            let file = "\(name).safetensors"
            #expect(
                warns(try finetune("--backbone", file, "--output", "on-\(name)"), of: file) == featuresHave)
            for (data, isWarned) in [("photos", headHas), ("parts", featuresHave)] {
                let updated = try workplace.run("update", file, data, "--output", "newer.safetensors")
                #expect(warns(updated, of: file) == isWarned, "\(name) \(data)")
            }
        }
        // What is built on such features keeps it in mind, and says so.
        #expect(warns(try finetune("--backbone", "on-blocks", "--output", "third"), of: "on-blocks"))
        for (name, hasSeen) in [("on-head", false), ("on-blocks", true), ("third", true)] {
            let inspected = try workplace.run("inspect", name)
            #expect(inspected.output.contains(", which the backbone may have learned from\n") == hasSeen)
            let card = try workplace.run("card", name)
            #expect(card.output.contains(" had learned from validation images of an earlier") == hasSeen)
        }
        for (name, hasSeen) in [("on-head", false), ("on-blocks", true)] {
            let judged = try workplace.run("evaluate", "photos", "--model", name)
            let warning = "warning: these may be the images that the model learned from"
            #expect(judged.error.contains(warning), "\(judged.error)")
            for part in ["train", "val"] {
                try workplace.folder.addPhotos(to: "work/split/\(part)", count: 3)
            }
            let held = try workplace.run("evaluate", "split", "--model", name)
            #expect(held.error.contains(warning) == hasSeen, "\(name): \(held.error)")
        }
        let blind = try finetune(
            "--backbone", "blocks.safetensors", "--validation-fraction", "0", "--output", "blind")
        #expect(!warns(blind, of: "blocks.safetensors"))
    }

    @Test func `a report is about the model that its images did not teach, and says which that is`() throws {
        let workplace = try Workplace(photos: 10)
        let sentence =
            "validation images, answered by the model before it was trained again on 30 images, these"
        for (arguments, isBefore) in [(["--refit"], true), ([], false)] {
            let result = try workplace.run(
                (["finetune", "photos", "--backbone", "tiny.safetensors", "--report", "run.html"] + arguments)
                    .map { Array($0.utf8) })
            #expect(result.ending == .exit(0), "\(result.error)")
            let page = String(decoding: try workplace.bytes("run.html"), as: UTF8.self)
            #expect(page.contains(sentence) == isBefore && !page.contains("Training then began anew"))
        }
        try workplace.folder.addPhotos(to: "work/parts/train", count: 8)
        try workplace.folder.addPhotos(to: "work/parts/val", count: 2, startingAt: 8)
        try workplace.folder.addPhotos(to: "work/parts/test", count: 4, startingAt: 10)
        let result = try workplace.run(
            "finetune", "parts", "--backbone", "tiny.safetensors", "--refit", "--report", "run.html")
        let place = try #require(result.lines.firstIndex(of: Self.sentence), "\(result.output)")
        #expect(result.lines[place + 1].hasPrefix("Trained again, test accuracy "))
        let page = String(decoding: try workplace.bytes("run.html"), as: UTF8.self)
        #expect(page.contains("test images") && !page.contains("model before"))
        // The test images are judged as evaluate judges them with the model that was written.
        let score = result.lines[place + 1].dropFirst("Trained again, test accuracy ".count).prefix(5)
        let judged = try workplace.run("evaluate", "parts")
        let line = try #require(judged.lines.first { $0.hasPrefix("accuracy ") }, "\(judged.output)")
        let words = line.split(separator: " ")
        let difference = try #require(Double(score)) - #require(Double(words[1]))
        #expect(abs(difference) < 0.00051, "\(score) \(line)")
    }

    @Test func `blocks take as many epochs as the best weights had, and the file says so`() throws {
        let workplace = try Workplace(photos: 10)
        let result = try workplace.run(
            (Self.staged + Self.long + ["--patience", "5", "--json", "result.json", "--report", "run.html"])
                .map { Array($0.utf8) })
        #expect(result.ending == .exit(0), "\(result.error)")
        let record = try JSONDecoder().decode(Record.self, from: Data(try workplace.bytes("result.json")))
        let network = try #require(record.network)
        let count = network.best_epoch
        #expect(record.refit.epochs.map(\.epoch) == Array(1...count) && count < 30)
        #expect(record.refit.temperature == network.temperature && record.refit.l2_strength == nil)
        let inspected = try workplace.run("inspect", "model.safetensors")
        #expect(inspected.output.contains("epoch \(count) of \(count),"), "\(inspected.output)")
        let page = String(decoding: try workplace.bytes("run.html"), as: UTF8.self)
        #expect(page.contains("; the weights of epoch \(count) were kept. Training then began anew"))
    }

    @Test func `a place where the refit cannot be kept is named before training`() throws {
        let workplace = try Workplace(photos: 4)
        try workplace.write(Data(), to: "model.safetensors.checkpoint.refit/x")
        let result = try workplace.run(Self.staged.map { Array($0.utf8) })
        #expect(result.ending == .exit(73))
        #expect(result.error == "imgcls: model.safetensors.checkpoint.refit: is a folder\n")
    }

    @Test(arguments: [
        (["--early-stopping"], "--refit and --early-stopping exclude each other: "),
        (["--validation-fraction", "0"], "--refit needs validation images; "),
        (["--time-budget", "5m"], "--refit and --time-budget exclude each other: "),
        (
            ["--unfreeze", "all", "--checkpoint", "a", "--output", "a.refit"],
            "--output and --refit would both write to a.refit"
        ),
    ]) func `what does not go together is refused`(_ extra: [String], _ complaint: String) throws {
        let workplace = try Workplace(photos: 2)
        let result = try workplace.run(
            (["finetune", "photos", "--backbone", "tiny.safetensors", "--refit"] + extra).map {
                Array($0.utf8)
            })
        #expect(result.ending == .exit(64))
        #expect(result.error.contains(complaint), "\(result.error)")
    }
}

import FoundationEssentials
import ModelSupport
import Testing

/// The parts of `finetune --json` that tests look at.
struct FinetuneRecord: Decodable {
    struct Images: Decodable, Hashable {
        let training: Int
        let validation: Int
        let test: Int

        var total: Int { training + validation + test }
    }

    struct Features: Decodable, Hashable {
        let total: Int
        let cached: Int
    }

    struct Report: Decodable {
        let accuracy: Double
    }

    struct Unreadable: Decodable, Hashable {
        let path: String
        let error: String
    }

    let model: String
    let classes: [String]
    let images: Images
    let features: Features
    let validation: Report?
    let test: Report?
    let unreadable: [Unreadable]
}

extension Workplace.Result {
    /// The record on standard output.
    func record() throws -> FinetuneRecord {
        try JSONDecoder().decode(FinetuneRecord.self, from: Data(output.utf8))
    }
}

@Suite struct FinetuneTests {
    private static let tiny = ["--backbone", "tiny.safetensors"]

    private func finetune(_ workplace: Workplace, _ arguments: String...) throws -> Workplace.Result {
        try workplace.run((["finetune"] + arguments + Self.tiny).map { Array($0.utf8) })
    }

    @Test func `a run writes a model, says what it did, and tells progress in plain lines`() throws {
        let workplace = try Workplace(photos: 6)
        let result = try finetune(workplace, "photos")
        #expect(result.ending == .exit(0))
        #expect(try workplace.names == ["model.safetensors", "photos", "tiny.safetensors"])
        let steps = result.errorLines.map { $0.prefix { $0 != "(" } }
        #expect(steps.first == "Computing features: 18/18 images ")
        #expect(!result.error.contains("\r") && !result.error.contains("\u{1B}"))
        let lines = result.lines
        #expect(lines[0].hasPrefix("Trained on "))
        #expect(lines[0].contains(" images of 3 classes (bag, sandal, trouser) in "))
        #expect(lines[1].hasPrefix("Validation accuracy "))
        // Between them stands what the check found in photos as few and small as these.
        #expect(lines.suffix(2) == ["Wrote model.safetensors.", "Next: imgcls classify photo.jpg"])
        #expect(lines.count == 5 && lines[2].hasSuffix(" to know: imgcls check photos"))
    }

    @Test func `a quiet run is silent`() throws {
        let workplace = try Workplace(photos: 4)
        try workplace.write(Array("text".utf8), to: "photos/bag/x.png")
        let result = try finetune(workplace, "photos", "--quiet", "--output", "a.safetensors")
        #expect(result.output == "")
        #expect(result.error == "")
        #expect(result.ending == .exit(0))
        #expect(try workplace.names == ["a.safetensors", "photos", "tiny.safetensors"])
    }

    @Test func `the folder stays as it is, contents and times`() throws {
        let workplace = try Workplace(photos: 4)
        let before = try workplace.folder.fingerprint(of: "work/photos")
        #expect(try finetune(workplace, "photos").ending == .exit(0))
        #expect(try workplace.folder.fingerprint(of: "work/photos") == before)
    }

    @Test func `a second run takes all features from the cache, and gives the same bytes on any workers`()
        throws
    {
        let workplace = try Workplace(photos: 6)
        var models: [[UInt8]] = []
        for (number, workers) in ["1", "2", "4"].enumerated() {
            let result = try finetune(workplace, "photos", "--json", "-", "--workers", workers, "--quiet")
            let features = try result.record().features
            #expect(features.cached == (number == 0 ? 0 : features.total))
            models.append(try workplace.bytes("model.safetensors"))
        }
        let uncached = try finetune(workplace, "photos", "--json", "-", "--no-cache", "--quiet")
        #expect(try uncached.record().features.cached == 0)
        models.append(try workplace.bytes("model.safetensors"))
        #expect(Set(models).count == 1)
        #expect(try workplace.folder.names(in: "cache").first == "features.sqlite")
    }

    @Test func `train, val and test folders are used as such`() throws {
        let workplace = try Workplace(photos: 2)
        try workplace.folder.addPhotos(to: "work/parts/train", count: 5)
        try workplace.folder.addPhotos(to: "work/parts/val", count: 3, startingAt: 10)
        try workplace.folder.addPhotos(to: "work/parts/test", count: 2, startingAt: 20)
        let result = try finetune(workplace, "parts", "--json", "result.json")
        #expect(result.ending == .exit(0))
        #expect(result.lines[2].hasPrefix("Test accuracy "))
        let record = try JSONDecoder().decode(
            FinetuneRecord.self, from: Data(try workplace.bytes("result.json")))
        #expect(record.images.training == 15 && record.images.validation == 9 && record.images.test == 6)
        #expect(record.validation != nil && record.test != nil)
        #expect(record.classes == ["bag", "sandal", "trouser"])
        #expect(record.model == "model.safetensors")
        for arguments in [["--validation-fraction", "0.3"], ["--validation", "photos"]] {
            let refused = try workplace.run((["finetune", "parts"] + arguments).map { Array($0.utf8) })
            let consequence =
                arguments.count == 2 && arguments[0] == "--validation" ? "replace them" : "not be used"
            #expect(
                refused.error.hasPrefix("imgcls: parts: has validation images of its own; \(arguments[0]) "))
            #expect(refused.error.hasSuffix("\(consequence)\n"))
            #expect(refused.ending == .exit(64))
        }
    }

    @Test func `validation images come from another folder`() throws {
        let workplace = try Workplace(photos: 4)
        try workplace.folder.addPhotos(to: "work/other", classes: ["sandal", "bag"], count: 3, startingAt: 8)
        let result = try finetune(workplace, "photos", "--validation", "other", "--json", "-", "--quiet")
        let images = try result.record().images
        #expect(images.training == 12 && images.validation == 6 && images.test == 0)
    }

    @Test(arguments: ["0", "0.9"]) func `the validation share has limits that work`(_ share: String) throws {
        let workplace = try Workplace(photos: 5)
        let result = try finetune(
            workplace, "photos", "--validation-fraction", share, "--json", "-", "--quiet")
        #expect(result.ending == .exit(0))
        let record = try result.record()
        #expect(record.images.total == 15)
        #expect((record.validation == nil) == (share == "0"))
        #expect(share == "0" ? record.images.training == 15 : record.images.training >= 3)
    }

    @Test func `an unreadable image is named and left out`() throws {
        let workplace = try Workplace(photos: 5)
        try workplace.write(Array("GIF89a..".utf8), to: "photos/bag/x.gif")
        let result = try finetune(workplace, "photos", "--json", "-")
        let path = workplace.path("photos/bag/x.gif")
        let reason = "is a GIF image; imgcls reads JPEG, PNG and WebP"
        #expect(result.errorLines.last == "left out \(path): \(reason)")
        #expect(try result.record().unreadable == [.init(path: path, error: reason)])
        #expect(result.ending == .exit(0))
    }

    @Test func `a cache that cannot be used is a warning`() throws {
        let workplace = try Workplace(photos: 4)
        try workplace.folder.write([], to: "cache")
        let result = try finetune(workplace, "photos")
        #expect(
            result.errorLines.first
                == "the feature cache \(workplace.folder.path("cache"))/features.sqlite cannot be used: "
                + "its folder cannot be made: File exists; going on without")
        #expect(result.ending == .exit(0))
    }

    @Test func `a model that was trained is a backbone too`() throws {
        let workplace = try Workplace(photos: 4)
        #expect(try finetune(workplace, "photos", "--quiet").ending == .exit(0))
        let result = try workplace.run(
            "finetune", "photos", "--backbone", "model.safetensors", "--output", "model.safetensors")
        #expect(result.ending == .exit(0))
        #expect(try workplace.run("verify", "model.safetensors").ending == .exit(0))
    }

    @Test func `a copy of a training image among the validation images is told`() throws {
        let workplace = try Workplace(photos: 3)
        try workplace.folder.addPhotos(to: "work/other", classes: ["bag", "sandal"], count: 1)
        let result = try finetune(workplace, "photos", "--validation", "other")
        #expect(result.ending == .exit(0))
        let notes = result.errorLines.filter {
            $0.hasPrefix(
                "warning: 2 images are both in training and held out; the score will flatter. First: bag/0.png  =  /"
            )
        }
        #expect(notes.count == 1)
    }
}

import FoundationEssentials
import ModelSupport
import Testing

@Suite struct UpdateTests {
    private let workplace: Workplace

    init() throws {
        workplace = try Workplace(photos: 10, classes: ["bag", "sandal"])
        let training = try workplace.run("finetune", "photos", "--backbone", "tiny.safetensors", "--quiet")
        try #require(training.ending == .exit(0), "\(training.error)")
        try workplace.folder.addPhotos(to: "work/photos", classes: ["trouser"], count: 10)
    }

    private struct Record: Decodable {
        struct Features: Decodable {
            let total: Int
            let cached: Int
        }
        struct Comparison: Decodable {
            let image_count: Int
            let old: String
            let new: String
        }
        let classes: [String]
        let new_classes: [String]
        let features: Features
        let comparison: Comparison
    }

    @Test func `a model learns a new class, from cached features of the old ones`() throws {
        let before = try workplace.bytes("model.safetensors")
        let result = try workplace.run(
            "update", "model.safetensors", "photos", "--json", "update.json", "--no-regress", "--output",
            "newer.safetensors")
        #expect(result.ending == .exit(0), "\(result.error)")
        #expect(
            result.output.contains("new: trouser") && result.output.contains("Old classes, before and after"))
        let record = try JSONDecoder().decode(Record.self, from: Data(try workplace.bytes("update.json")))
        #expect(record.classes == ["bag", "sandal", "trouser"] && record.new_classes == ["trouser"])
        #expect(record.features.total == 30 && record.features.cached == 20)
        #expect(record.comparison.image_count > 0)
        #expect(record.comparison.old == "model.safetensors" && record.comparison.new == "newer.safetensors")
        #expect(try workplace.bytes("model.safetensors") == before)
        let inPlace = try workplace.run("update", "model.safetensors", "photos", "--quiet")
        #expect(inPlace.ending == .exit(0))
        #expect(try workplace.bytes("model.safetensors") == workplace.bytes("newer.safetensors"))
        let answer = try workplace.run("classify", "photos/trouser/0.png", "--format", "json")
        #expect(answer.output.contains("trouser"))
    }

    @Test func `another output leaves the model as it is, and the same update gives the same bits`() throws {
        let before = try workplace.bytes("model.safetensors")
        for name in ["a", "b"] {
            let result = try workplace.run(
                "update", "model.safetensors", "photos", "--output", "\(name).safetensors", "--quiet")
            #expect(result.ending == .exit(0) && result.output == "")
        }
        #expect(try workplace.bytes("a.safetensors") == workplace.bytes("b.safetensors"))
        #expect(try workplace.bytes("model.safetensors") == before)
    }

    @Test func `a model of two classes stays one of two, and nothing is no comparison`() throws {
        let two = try Workplace(photos: 6, classes: ["bag", "sandal"])
        let training = try two.run(
            "finetune", "photos", "--backbone", "tiny.safetensors", "--quiet", "--task", "binary")
        try #require(training.ending == .exit(0), "\(training.error)")
        #expect(try two.run("update", "model.safetensors", "photos", "--quiet").ending == .exit(0))
        #expect(try two.run("inspect", "model.safetensors").output.contains("binary, 2 classes"))
        let blind = try two.run(
            "update", "model.safetensors", "photos", "--no-regress", "--validation-fraction", "0")
        #expect(blind.ending == .exit(64))
        #expect(blind.error.contains("--no-regress needs held-out images"))
    }

    @Test func `an update needs images of every class that the model knows`() throws {
        let before = try workplace.bytes("model.safetensors")
        try workplace.folder.addPhotos(to: "work/others", classes: ["sandal", "trouser"], count: 6)
        let result = try workplace.run("update", "model.safetensors", "others")
        #expect(result.ending == .exit(65))
        #expect(result.error.contains("others: has no images of bag, which the model knows"))
        #expect(try workplace.bytes("model.safetensors") == before)
        #expect(try workplace.run("update", "none.safetensors", "photos").ending == .exit(66))
    }
}

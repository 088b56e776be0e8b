import FoundationEssentials
import ModelSupport
import Testing

@Suite struct EvaluateTests {
    /// The keys of the record, and the accuracy at the top.
    private struct Record: Decodable {
        struct Key: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        let keys: [String]
        let accuracy: Double
        let imageCount: Int

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            keys = container.allKeys.map(\.stringValue).sorted()
            accuracy = try container.decode(Double.self, forKey: Key(stringValue: "accuracy"))
            imageCount = try container.decode(Int.self, forKey: Key(stringValue: "image_count"))
        }
    }

    private static func record(_ text: some Sequence<UInt8>) throws -> Record {
        try JSONDecoder().decode(Record.self, from: Data(text))
    }

    private let workplace: Workplace

    init() throws {
        workplace = try Workplace(photos: 4)
        let training = try workplace.run(
            "finetune", "photos", "--backbone", "tiny.safetensors", "--quiet", "--views", "1")
        try #require(training.ending == .exit(0))
    }

    @Test func `scores go to standard output, and to a file as JSON`() throws {
        let result = try workplace.run("evaluate", "photos", "--json", "scores.json")
        #expect(result.ending == .exit(0))
        // They are the images that the model learned from.
        let warning =
            "warning: these may be the images that the model learned from, and then the score means nothing"
        #expect(result.errorLines.first == warning)
        #expect(result.errorLines.dropFirst().allSatisfy { $0.hasPrefix("Classifying: 12/12 images ") })
        let record = try Self.record(try workplace.bytes("scores.json"))
        #expect(
            record.keys == [
                "accuracy", "accuracy_interval", "balanced_accuracy", "brier_score", "classes",
                "cohens_kappa", "confusion_matrix", "data", "details", "expected_calibration_error",
                "image_count", "log_loss", "macro_average_precision", "macro_f1", "macro_roc_auc",
                "matthews_correlation", "model", "weighted_f1",
            ])
        #expect(record.imageCount == 12)
        #expect(result.lines.count >= 18)
        #expect(
            result.lines[0].hasPrefix("accuracy            ") && result.lines[0].hasSuffix(", 12 images)"))
        let header = try #require(result.lines.firstIndex { $0.hasPrefix("  class ") })
        #expect(
            result.lines[header].split(separator: " ") == ["class", "precision", "recall", "F1", "images"])
        #expect(result.lines[header + 4].hasPrefix("  true \\ predicted  bag  sandal  trouser"))
    }

    @Test func `JSON on standard output stands alone`() throws {
        let result = try workplace.run("evaluate", "photos", "--json", "-", "--quiet")
        #expect(result.error == "")
        #expect((0...1).contains(try Self.record(result.output.utf8).accuracy))
    }

    @Test func `a quiet evaluation says nothing`() throws {
        let result = try workplace.run("evaluate", "photos", "--quiet")
        #expect(result.output == "" && result.error == "")
        #expect(result.ending == .exit(0))
    }

    @Test func `of a folder with parts, the test images count`() throws {
        try workplace.folder.addPhotos(to: "work/parts/train", count: 3)
        try workplace.folder.addPhotos(to: "work/parts/test", classes: ["sandal"], count: 2, startingAt: 9)
        let result = try workplace.run("evaluate", "parts", "--json", "-", "--quiet")
        #expect(try Self.record(result.output.utf8).imageCount == 2)
    }

    @Test func `an unreadable image is named and does not count`() throws {
        try workplace.write([], to: "photos/bag/x.png")
        let result = try workplace.run("evaluate", "photos", "--json", "-")
        #expect(result.error.hasSuffix("left out \(workplace.path("photos/bag/x.png")): is empty\n"))
        #expect(try Self.record(result.output.utf8).imageCount == 12)
        #expect(result.ending == .exit(0))
    }

    @Test func `a class that the model does not know is refused`() throws {
        let result = try workplace.run("evaluate", "photos", "--model", "tiny.safetensors")
        #expect(result.output == "")
        #expect(result.error == "imgcls: photos: the model knows no class bag\n")
        #expect(result.ending == .exit(65))
    }

    @Test func `a folder without a readable image is refused`() throws {
        try workplace.write([], to: "none/bag/x.png")
        let result = try workplace.run("evaluate", "none", "--quiet")
        #expect(result.error == "imgcls: none: has no readable image to evaluate on\n")
        #expect(result.ending == .exit(65))
    }

    @Test func `a record that cannot be written is an error`() throws {
        let result = try workplace.run("evaluate", "photos", "--json", "photos", "--quiet")
        #expect(result.error == "imgcls: photos: is a folder\n")
        #expect(result.ending == .exit(73))
    }
}

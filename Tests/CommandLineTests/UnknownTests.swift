import FoundationEssentials
import ModelSupport
import Testing

/// Images of none of the classes, from training to the answer.
@Suite struct UnknownTests {
    private struct Line: Decodable {
        let predictions: [Answer.Prediction]
        let unknown: Bool?
        let distance: Double?
    }

    private let workplace: Workplace

    /// Enough photos to hold some out, others of the same classes, and noise.
    init() throws {
        workplace = try Workplace(photos: 39)
        try workplace.folder.addPhotos(to: "work/more", classes: ["bag", "sandal"], count: 1, startingAt: 39)
        try workplace.write(try Pictures.noise(width: 40, height: 40), to: "noise.png")
    }

    /// Makes model.safetensors; the tiny network sees too little in noise to tell it from photos.
    private func train(_ options: String...) throws {
        let trained = try workplace.run((["finetune", "photos", "--quiet"] + options).map { Array($0.utf8) })
        try #require(trained.ending == .exit(0), "\(trained.error)")
    }

    private func line(_ arguments: String...) throws -> Line {
        let result = try workplace.run((["classify", "--format", "json"] + arguments).map { Array($0.utf8) })
        #expect(result.ending == .exit(0))
        return try JSONDecoder().decode(Line.self, from: Data(result.output.utf8))
    }

    @Test func `noise is unknown, in every form, with the nearest class beside it`() throws {
        try train()
        let json = try line("noise.png")
        #expect(json.unknown == true)
        let distance = try #require(json.distance)
        #expect(distance > 1)
        let nearest = try #require(json.predictions.first)

        try workplace.write(try workplace.bytes("noise.png"), to: "judged/bag/noise.png")
        try workplace.write(try workplace.bytes("photos/sandal/0.png"), to: "judged/sandal/0.png")
        let judged = try workplace.run("evaluate", "judged", "--json", "scores.json")
        #expect(judged.output.contains("(of 2 images; they count with their nearest class)"))
        #expect(
            String(decoding: try workplace.bytes("scores.json"), as: UTF8.self)
                .contains("\"unknown_count\" : 1"))

        let text = try workplace.run("classify", "noise.png")
        #expect(text.lines.count == 5)
        #expect(text.lines.dropFirst().first?.hasPrefix("unknown (nearest: \(nearest.label) ") == true)

        let csv = try workplace.run("classify", "noise.png", "gone.png", "--format", "csv", "--top", "1")
        #expect(
            csv.lines == [
                "path,rank,label,probability,error,unknown,distance",
                "noise.png,1,\(nearest.label),\(nearest.probability),,true,\(distance)",
                "gone.png,,,,there is no such file,,",
            ])
    }

    @Test func `a photo of a class is known`() throws {
        try train("--backbone", "tiny.safetensors")
        let json = try line("more/bag/39.png")
        #expect(json.unknown == false)
        #expect(try #require(json.distance) <= 1)
        let text = try workplace.run("classify", "more/bag/39.png")
        #expect(!text.output.contains("unknown"))
    }

    @Test func `without the detector nothing is said of it, and the answers are the same`() throws {
        try train("--backbone", "tiny.safetensors")
        let asked = try line("noise.png")
        let json = try line("noise.png", "--no-unknown")
        #expect(json.unknown == nil && json.distance == nil)
        #expect(json.predictions == asked.predictions)
        let csv = try workplace.run("classify", "noise.png", "--no-unknown", "--format", "csv")
        #expect(csv.lines.first == "path,rank,label,probability,error")
    }

    @Test func `an answer that is less probable than asked is unknown`() throws {
        try train("--backbone", "tiny.safetensors")
        let json = try line("more/bag/39.png", "--no-unknown", "--reject-below", "1")
        #expect(json.unknown == true)
        #expect(json.distance == nil)
        #expect(try line("more/bag/39.png", "--no-unknown", "--reject-below", "0").unknown == false)
    }

    @Test(arguments: ["1.5", "-0.1", "nan"])
    func `a probability that is none is refused`(_ bound: String) throws {
        let result = try workplace.run(
            "classify", "noise.png", "--model", "tiny.safetensors", "--reject-below=\(bound)")
        #expect(result.ending == .exit(64))
        #expect(result.error.contains("--reject-below must be from 0 to 1, not \(bound)"))
    }

    @Test func `inspect says where the threshold comes from`() throws {
        try train("--backbone", "tiny.safetensors")
        let known = try workplace.run("inspect", "model.safetensors")
        let line = try #require(known.lines.first { $0.hasPrefix("unknown ") })
        #expect(
            line.contains(" directions; threshold from "))
        #expect(line.hasSuffix(" images, of which 5.0 % may be taken for unknown"))
        let pretrained = try workplace.run("inspect", "tiny.safetensors")
        #expect(
            pretrained.lines.contains("unknown        nothing tells images of none of the classes"))
    }

    @Test func `values have no unknown`() throws {
        let rows = (0..<20).map { "photos/bag/\($0).png,\($0)" }
        try workplace.write((["path,value"] + rows).joined(separator: "\n").utf8, to: "values.csv")
        let trained = try workplace.run(
            "finetune", "--manifest", "values.csv", "--task", "regression", "--backbone", "tiny.safetensors",
            "--output", "values.safetensors", "--quiet")
        try #require(trained.ending == .exit(0), "\(trained.error)")
        let refused = try workplace.run(
            "classify", "noise.png", "--model", "values.safetensors", "--reject-below", "0.5")
        #expect(refused.ending == .exit(64))
        #expect(
            refused.error
                == "imgcls: --reject-below is for models of classes, and this one is for regression\n")
        let answered = try workplace.run("classify", "noise.png", "--model", "values.safetensors")
        #expect(answered.ending == .exit(0))
    }
}

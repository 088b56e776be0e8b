import Datasets
import ModelSupport
import Testing
import Transfer

/// Checks of images with any number of labels, or with numbers.
@Suite struct LabelledDataCheckTests {
    private let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
        try folder.addPhotos(to: "photos", classes: ["bag", "sandal"], count: 12)
    }

    private func report(_ rows: [String], columns: String, _ labelling: Labelling) async throws -> CheckReport
    {
        let text = ([columns] + rows).joined(separator: "\n")
        let data = try Manifest(csv: Array(text.utf8), labelling: labelling).survey(
            root: folder.path("photos"))
        let check = try DatasetCheck(
            backbone: try TinyBackbone.model(), cache: nil, options: DatasetCheck.Options(workerCount: 2))
        return try await check.run(on: data)
    }

    /// A row for each photo.
    private func rows(_ target: (_ name: String, _ number: Int) -> String) -> [String] {
        ["bag", "sandal"].flatMap { name in
            (0..<12).map { "\(name)/\($0).png,\(target(name, $0)),train" }
        }
    }

    @Test func `labels are counted each, and images without labels are no fault`() async throws {
        let report = try await report(
            rows { name, number in number == 0 ? "" : number < 4 ? "\(name)|rare" : name },
            columns: "path,labels,split", .labels)
        #expect(report.classes.map(\.name) == ["bag", "rare", "sandal"])
        #expect(report.classes.map(\.training) == [11, 6, 11])
        #expect(report.imageCount == 24)
        #expect(report.severity != .error)
        #expect(report.finding(.severalLabels) == nil)
        #expect(report.finding(.likelyMislabelled) == nil)
        #expect(report.finding(.tinyClass)?.summary == "1 label has fewer than 10 training images.")
        #expect(report.finding(.tinyClass)?.items.map(\.label) == ["rare"])
    }

    @Test func `labels are missing from parts, unreadable, alike or on all images`() async throws {
        try folder.write([1], to: "photos/bag/broken.png")
        let report = try await report(
            rows { name, _ in "\(name)|all|\(name == "bag" ? "Bag" : name + "s")" }
                + ["bag/broken.png,lost,train", "bag/broken2.png,bag,val"],
            columns: "path,labels,split", .labels)
        #expect(
            report.finding(.classWithoutReadableImages)?.summary
                == "1 label has no training image that can be read.")
        #expect(report.finding(.labelOnEveryImage)?.severity == .error)
        #expect(
            report.finding(.labelOnEveryImage)?.summary
                == "1 label is on every training image that can be read; images without are needed too.")
        #expect(report.finding(.labelOnEveryImage)?.items.map(\.label) == ["all"])
        #expect(report.finding(.similarClassNames)?.items.map(\.detail) == ["\"Bag\" and \"bag\""])
        #expect(
            report.finding(.classInOnePart)?.summary == "5 labels are missing from a part of the data set.")
        #expect(report.finding(.unreadableImage)?.items.map(\.label) == ["lost", "bag"])
    }

    @Test(arguments: [Labelling.classes, .labels])
    func `a rare label that is spelled like a frequent one is named row by row`(_ labelling: Labelling)
        async throws
    {
        let report = try await report(
            rows { name, number in name == "bag" ? number == 7 ? "bga" : "bag" : "sandal" },
            columns: "path,label,split", labelling)
        let finding = try #require(report.finding(.misspelledLabel))
        let noun = labelling == .classes ? "class" : "label"
        #expect(finding.severity == .warning)
        #expect(
            finding.summary
                == "1 \(noun) is rare and spelled much like a frequent one, in 1 row; a model learns it as a "
                + "\(noun) of its own.")
        #expect(finding.items.map(\.paths) == [["bag/7.png"]])
        #expect(finding.items.map(\.label) == ["bga"])
        #expect(finding.items.map(\.suggestedLabel) == ["bag"])
        #expect(finding.items.map(\.detail) == ["by its spelling, line 9"])
        #expect(!report.fixList.fixes.contains { $0.reason.contains("spell") })
        let even = try await self.report(
            rows { name, number in name == "bag" ? number < 6 ? "bga" : "bag" : "sandal" },
            columns: "path,label,split", labelling)
        #expect(even.finding(.misspelledLabel) == nil)
    }

    @Test func `copies with other labels contradict each other, with the same ones they repeat`() async throws
    {
        let picture = try folder.bytes("photos/bag/0.png")
        for name in ["same", "other", "none"] { try folder.write(picture, to: "photos/\(name).png") }
        let report = try await report(
            rows { name, number in number == 0 ? "a|b" : name }
                + ["same.png,b|a,train", "other.png,a,train", "none.png,,val"],
            columns: "path,labels,split", .labels)
        let contradiction = try #require(report.finding(.contradiction))
        #expect(contradiction.summary == "1 image occurs with different labels.")
        #expect(contradiction.items.map(\.paths) == [["bag/0.png", "other.png", "same.png", "none.png"]])
        #expect(contradiction.items.map(\.label) == [nil])
        let repetition = try #require(report.finding(.repetition))
        #expect(repetition.summary == "1 image occurs more than once with the same labels.")
        #expect(repetition.items.map(\.paths) == [["bag/0.png", "same.png"]])
        #expect(report.finding(.leak)?.items.count == 1)
        let fixes = report.fixList.fixes.filter { $0.action == .drop }
        #expect(fixes.contains { $0.path == "other.png" && $0.label.isEmpty })
    }

    @Test func `numbers have no classes, and copies with other numbers contradict each other`() async throws {
        let picture = try folder.bytes("photos/bag/0.png")
        for name in ["same", "other"] { try folder.write(picture, to: "photos/\(name).png") }
        let report = try await report(
            rows { _, number in "\(number),7" } + ["same.png,0,7,train", "other.png,0.5,7,val"],
            columns: "path,value:size,value:age,split", .values)
        #expect(report.classes.isEmpty)
        #expect(report.imageCount == 26)
        let contradiction = try #require(report.finding(.contradiction))
        #expect(contradiction.summary == "1 image occurs with different numbers.")
        #expect(contradiction.items.map(\.paths) == [["bag/0.png", "same.png", "other.png"]])
        #expect(
            report.finding(.repetition)?.summary == "1 image occurs more than once with the same numbers.")
        #expect(report.finding(.leak)?.items.map(\.label) == [nil])
        let constant = try #require(report.finding(.constantValue))
        #expect(
            constant.summary
                == "1 number is the same for every training image that can be read; there is nothing to "
                + "learn.")
        #expect(constant.items.map(\.label) == ["age"])
        #expect(constant.items.map(\.detail) == ["is 7.0 for all"])
        let classKinds: [Finding.Kind] = [
            .classInOnePart, .tinyClass, .imbalance, .similarClassNames, .grayClass, .nearContradiction,
            .likelyMislabelled, .severalLabels, .classWithoutReadableImages,
        ]
        for kind in classKinds { #expect(report.finding(kind) == nil) }
        let data = try Manifest(
            csv: Array("path,value\nsame.png,1\nother.png,2\nbag/0.png,2\n".utf8), labelling: .values
        ).dataset(root: folder.path("photos"))
        #expect(try FixList([Fix(.drop, path: "same.png")]).apply(to: data).dropCount == 1)
    }
}

import Datasets
import FoundationEssentials
import Images
import ModelSupport
import Models
import Testing
import Transfer

@Suite struct CheckReportTests {
    private let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
        try folder.addPhotos(to: "data/train", count: 12)
        try folder.addPhotos(to: "data/val", count: 3, startingAt: 20)
    }

    private func report(
        includesFeatures: Bool = false, reading: ReadingOptions = ReadingOptions(),
        badImages: BadImagePolicy = .skip()
    ) async throws -> CheckReport {
        let model = try TinyBackbone.model()
        let options = DatasetCheck.Options(workerCount: 2, reading: reading, badImages: badImages)
        let check =
            includesFeatures
            ? try DatasetCheck(backbone: model, cache: nil, options: options)
            : DatasetCheck(preprocessing: model.sizedForTransfer.preprocessing, cache: nil, options: options)
        return try await check.run(on: try ImageFolder.survey(folder.path("data")))
    }

    /// What the files of the sample give by themselves, small as they are.
    private static let usual: Set<Finding.Kind> = [
        .tiny, .dark, .bright, .flat, .nearDuplicate, .nearLeak, .nearContradiction,
    ]

    private func kinds(_ report: CheckReport) -> Set<Finding.Kind> {
        Set(report.findings.map(\.kind)).subtracting(Self.usual)
    }

    @Test func `a sound data set gives counts and no finding of weight`() async throws {
        let report = try await report()
        #expect(kinds(report) == [])
        #expect(report.version == CheckReport.formatVersion)
        #expect(report.path == folder.path("data"))
        #expect([report.imageCount, report.readableCount] == [45, 45])
        #expect(report.classes.map(\.name) == ["bag", "sandal", "trouser"])
        #expect(report.classes.map(\.training) == [12, 12, 12])
        #expect(report.classes.map(\.validation) == [3, 3, 3])
        #expect(report.classes.map(\.test) == [0, 0, 0])
    }

    @Test func `unreadable files are a warning below the limit and an error above`() async throws {
        try folder.write([], to: "data/train/bag/empty.jpg")
        try folder.write(Array("GIF89a".utf8) + [0, 0], to: "data/val/bag/a.gif")
        let few = try #require(try await report().finding(.unreadableImage))
        #expect(few.severity == .warning)
        #expect(few.summary == "2 of 47 images cannot be read (4.3 %); training stops above 10 %.")
        #expect(few.items.map(\.paths) == [["train/bag/empty.jpg"], ["val/bag/a.gif"]])
        #expect(
            few.items.map(\.detail) == ["is empty", "is a GIF image; imgcls reads JPEG, PNG and WebP"])
        #expect(few.items.map(\.label) == ["bag", "bag"])
        let strict = try #require(try await report(badImages: .fail).finding(.unreadableImage))
        #expect(strict.severity == .error)
        #expect(strict.summary == "2 of 47 images cannot be read (4.3 %); none is accepted.")
        let limited = try await report(badImages: .skip(limit: 0.04))
        #expect(limited.finding(.unreadableImage)?.severity == .error)
        #expect(limited.severity == .error)
    }

    @Test func `what would stop a training is an error with its reason`() async throws {
        try folder.makeFolder("data/train/coat")
        try folder.addPhotos(to: "data/val", classes: ["shirt"], count: 1)
        let report = try await report()
        let finding = try #require(report.findings.first)
        #expect(finding.kind == .unusableDataset)
        #expect(finding.severity == .error)
        #expect(
            finding.items.map(\.detail) == [
                "the class coat has no images in train/coat (0 ignored and 0 unusable entries)",
                "the class shirt has validation images and no training images",
            ])
    }

    @Test func `copies are told by what they do`() async throws {
        let picture = try folder.bytes("data/train/bag/0.png")
        try folder.write(picture, to: "data/train/bag/copy.png")
        try folder.write(picture, to: "data/val/bag/held.png")
        try folder.write(try folder.bytes("data/train/sandal/1.png"), to: "data/train/trouser/other.png")
        // Other bytes, same pixels.
        let sandal = try Image.decode(try folder.bytes("data/val/sandal/20.png"))
        try folder.write(try sandal.encodedPNG() + [0], to: "data/val/sandal/again.png")
        let report = try await report()
        let leak = try #require(report.finding(.leak))
        #expect(leak.severity == .warning)
        #expect(leak.summary == "1 image is both in training and held out; the score will flatter.")
        #expect(
            leak.items.map(\.paths) == [["train/bag/0.png", "train/bag/copy.png", "val/bag/held.png"]])
        #expect(leak.items.map(\.parts) == [[.training, .training, .validation]])
        #expect(leak.items.map(\.detail) == ["same bytes"])
        let contradiction = try #require(report.finding(.contradiction))
        #expect(contradiction.items.map(\.paths) == [["train/sandal/1.png", "train/trouser/other.png"]])
        #expect(contradiction.items.map(\.label) == [nil])
        let repetition = try #require(report.finding(.repetition))
        #expect(repetition.severity == .note)
        #expect(repetition.items.count == 2)
        #expect(repetition.items.last?.paths == ["val/sandal/20.png", "val/sandal/again.png"])
        #expect(repetition.items.last?.detail == "same pixels in different files")
    }

    @Test func `junk is counted with examples`() async throws {
        try folder.write([0], to: "data/train/bag/Thumbs.db")
        try folder.write([0], to: "data/train/bag/.ipynb_checkpoints/a.png")
        try folder.write([0], to: "data/train/__MACOSX/a.png")
        try folder.write([0], to: "data/train/labels.csv")
        let finding = try #require(try await report().finding(.ignoredEntry))
        #expect(
            finding.summary
                == "4 entries were passed over: 1 hidden, 2 left by systems, 1 no images by their names.")
        #expect(
            Set(finding.items.flatMap(\.paths)) == [
                "train/bag/Thumbs.db", "train/bag/.ipynb_checkpoints", "train/__MACOSX", "train/labels.csv",
            ])
    }

    @Test func `classes that a part lacks, tiny ones and look-alikes are named`() async throws {
        try folder.addPhotos(to: "data/train", classes: ["coat"], count: 4)
        try FileManager.default.moveItem(
            atPath: folder.path("data/train/coat"), toPath: folder.path("data/train/Bag "))
        let report = try await report()
        #expect(report.finding(.classInOnePart)?.items.map(\.label) == ["Bag "])
        #expect(report.finding(.classInOnePart)?.items.map(\.detail) == ["has no validation images"])
        #expect(report.finding(.tinyClass)?.items.map(\.detail) == ["has 4 training images"])
        #expect(report.finding(.blankInClassName)?.items.map(\.label) == ["Bag "])
        #expect(report.finding(.similarClassNames)?.items.map(\.detail) == ["\"Bag \" and \"bag\""])
    }

    @Test func `pictures cut short are refused, or accepted and counted`() async throws {
        let image = try Image.decode(try folder.bytes("data/train/bag/0.png")).resized(
            toWidth: 64, height: 64)
        let bytes = try image.encodedJPEG()
        try folder.write(bytes.dropLast(bytes.count / 10), to: "data/train/bag/cut.jpg")
        #expect(try await report().finding(.unreadableImage)?.items.map(\.paths) == [["train/bag/cut.jpg"]])
        let lenient = try await report(reading: ReadingOptions(minimumCompleteShare: 0.5))
        #expect(lenient.finding(.unreadableImage) == nil)
        let finding = try #require(lenient.finding(.cutShortImage))
        #expect(finding.summary == "1 image is cut short; the part that is there is used.")
        #expect((0.5..<1).contains(finding.items[0].score ?? 0))
    }

    @Test func `grey classes matter only beside coloured ones`() async throws {
        #expect(try await report().finding(.grayClass) == nil)
        for number in 0..<12 {
            var pixels: [UInt8] = []
            for position in 0..<64 * 64 { pixels += [UInt8(position % 251), UInt8(number * 20), 30] }
            let image = Image(width: 64, height: 64, pixels: pixels)
            try folder.write(try image.encodedPNG(), to: "data/train/colour/\(number).png")
        }
        let finding = try #require(try await report().finding(.grayClass))
        #expect(finding.items.map(\.label) == ["bag", "sandal", "trouser"])
        #expect(finding.items[0].detail == "all 15 images are grey")
    }

    @Test func `a changed file is told from the one that the manifest records`() async throws {
        let data = try ImageFolder.scan(folder.path("data"))
        let digests = try data.training.map { ContentDigest(of: try FileReader.bytes(atPath: $0.path)) }
        let manifest = Manifest(
            samples: [.training: data.training], digests: [.training: digests], classNames: data.classNames,
            root: data.path)
        try folder.write(try folder.bytes("data/train/bag/3.png"), to: "data/train/bag/0.png")
        let check = DatasetCheck(
            preprocessing: try TinyBackbone.model().preprocessing, cache: nil,
            options: DatasetCheck.Options(workerCount: 2))
        let report = try await check.run(on: try manifest.dataset(root: data.path))
        let finding = try #require(report.finding(.changedSinceManifest))
        #expect(finding.items.map(\.paths) == [["train/bag/0.png"]])
        #expect(finding.items[0].detail == "now has the hash \(digests[3])")
    }

    @Test func `the record is read back as it was written, with the documented keys`() async throws {
        try folder.write([], to: "data/train/bag/empty.jpg")
        let report = try await report(includesFeatures: true)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let data = try encoder.encode(report)
        #expect(try JSONDecoder().decode(CheckReport.self, from: data) == report)
        let text = String(decoding: data, as: UTF8.self)
        for key in ["classes", "findings", "image_count", "path", "readable_count", "version"] {
            #expect(text.contains("\"\(key)\":"))
        }
        for key in ["kind", "severity", "summary", "items", "paths", "detail", "label"] {
            #expect(text.contains("\"\(key)\":"))
        }
    }

    @Test func `the report is the same for any number of workers`() async throws {
        var reports: [CheckReport] = []
        for workerCount in [1, 2, 4] {
            let check = try DatasetCheck(
                backbone: try TinyBackbone.model(), cache: nil,
                options: DatasetCheck.Options(workerCount: workerCount))
            reports.append(try await check.run(on: try ImageFolder.survey(folder.path("data"))))
        }
        #expect(Set(reports).count == 1)
    }

    @Test func `a class of which nothing can be read is an error`() async throws {
        try folder.write([1], to: "data/train/coat/1.png")
        let report = try await report()
        #expect(report.finding(.classWithoutReadableImages)?.severity == .error)
        #expect(report.finding(.classWithoutReadableImages)?.items.map(\.label) == ["coat"])
    }

    @Test func `groups across parts leak`() async throws {
        let data = try ImageFolder.survey(folder.path("data"))
        let check = DatasetCheck(
            preprocessing: try TinyBackbone.model().preprocessing, cache: nil,
            options: DatasetCheck.Options(workerCount: 2))
        let all = try GroupPattern("(bag|sandal)/")
        let report = try await check.run(on: data.grouped(by: all).dataset)
        #expect(report.finding(.groupLeak)?.items.map(\.detail) == ["group bag", "group sandal"])
        #expect(report.finding(.groupLeak)?.items.map(\.paths.count) == [15, 15])
    }

    @Test func `copies on both sides leave one on each, and the list says so`() async throws {
        let picture = try folder.bytes("data/train/bag/0.png")
        for name in ["train/bag/again.png", "val/bag/a.png", "val/bag/b.png"] {
            try folder.write(picture, to: "data/\(name)")
        }
        let report = try await report()
        #expect(
            report.finding(.repetition)?.items.map(\.paths) == [
                ["train/bag/0.png", "train/bag/again.png"], ["val/bag/a.png", "val/bag/b.png"],
            ])
        let drops = report.fixList.fixes.filter { $0.action == .drop }.map(\.path)
        #expect(Set(drops).isSuperset(of: ["train/bag/0.png", "train/bag/again.png", "val/bag/b.png"]))
        #expect(!drops.contains("val/bag/a.png"))
    }

    @Test func `a fix list proposes, and following it mends what it can`() async throws {
        try folder.write([], to: "data/train/bag/empty.jpg")
        let picture = try folder.bytes("data/train/bag/0.png")
        try folder.write(picture, to: "data/train/bag/copy.png")
        try folder.write(try folder.bytes("data/train/sandal/2.png"), to: "data/val/sandal/leak.png")
        let list = try await report().fixList
        let drops = list.fixes.filter { $0.action == .drop }.map(\.path)
        #expect(
            Set(drops).isSuperset(of: ["train/bag/empty.jpg", "train/bag/copy.png", "train/sandal/2.png"]))
        let mended = try FixList(csv: Array(list.csvText.utf8))
            .apply(to: try ImageFolder.scan(folder.path("data")))
        let check = DatasetCheck(
            preprocessing: try TinyBackbone.model().preprocessing, cache: nil,
            options: DatasetCheck.Options(workerCount: 2))
        let report = try await check.run(on: mended.dataset)
        #expect(kinds(report).isDisjoint(with: [.unreadableImage, .leak, .repetition, .contradiction]))
    }
}

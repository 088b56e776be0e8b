import Datasets
import Glibc
import Testing

@Suite struct ImageFolderTests {
    @Test func `plain class folders give classes and files in natural order`() throws {
        let folder = try TemporaryFolder(files: [
            "10/b.png", "2/image10.png", "2/image9.png", "2/deep/er/1.png", "2/zoo.png", "1/a.png",
        ])
        let scanned = try ImageFolder.scan(folder.path)
        #expect(scanned.layout == .unsplit)
        #expect(scanned.path == folder.path)
        #expect(scanned.classNames.names == ["1", "2", "10"])
        #expect(
            scanned.training.map(\.relativePath) == [
                "1/a.png", "2/deep/er/1.png", "2/image9.png", "2/image10.png", "2/zoo.png", "10/b.png",
            ])
        #expect(scanned.training.map(\.classIndex) == [0, 1, 1, 1, 1, 2])
        #expect(scanned.training.allSatisfy { $0.path == folder.path + "/" + $0.relativePath })
        #expect(scanned.validation.isEmpty && scanned.test.isEmpty)
        #expect(scanned.ignored.total == 0 && scanned.problems.isEmpty && scanned.notes.isEmpty)
    }

    static let partNames: [(train: String, other: String, partition: Partition)] = [
        ("train", "val", .validation), ("Train", "VALID", .validation), ("train", "validation", .validation),
        ("TRAIN", "Test", .test),
    ]

    @Test(arguments: partNames)
    func `folders named like parts are parts`(_ train: String, _ other: String, _ partition: Partition) throws
    {
        let folder = try TemporaryFolder(files: [
            "\(train)/cat/1.png", "\(train)/dog/1.png", "\(other)/dog/2.png", "\(other)/cat/2.png",
        ])
        let scanned = try ImageFolder.scan(folder.path)
        #expect(scanned.layout == .split([.training, partition]))
        #expect(scanned.training.map(\.relativePath) == ["\(train)/cat/1.png", "\(train)/dog/1.png"])
        let heldOut = scanned.samples(in: partition)
        #expect(heldOut.map(\.relativePath) == ["\(other)/cat/2.png", "\(other)/dog/2.png"])
        #expect(heldOut.map(\.classIndex) == [0, 1])
    }

    @Test func `a train folder alone is the training part`() throws {
        let folder = try TemporaryFolder(files: ["train/cat/1.png", "train/dog/1.png"])
        let scanned = try ImageFolder.scan(folder.path)
        #expect(scanned.layout == .split([.training]))
        #expect(scanned.classNames.names == ["cat", "dog"])
    }

    @Test(arguments: [
        ["bus/1.png", "train/1.png"], ["bus/1.png", "test/1.png", "train/1.png"],
        ["test/1.png", "train/1.png"],
        ["bus/1.png", "train/steam/1.png"], ["test/1.png", "val/1.png"],
    ])
    func `train and test are classes where they hold pictures or stand beside classes only`(
        _ files: [String]
    ) throws {
        let folder = try TemporaryFolder(files: files)
        let scanned = try ImageFolder.scan(folder.path)
        #expect(scanned.layout == .unsplit)
        #expect(scanned.training.map(\.relativePath) == files)
    }

    @Test func `held-out parts may lack classes, and notes say which`() throws {
        let folder = try TemporaryFolder(
            files: [
                "train/cat/1.png", "train/dog/1.png", "val/dog/2.png", "test/4.png", "notes/about/it.png",
                "index.csv", "overview.png",
            ], folders: ["val/cat"])
        let scanned = try ImageFolder.scan(folder.path)
        #expect(scanned.layout == .split([.training, .validation]))
        #expect(scanned.validation.map(\.classIndex) == [1])
        #expect(
            scanned.notes == [
                .folderOutsideParts(name: "notes"),
                .classWithoutSamples(name: "cat", partition: .validation),
                .unlabelledTestFolder(name: "test", fileCount: 1),
            ])
        #expect(
            scanned.notes.map(\.description) == [
                "the folder notes is no part of the data set and was not scanned",
                "the class cat has no validation images",
                "the folder test has no class folders; its files (1) were not scanned",
            ])
        #expect(scanned.ignored.nonImages == 1)
        #expect(scanned.ignored.outsideClasses == 2)
    }

    @Test func `class names of parts match across Unicode forms`() throws {
        let folder = try TemporaryFolder(files: [
            "train/caf\u{E9}/1.png", "train/bar/1.png", "val/cafe\u{301}/2.png",
        ])
        let scanned = try ImageFolder.scan(folder.path)
        #expect(scanned.validation.map(\.classIndex) == [1])
        // The path keeps the form that opens the file.
        let sample = try #require(scanned.validation.first)
        #expect(try FileReader.bytes(atPath: sample.path) == Array(sample.relativePath.utf8))
    }

    @Test func `held-out samples stand by class where another Unicode form sorts elsewhere`() throws {
        let folder = try TemporaryFolder(files: [
            "train/cafz/1.png", "train/caf\u{E9}/1.png", "val/cafe\u{301}/2.png", "val/cafz/2.png",
        ])
        let scanned = try ImageFolder.scan(folder.path)
        #expect(scanned.classNames.names == ["cafz", "caf\u{E9}"])
        #expect(scanned.validation.map(\.classIndex) == [0, 1])
        #expect(scanned.validation.map(\.relativePath) == ["val/cafz/2.png", "val/cafe\u{301}/2.png"])
    }

    @Test func `relative paths and slashes at the end lead to the same samples`() throws {
        let folder = try TemporaryFolder(files: ["a/1.png", "b/1.png"])
        let expected = try ImageFolder.scan(folder.path)
        #expect(try ImageFolder.scan(folder.path + "//") == expected)
        // Relative to whatever the working directory is: up to the root, then down.
        let up = String(repeating: "../", count: 64)
        let relative = try ImageFolder.scan(up + folder.path.dropFirst())
        #expect(relative.path.hasPrefix("/"))
        #expect(relative.training.map(\.relativePath) == expected.training.map(\.relativePath))
        #expect(try FileReader.bytes(atPath: relative.training[0].path) == Array("a/1.png".utf8))
    }

    @Test func `a data set takes over the class indices of a model`() throws {
        let folder = try TemporaryFolder(files: ["cat/1.png", "dog/1.png"])
        let scanned = try ImageFolder.scan(folder.path)
        let model = try ClassNames(["dog", "bird", "cat"])
        let aligned = try scanned.aligned(to: model)
        #expect(aligned.classNames == model)
        #expect(aligned.training.map(\.classIndex) == [2, 0])
        #expect(throws: DatasetError.classUnknownToModel(name: "cat")) {
            try scanned.aligned(to: ClassNames(["dog"]))
        }
    }

    @Test func `one class is enough to evaluate`() throws {
        let folder = try TemporaryFolder(files: ["cat/1.png"])
        #expect(try ImageFolder.scan(folder.path, minimumClassCount: 1).classNames.names == ["cat"])
    }
}

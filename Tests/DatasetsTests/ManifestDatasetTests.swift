import Datasets
import Testing

@Suite struct ManifestDatasetTests {
    static func manifest(_ rows: [String], columns: String = "path,label,split") throws -> Manifest {
        try Manifest(csv: Array(([columns] + rows).joined(separator: "\n").utf8))
    }

    static func text(_ samples: [Sample]) -> [String] {
        samples.map { "\($0.relativePath):\($0.classIndex)" }
    }

    @Test func `classes are in natural order, samples by class and path`() throws {
        let rows = ["b10.jpg,10,", "b2.jpg,10,", "a/2,2,", "a/10,2,", "a-1/1,2,", "a,2,"]
        let dataset = try Self.manifest(rows).dataset(root: "/photos/")
        #expect(dataset.path == "/photos")
        #expect(dataset.layout == .unsplit)
        #expect(dataset.classNames.names == ["2", "10"])
        #expect(
            Self.text(dataset.training) == ["a:0", "a/2:0", "a/10:0", "a-1/1:0", "b2.jpg:1", "b10.jpg:1"])
        #expect(dataset.training.map(\.path).first == "/photos/a")
        #expect(dataset.validation == [])
        #expect(dataset.test == [])
        #expect(dataset.notes == [])
        #expect(dataset.faults == [])
    }

    @Test func `absolute paths stay as they are, hashes and groups come along`() throws {
        let digest = ContentDigest(of: [1])
        let rows = ["/a.jpg,x,\(digest),g", "b.jpg,y,,"]
        let dataset = try Self.manifest(rows, columns: "path,label,hash,group").dataset(root: "/r")
        #expect(
            dataset.training == [
                Sample(root: "/r", relativePath: "/a.jpg", classIndex: 0, group: "g", recordedDigest: digest),
                Sample(root: "/r", relativePath: "b.jpg", classIndex: 1),
            ])
        #expect(dataset.training.map(\.path) == ["/a.jpg", "/r/b.jpg"])
    }

    @Test func `several labels of an image are all its classes, the first one first`() throws {
        let dataset = try Self.manifest(["1,dog|cat", "2,cow"], columns: "path,labels").dataset(root: "/r")
        #expect(dataset.classNames.names == ["cat", "cow", "dog"])
        #expect(dataset.training.map(\.classIndex) == [1, 2])
        #expect(dataset.training.map(\.otherClassIndices) == [[], [0]])
    }

    @Test func `rows without a split train where others state one`() throws {
        let rows = ["1,x,train", "2,y,", "3,x,test", "4,y,", "5,y,TEST", "6,x,val"]
        let dataset = try Self.manifest(rows).dataset(root: "/r")
        #expect(dataset.layout == .split([.training, .validation, .test]))
        #expect(Self.text(dataset.training) == ["1:0", "2:1", "4:1"])
        #expect(Self.text(dataset.validation) == ["6:0"])
        #expect(Self.text(dataset.test) == ["3:0", "5:1"])
        #expect(
            dataset.notes == [
                .rowsWithoutSplit(count: 2), .classWithoutSamples(name: "y", partition: .validation),
            ])
        #expect(
            FolderNote.rowsWithoutSplit(count: 2).description
                == "2 rows of the manifest without a split are training images")
        #expect(
            FolderNote.rowsWithoutSplit(count: 1).description
                == "1 row of the manifest without a split is a training image")
    }

    /// Files of a folder, in either layout, with names that are awkward to order and to write.
    static let folders: [[String]] = [
        [
            "cat/1.jpg", "cat/2.jpg", "cat/10.jpg", "cat/01.jpg", "cat/a/1.jpg", "cat/a-1/1.jpg",
            "cat/a.jpg", "cat/a 1/b.jpg", "cat/a/b/c.jpg", "dog 2/x,y.jpg", "dog 2/\"q\".jpg",
            "dog 10/l\nf.jpg", "dog 10/caf\u{E9}.jpg", "dog 10/cafe\u{301}.jpg", "dog 10/ 1 .jpg",
            "Ä|ö/😀.jpg",
        ],
        [
            "train/b/2.jpg", "train/b/10.jpg", "train/a/1.jpg", "Val/b/3.jpg", "test/a/5.jpg", "test/b/4.jpg",
        ],
        ["train/b/2.jpg", "train/a/1.jpg", "test/b/4.jpg"],
    ]

    @Test(arguments: folders) func `a manifest of a folder gives the folder's data set`(
        _ files: [String]
    ) throws {
        let folder = try TemporaryFolder(files: files)
        let scanned = try ImageFolder.scan(folder.path)
        let text = try Manifest(scanned).csvText
        let manifest = try Manifest(csv: Array(text.utf8))
        var generator = CountingGenerator(state: 1)
        for entries in [manifest.entries, manifest.entries.shuffled(using: &generator)] {
            let dataset = try Manifest(entries: entries).dataset(root: folder.path)
            #expect(dataset == scanned)
            // Texts are equal in both Unicode forms, bytes are not.
            #expect(
                dataset.training.map { Array($0.path.utf8) } == scanned.training.map { Array($0.path.utf8) })
        }
    }

    /// Rows, what `dataset` throws first and what else `survey` lists.
    struct Refusal: Sendable {
        let rows: [String]
        var minimumClassCount = 2
        let faults: [DatasetError]
        let description: String
        let classNames: [String]
        let samples: [String]
    }

    static let refusals: [Refusal] = [
        Refusal(
            rows: ["1,x,train", "2,x,", "3,x,val"],
            faults: [.tooFewClasses(names: ["x"], minimum: 2, innerFolderCount: 0)],
            description: "found only one class (x), at least 2 are needed", classNames: ["x"],
            samples: ["1:0", "2:0", "3:0"]),
        Refusal(
            rows: ["1,x,val", "2,y,test"], faults: [.noTrainingImages(partitions: [.validation, .test])],
            description: "the manifest has no training images, only validation and test images",
            classNames: ["x", "y"], samples: ["1:0", "2:1"]),
        Refusal(
            rows: ["1,caf\u{E9},", "2,cafe\u{301},", "3,x,", "4,cafe\u{301},"],
            faults: [.equivalentClassNames("caf\u{E9}")],
            description: "two classes are called caf\u{E9}, in two Unicode forms of the same text",
            classNames: ["caf\u{E9}", "x"], samples: ["1:0", "2:0", "4:0", "3:1"]),
        Refusal(
            rows: ["1,cat,train", "2,dog,train", "3,cta,val", "4,cta,val", "5,cow,test", "6,dog,test"],
            faults: [
                .unknownLabel(
                    name: "cta", partition: .validation, lines: [4, 5], rowCount: 2, nearest: "cat"),
                .unknownLabel(name: "cow", partition: .test, lines: [6], rowCount: 1, nearest: "cat"),
            ],
            description:
                "the label cta has validation images (lines 4, 5) and no training images; is cat meant?",
            classNames: ["cat", "dog"], samples: ["1:0", "2:1", "6:1"]),
    ]

    @Test(arguments: refusals) func `labels that train no model are refused or listed`(
        _ refusal: Refusal
    ) throws {
        let manifest = try Self.manifest(refusal.rows)
        let first = try #require(refusal.faults.first)
        #expect(throws: first) { try manifest.dataset(root: "/r") }
        #expect(first.description == refusal.description)
        #expect(first.category == .badData)
        let survey = try manifest.survey(root: "/r")
        #expect(survey.faults == refusal.faults)
        #expect(survey.classNames.names == refusal.classNames)
        #expect(Self.text(survey.training + survey.validation + survey.test) == refusal.samples)
    }

    @Test func `many rows of an unknown label are counted`() throws {
        let rows = (0..<13).map { "\($0),bird,val" } + ["x,cat,", "y,dog,"]
        let error = DatasetError.unknownLabel(
            name: "bird", partition: .validation, lines: Array(2...11), rowCount: 13, nearest: nil)
        #expect(throws: error) { try Self.manifest(rows).dataset(root: "/r") }
        #expect(
            error.description
                == "the label bird has validation images (lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 3 more) and no "
                + "training images")
    }

    @Test func `held-out images of another Unicode form of a label are of its class`() throws {
        let dataset = try Self.manifest(["1,caf\u{E9},", "2,x,", "3,cafe\u{301},val"]).dataset(root: "/r")
        #expect(Self.text(dataset.validation) == ["3:0"])
        #expect(dataset.classNames.names.map { $0.utf8.count } == [5, 1])
    }

    @Test func `to judge a model, the classes of any rows will do`() throws {
        let dataset = try Self.manifest(["1,x,test", "2,y,val"])
            .dataset(root: "/r", minimumClassCount: 1, forTraining: false)
        #expect(dataset.classNames.names == ["x", "y"])
        #expect(dataset.layout == .split([.validation, .test]))
        #expect(dataset.faults == [])
        #expect(throws: DatasetError.tooFewClasses(names: ["x"], minimum: 2, innerFolderCount: 0)) {
            try Self.manifest(["1,x,test"]).dataset(root: "/r", forTraining: false)
        }
    }

    @Test func `an image keeps those of its labels that training images have`() throws {
        let rows = ["1,a,", "2,b,", "3,z|b,val", "4,z,val"]
        let survey = try Self.manifest(rows, columns: "path,labels,split").survey(root: "/r")
        #expect(Self.text(survey.validation) == ["3:1"])
        #expect(survey.validation.map(\.otherClassIndices) == [[]])
    }

    @Test func `a manifest without entries is no data set`() {
        let error = DatasetError.noTrainingImages(partitions: [])
        #expect(throws: error) { try Manifest(entries: []).survey(root: "/r") }
        #expect(error.description == "the manifest has no training images")
    }
}

import Datasets
import Testing

@Suite struct DatasetLabellingTests {
    static func dataset(_ text: String, _ labelling: Labelling) throws -> Dataset {
        try Manifest(csv: Array(text.utf8), labelling: labelling).dataset(root: "/r")
    }

    @Test func `classes of a folder become labels, of which each image has one`() throws {
        let folder = try TemporaryFolder(files: ["train/a/1", "train/b/1", "val/b/2"])
        let scanned = try ImageFolder.scan(folder.path)
        #expect(scanned.labelling == .classes)
        let labels = try scanned.relabelled(as: .labels)
        #expect(labels.labelling == .labels)
        #expect(labels.training == scanned.training)
        #expect(labels.training.map(\.labelIndices) == [[0], [1]])
        #expect(labels.validation.map(\.labelIndices) == [[1]])
        #expect(labels.classNames == scanned.classNames)
        #expect(labels.layout == scanned.layout)
        #expect(labels.notes == scanned.notes)
        #expect(try labels.relabelled(as: .labels) == labels)
    }

    static let refusals: [(labelling: Labelling, wanted: Labelling, description: String)] = [
        (.classes, .values, "the images have no numbers; those come from a manifest with a column value"),
        (.labels, .values, "the images have no numbers; those come from a manifest with a column value"),
        (.labels, .classes, "the images have any number of labels and not one class each"),
        (.values, .classes, "the images have numbers and no classes"),
        (.values, .labels, "the images have numbers and no classes"),
    ]

    @Test(arguments: refusals) func `other changes are refused`(
        _ labelling: Labelling, _ wanted: Labelling, _ description: String
    ) throws {
        let data = try Self.dataset("path,label,value\n1,a,1\n2,b,2\n", labelling)
        let error = DatasetError.cannotRelabel(from: labelling, to: wanted)
        #expect(throws: error) { try data.relabelled(as: wanted) }
        #expect(error.description == description)
        #expect(error.category == .badData)
    }

    @Test func `labels take the positions that they have in a model`() throws {
        let data = try Self.dataset("path,labels\n1,b|a\n2,\n3,c\n", .labels)
        let aligned = try data.aligned(to: ClassNames(["c", "x", "b", "a"]))
        #expect(aligned.training.map(\.labelIndices) == [[2, 3], [0], []])
        #expect(aligned.labelling == .labels)
        let error = DatasetError.labelUnknownToModel(name: "b", lines: [2], rowCount: 1)
        #expect(throws: error) { try data.aligned(to: ClassNames(["a", "c"])) }
        #expect(error.description == "the model knows no label b (line 2)")
    }

    @Test func `labels that a model does not know are named with their rows and the nearest`() throws {
        let rows = (0..<12).map { "\($0),\($0.isMultiple(of: 6) ? "soft" : "sfot")\n" }.joined()
        let model = try ClassNames(["hard", "soft"])
        let cases: [(labelling: Labelling, error: DatasetError, description: String)] = [
            (
                .classes,
                .classUnknownToModel(
                    name: "sfot", lines: [3, 4, 5, 6, 7, 9, 10, 11, 12, 13], rowCount: 10, nearest: "soft"),
                "the model knows no class sfot (lines 3, 4, 5, 6, 7, 9, 10, 11, 12, 13); is soft meant?"
            ),
            (
                .labels,
                .labelUnknownToModel(
                    name: "sfot", lines: [3, 4, 5, 6, 7, 9, 10, 11, 12, 13], rowCount: 10, nearest: "soft"),
                "the model knows no label sfot (lines 3, 4, 5, 6, 7, 9, 10, 11, 12, 13); is soft meant?"
            ),
        ]
        for (labelling, error, description) in cases {
            let data = try Self.dataset("path,label\n" + rows, labelling)
            #expect(throws: error) { try data.aligned(to: model) }
            #expect(error.description == description)
        }
    }

    @Test func `numbers take the order that they have in a model`() throws {
        let data = try Self.dataset("path,value:w,value:h,value:d\n1,1,2,3\n", .values)
        let names = try ClassNames(["d", "w", "h"])
        let aligned = try data.aligned(to: names)
        #expect(aligned.training.map(\.values) == [[3, 1, 2]])
        #expect(aligned.classNames == names)
        #expect(try aligned.aligned(to: data.classNames) == data)
    }

    static let alignments: [(names: [String], error: DatasetError, description: String)] = [
        (
            ["w", "h", "d", "x"], .valueMissing(name: "d", partition: nil),
            "the images have no number d, which the model predicts"
        ),
        (
            ["w"], .valueUnknown(name: "h", partition: nil),
            "the model predicts no number h, which the images have"
        ),
        (
            ["value"], .valueMissing(name: "value", partition: nil),
            "the images have no number value, which the model predicts"
        ),
    ]

    @Test(arguments: alignments) func `other numbers than a model's are refused`(
        _ names: [String], _ error: DatasetError, _ description: String
    ) throws {
        let data = try Self.dataset("path,value:w,value:h\n1,1,2\n", .values)
        #expect(throws: error) { try data.aligned(to: ClassNames(names)) }
        #expect(error.description == description)
    }

    @Test func `validation images of another list are aligned, whatever they are labelled with`() throws {
        let labels = try Self.dataset("path,labels\n1,b|a\n2,\n", .labels)
        let classes = try Self.dataset("path,label\n3,a\n4,b\n", .classes)
        #expect(try labels.validated(by: classes).validation.map(\.labelIndices) == [[0], [1]])
        let values = try Self.dataset("path,value:w,value:h\n1,1,2\n", .values)
        let turned = try Self.dataset("path,value:h,value:w\n5,8,9\n", .values)
        #expect(try values.validated(by: turned).validation.map(\.values) == [[9, 8]])
        #expect(throws: DatasetError.cannotRelabel(from: .labels, to: .classes)) {
            try classes.validated(by: labels)
        }
    }

    @Test func `what only one of two lists has is named`() throws {
        let labels = try Self.dataset("path,labels\n1,cat\n2,\n", .labels)
        let unknown = DatasetError.unknownLabel(
            name: "cats", partition: .validation, lines: [], rowCount: 0, nearest: "cat")
        #expect(throws: unknown) {
            try labels.validated(by: try Self.dataset("path,label\n1,cats\n", .labels))
        }
        #expect(
            unknown.description
                == "the label cats has validation images and no training images; is cat meant?")
        let values = try Self.dataset("path,value:w,value:h\n1,1,2\n", .values)
        let missing = DatasetError.valueMissing(name: "h", partition: .validation)
        #expect(throws: missing) {
            try values.validated(by: try Self.dataset("path,value:w\n1,1\n", .values))
        }
        #expect(
            missing.description == "the validation images have no number h, which the training images have")
        let surplus = DatasetError.valueUnknown(name: "d", partition: .validation)
        #expect(throws: surplus) {
            try values.validated(by: try Self.dataset("path,value:w,value:h,value:d\n1,1,2,3\n", .values))
        }
        #expect(
            surplus.description == "the validation images have a number d, which the training images lack")
    }
}

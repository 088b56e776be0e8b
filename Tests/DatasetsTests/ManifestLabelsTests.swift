import Datasets
import Testing

@Suite struct ManifestLabelsTests {
    static func manifest(_ text: String) throws -> Manifest {
        try Manifest(csv: Array(text.utf8), labelling: .labels)
    }

    static func text(_ samples: [Sample]) -> [String] {
        samples.map { "\($0.relativePath):\($0.labelIndices.map(\.description).joined(separator: "+"))" }
    }

    @Test func `an image may have several labels or none`() throws {
        let several = try Self.manifest("path,labels\na,x|y\nb,\nc,y\n")
        #expect(several.labelling == .labels)
        #expect(several.valueNames.isEmpty)
        #expect(several.entries.map(\.labels) == [["x", "y"], [], ["y"]])
        let single = try Self.manifest("label,path\n,a\nx|y,b\n")
        #expect(single.entries.map(\.labels) == [[], ["x|y"]])
        let lines = """
            {"path": "a", "labels": ["x", 1]}
            {"path": "b", "labels": []}
            {"path": "c", "label": ""}
            {"path": "d", "label": "x", "value": "no number"}
            """
        let manifest = try Manifest(jsonLines: Array(lines.utf8), labelling: .labels)
        #expect(manifest.entries.map(\.labels) == [["x", "1"], [], [], ["x"]])
    }

    static let refusals: [(row: String, description: String)] = [
        ("a,x|", "the label is empty"),
        ("a,|", "the label is empty"),
        ("a,x|y|x", "the label x stands twice"),
        (",x", "the path is empty"),
        (
            "good,",
            "the path good stands in line 2 too, with another label; give all labels of an image in one row"
        ),
    ]

    @Test(arguments: refusals) func `a row that cannot be used is named with its line`(
        _ row: String, _ description: String
    ) {
        let error = #expect(throws: ManifestError.self) {
            try Self.manifest("path,labels\ngood,x\n\(row)\n")
        }
        #expect(error?.description == "line 3: \(description)")
    }

    static let lineRefusals: [(line: String, description: String)] = [
        (#"{"path": "a"}"#, "there is no key labels; found path"),
        (#"{"path": "a", "label": null}"#, "label is not a text or a whole number"),
        (#"{"path": "a", "labels": null}"#, "labels is not a list of texts or whole numbers"),
        (#"{"path": "a", "labels": [""]}"#, "the label is empty"),
        (#"{"path": "a", "labels": [], "label": ""}"#, "there are both label and labels; keep one"),
        (
            #"{"path": "a", "values": {"x": 1}}"#,
            "there is no key labels; found path, values; values is for --task regression"
        ),
    ]

    @Test(arguments: lineRefusals) func `a line without a stated label is named`(
        _ line: String, _ description: String
    ) {
        let error = #expect(throws: ManifestError.self) {
            try Manifest(jsonLines: Array(line.utf8), labelling: .labels)
        }
        #expect(error?.description == "line 1: \(description)")
    }

    @Test func `a header needs a column of labels`() {
        #expect(
            throws: ManifestError.table(.missingColumn("labels", found: ["path", "value"], nearest: nil))
        ) { try Self.manifest("path,value\na,1\n") }
        #expect(throws: ManifestError.labelAndLabels) { try Self.manifest("path,label,labels\na,x,x\n") }
    }

    @Test func `images stand by their first label, those without labels last`() throws {
        let manifest = try Self.manifest("path,labels\n3,\n2,b|a\n10,b\n1,\n5,a10\n4,a2|b\n")
        let data = try manifest.dataset(root: "/r")
        #expect(data.labelling == .labels)
        #expect(data.layout == .unsplit)
        #expect(data.classNames.names == ["a", "a2", "a10", "b"])
        #expect(Self.text(data.training) == ["4:1+3", "5:2", "2:3+0", "10:3", "1:", "3:"])
        #expect(Manifest(data).entries.map(\.path) == ["4", "5", "2", "10", "1", "3"])
        #expect(try Manifest(data).dataset(root: "/r") == data)
    }

    @Test func `one label is enough, and labels without images are noted`() throws {
        let data = try Self.manifest("path,label,split\n1,x,train\n2,,train\n3,,val\n").dataset(root: "/r")
        #expect(data.classNames.names == ["x"])
        #expect(Self.text(data.validation) == ["3:"])
        #expect(data.notes == [.labelWithoutSamples(name: "x", partition: .validation)])
        #expect(data.notes.map(\.description) == ["no validation image has the label x"])
    }

    @Test func `labels that no training image has are listed with their lines`() throws {
        let manifest = try Self.manifest(
            "path,labels,split\n1,cat|dog,train\n2,,train\n3,cta|dog,val\n4,cta,val\n5,,val\n")
        let error = DatasetError.unknownLabel(
            name: "cta", partition: .validation, lines: [4, 5], rowCount: 2, nearest: "cat")
        #expect(throws: error) { try manifest.dataset(root: "/r") }
        let survey = try manifest.survey(root: "/r")
        #expect(survey.faults == [error])
        // What has an unknown label alone must not pass for an image without any.
        #expect(Self.text(survey.validation) == ["3:1", "5:"])
    }

    @Test func `a list without labels is refused`() throws {
        let none = try Self.manifest("path,label\n1,\n2,\n")
        let error = DatasetError.noLabels(partition: nil)
        #expect(throws: error) { try none.dataset(root: "/r") }
        #expect(throws: error) { try none.survey(root: "/r") }
        #expect(error.description == "no image of the manifest has a label")
        let heldOut = try Self.manifest("path,label,split\n1,,train\n2,x,val\n")
        let fault = DatasetError.noLabels(partition: .training)
        #expect(throws: fault) { try heldOut.dataset(root: "/r") }
        #expect(fault.description == "no training image of the manifest has a label")
        #expect(try heldOut.survey(root: "/r").faults == [fault])
        #expect(try heldOut.dataset(root: "/r", minimumClassCount: 1, forTraining: false).faults == [])
        let untrained = try Self.manifest("path,label,split\n1,x,val\n2,,test\n")
        #expect(throws: DatasetError.noTrainingImages(partitions: [.validation, .test])) {
            try untrained.dataset(root: "/r")
        }
    }
}

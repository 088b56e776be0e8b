import Datasets
import Testing

/// What a manifest without the column of a task says about the columns that it has.
@Suite struct ManifestTaskTests {
    static let headers: [(header: String, labelling: Labelling, description: String)] = [
        ("path,lables", .labels, "there is no column labels; found path, lables (is lables meant?)"),
        ("path,lable", .labels, "there is no column labels; found path, lable (is lable meant?)"),
        ("path,lable", .classes, "there is no column label; found path, lable (is lable meant?)"),
        (
            "path,value", .classes,
            "there is no column label; found path, value; value is for --task regression"
        ),
        (
            "path,value:size,value:age", .labels,
            "there is no column labels; found path, value:size, value:age; "
                + "value:size is for --task regression"
        ),
        (
            "path,labels", .values,
            "there is no column value; found path, labels; labels is for --task multilabel"
        ),
        (
            "path,label", .values,
            "there is no column value; found path, label; label is for --task multiclass"
        ),
        ("label,labels", .classes, "there is no column path; found label, labels"),
        ("path,name", .labels, "there is no column labels; found path, name"),
    ]

    @Test(arguments: headers)
    func `a header names the column that the task needs, or the task that its column is for`(
        _ header: String, _ labelling: Labelling, _ description: String
    ) {
        let error = #expect(throws: ManifestError.self) {
            try Manifest(csv: Array("\(header)\na,b\n".utf8), labelling: labelling)
        }
        #expect(error?.description == description)
    }

    static let lines: [(line: String, labelling: Labelling, description: String)] = [
        (
            #"{"path": "a", "lables": ["x"]}"#, .labels,
            "there is no key labels; found path, lables (is lables meant?)"
        ),
        (
            #"{"path": "a", "value": 1}"#, .classes,
            "there is no key label; found path, value; value is for --task regression"
        ),
        (
            #"{"path": "a", "values": {"x": 1}}"#, .classes,
            "there is no key label; found path, values; values is for --task regression"
        ),
        (
            #"{"path": "a", "labels": ["x"]}"#, .values,
            "there is no key value; found path, labels; labels is for --task multilabel"
        ),
    ]

    @Test(arguments: lines) func `a line names them too`(
        _ line: String, _ labelling: Labelling, _ description: String
    ) {
        let error = #expect(throws: ManifestError.self) {
            try Manifest(jsonLines: Array(line.utf8), labelling: labelling)
        }
        #expect(error?.description == "line 1: \(description)")
    }

    @Test func `an image without labels points to the task that allows it`() {
        let error = #expect(throws: ManifestError.self) {
            try Manifest(csv: Array("path,labels\na,x\nb,\n".utf8))
        }
        #expect(error?.description == "line 3: there are no labels; that is for --task multilabel")
    }
}

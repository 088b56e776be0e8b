import Datasets
import ModelSupport
import Networks
import Testing
import Transfer

/// What is refused before anything is trained, because the training images do not show it.
@Suite struct UnlearnableDataTests {
    private let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
        try folder.addPhotos(to: "photos", classes: ["bag"], count: 4)
        try folder.write([7], to: "photos/broken.png")
    }

    struct Refusal: Sendable {
        let labelling: Labelling
        let rows: [String]
        var columns = "path,labels,split"
        let description: String
    }

    static let refusals = [
        Refusal(
            labelling: .labels, rows: ["bag/0.png,a,train", "bag/1.png,,train", "broken.png,b,train"],
            description: "no readable training image that is not held out has the label \"b\""),
        Refusal(
            labelling: .labels, rows: ["bag/0.png,a|b,train", "bag/1.png,b,train", "bag/2.png,,val"],
            description: "every training image has the label \"b\"; images without it are needed too"),
        Refusal(
            labelling: .values, rows: ["bag/0.png,1,train", "broken.png,2,train", "bag/2.png,2,val"],
            columns: "path,value,split",
            description: "there is 1 readable training image not held out, at least 2 are needed"),
        Refusal(
            labelling: .values,
            rows: ["bag/0.png,1,2.5,train", "bag/1.png,2,2.5,train", "bag/2.png,2,3,val"],
            columns: "path,value:w,value:h,split",
            description: "every training image has 2.5 for \"h\"; there is nothing to learn"),
    ]

    @Test(arguments: refusals) func `images that do not show what is to be learned are refused`(
        _ refusal: Refusal
    ) async throws {
        let text = ([refusal.columns] + refusal.rows).joined(separator: "\n")
        let data = try Manifest(csv: Array(text.utf8), labelling: refusal.labelling)
            .dataset(root: folder.path("photos"))
        let tuner = try FineTuner(
            backbone: try TinyBackbone.model(), cache: nil,
            options: FineTuner.Options(
                task: refusal.labelling == .labels ? .multilabel : .regression, workerCount: 2,
                badImages: .skip(limit: 1)))
        let error = await #expect(throws: TransferError.self) {
            try await tuner.run(on: data, validationFraction: 0.2, toolVersion: "1")
        }
        #expect(error?.description == refusal.description)
        let isAboutReading = refusal.rows.contains { $0.hasPrefix("broken") }
        #expect(error?.failures.count == (isAboutReading ? 1 : 0))
    }
}

internal import Datasets

/// What `finetune` says about copies of one image.
enum DuplicateNotes {
    /// A sentence for each kind of trouble, with an example.
    static func sentences(_ report: DuplicateReport) -> [String] {
        [
            sentence(report.leaks, "are both among the training images and among those held out"),
            sentence(report.contradictions, "are in more than one class"),
        ].compactMap { $0 }
    }

    private static func sentence(_ groups: [DuplicateReport.Group], _ trouble: String) -> String? {
        guard let example = groups.first else { return nil }
        let paths = example.samples.prefix(2).map(\.path).joined(separator: " and ")
        return
            "\(groups.count == 1 ? "copies of 1 image" : "copies of \(groups.count) images") \(trouble): \(paths)"
    }
}

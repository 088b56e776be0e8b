import Datasets

/// Lists of labelled images: reading, and the data set that a list describes.
enum ManifestChecks {
    /// Reads a list and asks for its data set.
    static func check(_ read: () throws(ManifestError) -> Manifest) {
        let manifest: Manifest
        do throws(ManifestError) {
            manifest = try read()
        } catch {
            return Promise.refused(error)
        }
        Promise.hold(!manifest.entries.isEmpty, "a list without rows is read")
        do throws(DatasetError) {
            let dataset = try manifest.survey(root: "/photos", minimumClassCount: 1)
            let samples = dataset.training + dataset.validation + dataset.test
            let classCount = dataset.classNames.count
            Promise.hold(samples.count <= manifest.entries.count, "\(samples.count) images of fewer rows")
            for sample in samples {
                let classes = [sample.classIndex] + sample.otherClassIndices
                Promise.hold(classes.allSatisfy((0..<classCount).contains), "\(sample) has unknown classes")
            }
            for fault in dataset.faults { Promise.refused(fault) }
        } catch {
            Promise.refused(error)
        }
    }

    /// The rows of the seeds: path, labels, part, digest, group.
    static let rows = [
        ["cat/1.jpg", "cat", "train", String(repeating: "0f", count: 32), "burst 1"],
        ["cat/2, blurred.jpg", "cat", "", "", ""],
        ["both \"quoted\".jpg", "cat|dog", "val", "", "burst 2"],
        ["dog/é.jpg", "dog", "test", "", ""],
    ]
    static let names = ["path", "labels", "split", "hash", "group"]
}

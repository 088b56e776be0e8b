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
        checkWriting(manifest)
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

    /// What is written reads the same; nothing but a separator in a label keeps a list from being written.
    private static func checkWriting(_ manifest: Manifest) {
        let text: String
        do throws(ManifestError) {
            text = try manifest.csvText
        } catch {
            guard case .separatorInLabel = error else {
                return Promise.hold(false, "a list that was read cannot be written: \(error)")
            }
            return Promise.refused(error)
        }
        do throws(ManifestError) {
            let again = try Manifest(csv: Array(text.utf8))
            Promise.hold(
                again.entries.map(Values.init) == manifest.entries.map(Values.init), "the rows change")
            Promise.hold(try again.csvText == text, "writing twice differs")
        } catch {
            Promise.hold(false, "a list that was written cannot be read: \(error)")
        }
    }

    /// What a row says, to the byte, wherever it stands.
    private struct Values: Equatable {
        let texts: [[UInt8]]
        let partition: Partition?
        let digest: ContentDigest?

        init(_ entry: Manifest.Entry) {
            texts = ([entry.path, entry.group ?? ""] + entry.labels).map { Array($0.utf8) }
            partition = entry.partition
            digest = entry.digest
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

internal import Datasets
internal import Models
internal import Transfer

/// The manifest that `--save-split` writes.
enum SplitManifest {
    /// A row for each image that was used: path below the data set's folder, label, side and hash.
    ///
    /// - Throws: `CommandError` where a label cannot be written.
    static func text(_ parts: [Partition: FineTuner.Part], of data: Dataset) throws(CommandError) -> String {
        let manifest = Manifest(
            samples: parts.mapValues(\.samples), digests: parts.mapValues(\.digests),
            labelling: data.labelling, classNames: data.classNames, root: data.path)
        do {
            return try manifest.csvText
        } catch {
            throw CommandError(.badData, "the split cannot be written: \(error)")
        }
    }
}

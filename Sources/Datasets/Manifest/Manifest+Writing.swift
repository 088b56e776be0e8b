extension Manifest {
    /// Lists samples with the parts they are in, as a later run is to find them.
    ///
    /// Rows stand by class, then in the order in which a scan would meet the paths, whatever their parts: so
    /// two splits of a folder differ in the lines of the images that changed sides, and in no other.
    ///
    /// - Parameters:
    ///   - samples: The samples of each part.
    ///   - digests: The digest of each sample's bytes, in the same order; for a part that is not named, those
    ///     that the samples have from an earlier manifest.
    ///   - classNames: The names that the samples' class indices refer to.
    ///   - root: The folder that a reader of the manifest will name. Samples of other folders get absolute
    ///     paths.
    /// - Precondition: A part has as many digests as samples, or none.
    public init(
        samples: [Partition: [Sample]], digests: [Partition: [ContentDigest]] = [:], classNames: ClassNames,
        root: String
    ) {
        var listed: [Listed] = []
        for partition in Partition.allCases {
            guard let part = samples[partition] else { continue }
            let partDigests = digests[partition]
            precondition(
                partDigests.map { $0.count == part.count } ?? true,
                "\(partDigests?.count ?? 0) digests for \(part.count) \(partition) samples")
            for (index, sample) in part.enumerated() {
                listed.append(
                    Listed(
                        sample: sample, partition: partition,
                        digest: partDigests?[index] ?? sample.recordedDigest))
            }
        }
        self.init(listed: listed, classNames: classNames, root: root)
    }

    /// Lists the samples of a data set, with their parts where it has any.
    ///
    /// Relative paths start from the data set's folder; rows stand as those of
    /// `init(samples:digests:classNames:root:)`.
    public init(_ dataset: Dataset) {
        var listed: [Listed] = []
        for partition in Partition.allCases {
            for sample in dataset.samples(in: partition) {
                listed.append(
                    Listed(
                        sample: sample, partition: dataset.layout == .unsplit ? nil : partition,
                        digest: sample.recordedDigest))
            }
        }
        self.init(listed: listed, classNames: dataset.classNames, root: dataset.path)
    }

    private struct Listed {
        let sample: Sample
        let partition: Partition?
        let digest: ContentDigest?
    }

    private init(listed: [Listed], classNames: ClassNames, root: String) {
        let root = FolderPath.absolute(root)
        let ordered = listed.sorted { left, right in
            left.sample.classIndex == right.sample.classIndex
                ? NaturalOrder.pathsAreInIncreasingOrder(left.sample.relativePath, right.sample.relativePath)
                : left.sample.classIndex < right.sample.classIndex
        }
        self.init(
            entries: ordered.map { item in
                let sample = item.sample
                return Entry(
                    path: sample.listedPath(root: root),
                    labels: ([sample.classIndex] + sample.otherClassIndices).map { classNames[$0] },
                    partition: item.partition, digest: item.digest, group: sample.group)
            })
    }

    /// The manifest as CSV: the columns `path`, `label`, `split` and `hash`; `labels` in place of `label`
    /// where an image has several, and `group` where an image has one. Equal entries give equal bytes.
    ///
    /// - Throws: `ManifestError.separatorInLabel` where an image has several labels and any label holds a
    ///   `|`.
    public var csvText: String {
        get throws(ManifestError) {
            let hasSeveral = entries.contains { $0.labels.count > 1 }
            let hasGroups = entries.contains { $0.group != nil }
            var writer = CSVWriter()
            writer.add(
                ["path", hasSeveral ? "labels" : "label", "split", "hash"] + (hasGroups ? ["group"] : []))
            for entry in entries {
                if hasSeveral,
                    let label = entry.labels.first(where: { $0.unicodeScalars.contains(Self.labelSeparator) })
                {
                    throw .separatorInLabel(label, path: entry.path)
                }
                var fields = [
                    entry.path, entry.labels.joined(separator: String(Self.labelSeparator)),
                    entry.partition?.splitName ?? "", entry.digest?.description ?? "",
                ]
                if hasGroups { fields.append(entry.group ?? "") }
                writer.add(fields)
            }
            return writer.text
        }
    }
}

extension Sample {
    /// The path that a list beside a data set names the sample by: relative to the data set's folder if the
    /// sample is below it, else absolute.
    func listedPath(root: String) -> String { self.root == root ? relativePath : path }
}

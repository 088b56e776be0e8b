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
    ///   - labelling: What the samples are labelled with.
    ///   - classNames: The names that the samples' class indices refer to, or those of their numbers.
    ///   - root: The folder that a reader of the manifest will name. Samples of other folders get absolute
    ///     paths.
    /// - Precondition: A part has as many digests as samples, or none.
    public init(
        samples: [Partition: [Sample]], digests: [Partition: [ContentDigest]] = [:],
        labelling: Labelling = .classes, classNames: ClassNames, root: String
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
        self.init(listed: listed, labelling: labelling, classNames: classNames, root: root)
    }

    /// Lists the samples of a data set, with their parts where it has any.
    ///
    /// Relative paths start from the data set's folder; rows stand as those of
    /// `init(samples:digests:labelling:classNames:root:)`.
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
        self.init(
            listed: listed, labelling: dataset.labelling, classNames: dataset.classNames, root: dataset.path)
    }

    private struct Listed {
        let sample: Sample
        let partition: Partition?
        let digest: ContentDigest?
    }

    private init(listed: [Listed], labelling: Labelling, classNames: ClassNames, root: String) {
        let root = FolderPath.absolute(root)
        let ordered = listed.sorted { Sample.areInListedOrder($0.sample, $1.sample) }
        self.init(
            entries: ordered.map { item in
                let sample = item.sample
                let path = sample.listedPath(root: root)
                return labelling == .values
                    ? Entry(
                        path: path, values: sample.values, partition: item.partition, digest: item.digest,
                        group: sample.group)
                    : Entry(
                        path: path, labels: sample.labelIndices.map { classNames[$0] },
                        partition: item.partition, digest: item.digest, group: sample.group)
            }, labelling: labelling, valueNames: labelling == .values ? classNames.names : [])
    }

    /// The manifest as CSV: the columns `path`, `label`, `split` and `hash`; `labels` in place of `label`
    /// where an image has several or none, or the numbers' columns; and `group` where an image has one.
    /// Numbers have as many digits as it takes to read the same ones. Equal entries give equal bytes.
    ///
    /// - Throws: `ManifestError.separatorInLabel` where the column is `labels` and any label holds a `|`.
    public var csvText: String {
        get throws(ManifestError) {
            let hasLabelLists = labelling != .values && entries.contains { $0.labels.count != 1 }
            let hasGroups = entries.contains { $0.group != nil }
            var writer = CSVWriter()
            writer.add(
                ["path"] + targetColumns(hasLabelLists: hasLabelLists) + ["split", "hash"]
                    + (hasGroups ? ["group"] : []))
            for entry in entries {
                if hasLabelLists,
                    let label = entry.labels.first(where: { $0.unicodeScalars.contains(Self.labelSeparator) })
                {
                    throw .separatorInLabel(label, path: entry.path)
                }
                var fields = [entry.path]
                if labelling == .values {
                    fields += entry.values.map(DecimalNumber.text)
                } else {
                    fields.append(entry.labels.joined(separator: String(Self.labelSeparator)))
                }
                fields += [entry.partition?.splitName ?? "", entry.digest?.description ?? ""]
                if hasGroups { fields.append(entry.group ?? "") }
                writer.add(fields)
            }
            return writer.text
        }
    }

    private func targetColumns(hasLabelLists: Bool) -> [String] {
        switch labelling {
        case .classes, .labels: [hasLabelLists ? "labels" : "label"]
        case .values: valueNames == ["value"] ? valueNames : valueNames.map { Self.valuePrefix + $0 }
        }
    }
}

extension Sample {
    /// The path that a list beside a data set names the sample by: relative to the data set's folder if the
    /// sample is below it, else absolute.
    func listedPath(root: String) -> String { self.root == root ? relativePath : path }

    /// Whether one sample stands before another where parts do not matter: by class or first label, those
    /// without any last, then in the order in which a scan would meet the paths.
    static func areInListedOrder(_ left: Sample, _ right: Sample) -> Bool {
        left.rank == right.rank
            ? NaturalOrder.pathsAreInIncreasingOrder(left.relativePath, right.relativePath)
            : left.rank < right.rank
    }
}

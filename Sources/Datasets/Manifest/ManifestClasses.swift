internal import Spelling

/// The classes that the labels of a manifest stand for, and what about them keeps a model from being trained.
struct ManifestClasses {
    /// The labels of training images, or all labels where those are enough, in natural order; of one text in
    /// two Unicode forms the one that stands first.
    let names: [String]

    /// What is wrong, the classes that no training image shows among it.
    let faults: [DatasetError]

    /// The rows below the training part that have a label.
    private struct Rows {
        var lines: [Int] = []
        var count = 0

        mutating func add(line: Int) {
            count += 1
            if line > 0, lines.count < RowFaults<ManifestFault>.listedMaximum { lines.append(line) }
        }
    }

    /// The largest number of labels for which a similar one is sought, because each takes a look at all
    /// classes.
    private static let hintMaximum = 10

    /// Collects the labels. Complexity: O(*n* + *k* log *k*) for *k* labels.
    ///
    /// - Parameters:
    ///   - entries: The images.
    ///   - minimumCount: The number of classes that is needed.
    ///   - forTraining: Whether training images have to show each class.
    init(of entries: [Manifest.Entry], minimumCount: Int, forTraining: Bool) {
        var hasTraining = false
        var trained: Set<String> = []
        var secondForms: Set<String> = []
        var heldOut: [Partition: [String: Rows]] = [:]
        for entry in entries {
            if entry.isForTraining { hasTraining = true }
            for label in entry.labels {
                guard let partition = entry.partition, partition != .training else {
                    let known = trained.insert(label).memberAfterInsert
                    if !known.utf8.elementsEqual(label.utf8) { secondForms.insert(known) }
                    continue
                }
                heldOut[partition, default: [:]][label, default: Rows()].add(line: entry.line)
            }
        }
        let hasLabels = !trained.isEmpty
        if !forTraining || !hasLabels { for rows in heldOut.values { trained.formUnion(rows.keys) } }
        names = Self.sorted(trained)

        var faults = Self.sorted(secondForms).map(DatasetError.equivalentClassNames)
        if forTraining, !hasTraining {
            faults.append(.noTrainingImages(partitions: Self.partitions(of: entries)))
        } else if forTraining, !hasLabels {
            faults.append(.noLabels(partition: .training))
        }
        if names.count < minimumCount {
            faults.append(.tooFewClasses(names: names, minimum: minimumCount, innerFolderCount: 0))
        }
        self.faults = faults + Self.unknownLabels(heldOut, classNames: names)
    }

    /// Takes the names of numbers, which are those of every row.
    init(ofValues names: [String], in entries: [Manifest.Entry], forTraining: Bool) {
        self.names = names
        faults =
            forTraining && !entries.contains(where: \.isForTraining)
            ? [.noTrainingImages(partitions: Self.partitions(of: entries))] : []
    }

    private static func partitions(of entries: [Manifest.Entry]) -> [Partition] {
        let named = Set(entries.map(\.partition))
        return Partition.allCases.filter(named.contains)
    }

    private static func unknownLabels(
        _ heldOut: [Partition: [String: Rows]], classNames: [String]
    ) -> [DatasetError] {
        let known = Set(classNames)
        var faults: [DatasetError] = []
        for partition in Partition.allCases {
            guard let labels = heldOut[partition] else { continue }
            for label in sorted(labels.keys.filter { !known.contains($0) }) {
                let rows = labels[label] ?? Rows()
                let hint = faults.count < hintMaximum ? NearestName.find(label, among: classNames) : nil
                faults.append(
                    .unknownLabel(
                        name: label, partition: partition, lines: rows.lines, rowCount: rows.count,
                        nearest: hint))
            }
        }
        return faults
    }

    private static func sorted(_ labels: some Sequence<String>) -> [String] {
        labels.sorted(by: NaturalOrder.areInIncreasingOrder)
    }
}

extension Manifest.Entry {
    /// Whether the image is trained on; without a stated part it is.
    fileprivate var isForTraining: Bool { partition ?? .training == .training }
}

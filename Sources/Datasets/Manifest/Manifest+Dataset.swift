extension Manifest {
    /// The data set that the manifest describes, without a look at any file.
    ///
    /// Classes are the labels in natural order, samples stand by class and then in the order in which a scan
    /// would meet their paths. So a manifest that was written from a folder gives what the folder gives, bit
    /// for bit, in whatever order its rows are. Where any row states a split, rows without one are training
    /// images. Images without labels stand behind all others, and images with numbers by their paths alone.
    ///
    /// Complexity: O(*n* log *n*), and O(*n*) where the rows are in order already.
    ///
    /// - Parameters:
    ///   - root: The folder that relative paths start from: the one that the user named, else the manifest's
    ///     own.
    ///   - minimumClassCount: The number of classes needed: 2 to train, 1 to evaluate. One label is always
    ///     enough.
    ///   - forTraining: Whether training images have to show each class; without, classes are those of all
    ///     rows.
    /// - Throws: `DatasetError.noTrainingImages`, `.noLabels`, `.equivalentClassNames`, `.tooFewClasses` or
    ///   `.unknownLabel`.
    public func dataset(
        root: String, minimumClassCount: Int = 2, forTraining: Bool = true
    ) throws(DatasetError) -> Dataset {
        let dataset = try survey(
            root: root, minimumClassCount: minimumClassCount, forTraining: forTraining)
        if let fault = dataset.faults.first { throw fault }
        return dataset
    }

    /// The data set as `dataset` gives it, with what that would throw listed in its faults: labels that no
    /// training image has are left out, and images that have no other label; where there are no training
    /// images, classes are those of all rows.
    ///
    /// - Throws: `DatasetError.noTrainingImages` for a manifest without entries.
    public func survey(
        root: String, minimumClassCount: Int = 2, forTraining: Bool = true
    ) throws(DatasetError) -> Dataset {
        let classes =
            labelling == .values
            ? ManifestClasses(ofValues: valueNames, in: entries, forTraining: forTraining)
            : ManifestClasses(
                of: entries, minimumCount: labelling == .classes ? minimumClassCount : 1,
                forTraining: forTraining)
        let classNames: ClassNames
        do throws(ClassNamesError) {
            classNames = try ClassNames(classes.names)
        } catch {
            // Labels are neither empty nor, in a set, equal, and names were checked: only their number can be
            // wrong.
            throw entries.isEmpty ? .noTrainingImages(partitions: []) : .noLabels(partition: nil)
        }
        let samples = samples(root: FolderPath.absolute(root), classNames: classNames)
        let isSplit = entries.contains { $0.partition != nil }
        return Dataset(
            path: FolderPath.absolute(root), layout: isSplit ? .split(Set(samples.keys)) : .unsplit,
            labelling: labelling, classNames: classNames, samples: samples,
            notes: isSplit ? notes(samples: samples, classNames: classNames) : [],
            faults: classes.faults)
    }

    private func samples(root: String, classNames: ClassNames) -> [Partition: [Sample]] {
        var positions: [Partition: [[Int]]] = [:]
        // Behind the classes stands what has none of them.
        let noPositions = [[Int]](repeating: [], count: classNames.count + 1)
        for (position, entry) in entries.enumerated() {
            let place: Int
            if entry.labels.isEmpty {
                place = classNames.count
            } else if let index = entry.labels.lazy.compactMap(classNames.index).first {
                place = index
            } else {
                continue
            }
            positions[entry.partition ?? .training, default: noPositions][place].append(position)
        }
        return positions.mapValues { classes in
            classes.flatMap { ordered($0).map { entries[$0].sample(root: root, classNames: classNames) } }
        }
    }

    private func ordered(_ positions: [Int]) -> [Int] {
        func precedes(_ left: Int, _ right: Int) -> Bool {
            NaturalOrder.pathsAreInIncreasingOrder(entries[left].path, entries[right].path)
        }
        // What was written from a folder is in order, and sorting a million paths takes seconds.
        let isOrdered = zip(positions, positions.dropFirst()).allSatisfy(precedes)
        return isOrdered ? positions : positions.sorted(by: precedes)
    }

    private func notes(samples: [Partition: [Sample]], classNames: ClassNames) -> [FolderNote] {
        var notes: [FolderNote] = []
        let count = entries.count { $0.partition == nil }
        if count > 0 { notes.append(.rowsWithoutSplit(count: count)) }
        for partition in Partition.allCases where partition != .training && labelling != .values {
            guard let samples = samples[partition] else { continue }
            let shown = samples.reduce(into: Set<Int>()) { $0.formUnion($1.labelIndices) }
            for (index, name) in classNames.names.enumerated() where !shown.contains(index) {
                notes.append(
                    labelling == .classes
                        ? .classWithoutSamples(name: name, partition: partition)
                        : .labelWithoutSamples(name: name, partition: partition))
            }
        }
        return notes
    }
}

extension Manifest.Entry {
    fileprivate func sample(root: String, classNames: ClassNames) -> Sample {
        values.isEmpty
            ? Sample(
                root: root, relativePath: path, labelIndices: labels.compactMap(classNames.index),
                group: group, recordedDigest: digest, line: line)
            : Sample(
                root: root, relativePath: path, values: values, group: group, recordedDigest: digest,
                line: line)
    }
}

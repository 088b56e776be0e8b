internal import Spelling

extension FixList {
    /// A data set after fixes, and how many did something.
    public struct Outcome: Hashable, Sendable {
        /// The data set without dropped images and with new labels.
        public let dataset: Dataset
        /// The number of images that were left out.
        public let dropCount: Int
        /// The number of images that got another label.
        public let relabelCount: Int
    }

    /// Leaves out and relabels images in memory; files stay as they are.
    ///
    /// Images are found by their paths, byte by byte, in all parts. An image that has its new label already
    /// stays as it is: its manifest was mended since. Images that a list keeps need not be there. Of several
    /// fixes of one path the last counts. Only classes can be changed: images with any number of labels, or
    /// with numbers, are left out or stay as they are.
    ///
    /// Complexity: O(*n*), and O(*n* log *n*) where images are relabelled.
    ///
    /// - Throws: `FixListError.rows` where the data set has no such image or class, other labels than the
    ///   list says, or nothing that can be relabelled; `.noTrainingImages` where a class that had training
    ///   images would have none, `.noTrainingImagesWithLabel` where a label would.
    public func apply(to dataset: Dataset) throws(FixListError) -> Outcome {
        var faults: [RowFault<FixFault>] = []
        var open: [ExactText: Relabelling] = [:]
        for fix in fixes where !fix.action.keeps {
            if dataset.labelling != .classes, fix.action.newLabel != nil {
                faults.append(RowFault(line: fix.line, reason: .cannotRelabel(dataset.labelling)))
                continue
            }
            let newIndex = fix.action.newLabel.flatMap(dataset.classNames.index)
            if let name = fix.action.newLabel, newIndex == nil {
                // Each search looks at all classes, and no more than these faults are shown.
                let isShown = faults.count < RowFaults<FixFault>.listedMaximum
                let nearest = isShown ? NearestName.find(name, among: dataset.classNames.names) : nil
                faults.append(RowFault(line: fix.line, reason: .unknownLabel(name, nearest: nearest)))
            } else {
                open[ExactText(fix.path)] = (fix, newIndex)
            }
        }
        var samples: [Partition: [Sample]] = [:]
        var dropCount = 0
        var relabelCount = 0
        for partition in Partition.allCases {
            var kept: [Sample] = []
            var isReordered = false
            for sample in dataset.samples(in: partition) {
                let path = ExactText(sample.listedPath(root: dataset.path))
                guard let (fix, newIndex) = open.removeValue(forKey: path) else {
                    kept.append(sample)
                    continue
                }
                do throws(FixFault) {
                    guard
                        let fixed = try fix.applied(
                            to: sample, newIndex: newIndex, classNames: dataset.classNames)
                    else {
                        dropCount += 1
                        continue
                    }
                    if fixed != sample {
                        relabelCount += 1
                        isReordered = true
                    }
                    kept.append(fixed)
                } catch {
                    faults.append(RowFault(line: fix.line, reason: error))
                }
            }
            samples[partition] = isReordered ? kept.sorted(by: Sample.areInListedOrder) : kept
        }
        for (fix, _) in open.values {
            faults.append(RowFault(line: fix.line, reason: .unknownPath(fix.path)))
        }
        guard faults.isEmpty else {
            throw .rows(RowFaults(faults.sorted { $0.line < $1.line }))
        }
        try Self.checkClasses(of: samples[.training] ?? [], dataset: dataset)
        return Outcome(
            dataset: dataset.replacingSamples(samples), dropCount: dropCount, relabelCount: relabelCount)
    }

    /// A fix and the class of its new label, where it has one.
    private typealias Relabelling = (fix: Fix, newIndex: Int?)

    private static func checkClasses(of training: [Sample], dataset: Dataset) throws(FixListError) {
        func classIndices(_ samples: [Sample]) -> Set<Int> {
            samples.reduce(into: []) { $0.formUnion($1.labelIndices) }
        }
        if let lost = classIndices(dataset.training).subtracting(classIndices(training)).min() {
            let name = dataset.classNames[lost]
            throw dataset.labelling == .classes
                ? .noTrainingImages(className: name) : .noTrainingImagesWithLabel(name)
        }
    }
}

extension Fix {
    /// The sample after the fix; nil where it is dropped.
    fileprivate func applied(
        to sample: Sample, newIndex: Int?, classNames: ClassNames
    ) throws(FixFault) -> Sample? {
        let indices = sample.labelIndices
        var oldIndex = sample.classIndex
        if !label.isEmpty {
            guard let index = classNames.index(of: label), indices.contains(index) else {
                if let newIndex, indices.contains(newIndex) { return sample }
                throw .otherLabels(path: path, label: label, found: indices.map { classNames[$0] })
            }
            oldIndex = index
        }
        guard let newIndex else { return action == .drop ? nil : sample }
        if newIndex == oldIndex || label.isEmpty && indices.contains(newIndex) { return sample }
        guard !indices.contains(newIndex) else {
            throw .labelTwice(path: path, label: classNames[newIndex])
        }
        return sample.mappingClasses { $0 == oldIndex ? newIndex : $0 }
    }
}

extension Dataset {
    fileprivate func replacingSamples(_ samples: [Partition: [Sample]]) -> Dataset {
        Dataset(
            path: path, layout: layout, labelling: labelling, classNames: classNames, samples: samples,
            ignored: ignored, problems: problems, notes: notes, faults: faults)
    }
}

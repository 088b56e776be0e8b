internal import Spelling

extension Dataset {
    /// The same data set with the class indices of a model, or with each sample's numbers in the model's
    /// order.
    ///
    /// - Parameter modelClassNames: The model's classes, labels or names of numbers in the order of its
    ///   outputs; it may know more classes and labels, but predicts the very numbers that the data has.
    /// - Throws: `DatasetError.classUnknownToModel` or `.labelUnknownToModel` for the first class or label
    ///   that the model does not know; `.valueMissing` for the first number of the model that the data lacks,
    ///   else `.valueUnknown` for the first of the data that the model does not predict.
    public func aligned(to modelClassNames: ClassNames) throws(DatasetError) -> Dataset {
        switch labelling {
        case .classes, .labels:
            var indices: [Int] = []
            for (position, name) in classNames.names.enumerated() {
                guard let index = modelClassNames.index(of: name) else {
                    throw unknownToModel(position, modelClassNames)
                }
                indices.append(index)
            }
            return mappingSamples(classNames: modelClassNames) { $0.mappingClasses { indices[$0] } }
        case .values:
            var positions: [Int] = []
            for name in modelClassNames.names {
                guard let position = classNames.index(of: name) else {
                    throw .valueMissing(name: name, partition: nil)
                }
                positions.append(position)
            }
            if let name = classNames.names.first(where: { modelClassNames.index(of: $0) == nil }) {
                throw .valueUnknown(name: name, partition: nil)
            }
            return mappingSamples(classNames: modelClassNames) { $0.takingValues(at: positions) }
        }
    }

    /// The class or label at a position, which a model does not know, with the rows that have it.
    private func unknownToModel(_ position: Int, _ modelClassNames: ClassNames) -> DatasetError {
        let name = classNames[position]
        let rows = Partition.allCases.flatMap { samples(in: $0) }
            .filter { $0.line > 0 && $0.labelIndices.contains(position) }.map(\.line).sorted()
        let lines = Array(rows.prefix(RowFaults<ManifestFault>.listedMaximum))
        let nearest = NearestName.find(name, among: modelClassNames.names)
        return labelling == .classes
            ? .classUnknownToModel(name: name, lines: lines, rowCount: rows.count, nearest: nearest)
            : .labelUnknownToModel(name: name, lines: lines, rowCount: rows.count, nearest: nearest)
    }

    /// The same data set with all images of another one as its validation images.
    ///
    /// - Throws: `DatasetError.unknownClass` for a class that the training images lack, `.unknownLabel` for a
    ///   label, `.valueMissing` or `.valueUnknown` for numbers of other names; `.cannotRelabel` where the
    ///   other one is labelled in a way that cannot be taken as this one's.
    public func validated(by other: Dataset) throws(DatasetError) -> Dataset {
        let aligned: Dataset
        do {
            aligned = try other.relabelled(as: labelling).aligned(to: classNames)
        } catch {
            switch error {
            case .classUnknownToModel(let name, _, _, _):
                throw .unknownClass(name: name, partition: .validation)
            case .labelUnknownToModel(let name, _, _, _):
                throw .unknownLabel(
                    name: name, partition: .validation, lines: [], rowCount: 0,
                    nearest: NearestName.find(name, among: classNames.names))
            case .valueMissing(let name, _): throw .valueMissing(name: name, partition: .validation)
            case .valueUnknown(let name, _): throw .valueUnknown(name: name, partition: .validation)
            default: throw error
            }
        }
        let samples = aligned.training + aligned.validation + aligned.test
        return Dataset(
            path: path, layout: layout, labelling: labelling, classNames: classNames,
            samples: [.training: training, .validation: samples, .test: test], ignored: ignored,
            problems: problems + other.problems, notes: notes, faults: faults + other.faults)
    }

    /// The same data set with what its images are labelled with taken another way: classes, such as those of
    /// a folder, are labels of which each image has one.
    ///
    /// - Throws: `DatasetError.cannotRelabel` for every other change.
    public func relabelled(as labelling: Labelling) throws(DatasetError) -> Dataset {
        if labelling == self.labelling { return self }
        guard self.labelling == .classes, labelling == .labels else {
            throw .cannotRelabel(from: self.labelling, to: labelling)
        }
        return Dataset(
            path: path, layout: layout, labelling: labelling, classNames: classNames,
            samples: [.training: training, .validation: validation, .test: test], ignored: ignored,
            problems: problems, notes: notes, faults: faults)
    }

    /// The same data set with every sample replaced.
    func mappingSamples(classNames: ClassNames, _ transform: (Sample) -> Sample) -> Dataset {
        Dataset(
            path: path, layout: layout, labelling: labelling, classNames: classNames,
            samples: [
                .training: training.map(transform), .validation: validation.map(transform),
                .test: test.map(transform),
            ],
            ignored: ignored, problems: problems, notes: notes, faults: faults)
    }
}

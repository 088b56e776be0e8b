/// Labelled images in up to three parts, from a folder or from a manifest: what everything behind this target
/// takes.
public struct Dataset: Hashable, Sendable {
    /// Whether the parts are given.
    public enum Layout: Hashable, Sendable {
        /// All samples are in `training`, to be split by whoever trains.
        case unsplit
        /// The source names these parts, `.training` among them.
        case split(Set<Partition>)
    }

    /// The folder that relative paths start from; absolute wherever the working directory has a path in UTF-8.
    public let path: String

    /// Whether the parts are given.
    public let layout: Layout

    /// The classes, those of the training images, in natural order.
    public let classNames: ClassNames

    /// The training samples by class, then by path; all samples where the data set is not split.
    public let training: [Sample]

    /// The validation samples by class, then by path; empty where there are none.
    public let validation: [Sample]

    /// The test samples by class, then by path; empty where there are none.
    public let test: [Sample]

    /// What was passed over on purpose.
    public let ignored: IgnoredEntries

    /// What should have given images and could not, in the order of the scan.
    public let problems: [FolderProblem]

    /// What is allowed and worth telling.
    public let notes: [FolderNote]

    /// Why a model cannot be trained on these images; empty after a strict scan, which throws the first of them.
    public let faults: [DatasetError]

    /// Puts a data set together.
    package init(
        path: String, layout: Layout, classNames: ClassNames, samples: [Partition: [Sample]],
        ignored: IgnoredEntries = IgnoredEntries(), problems: [FolderProblem] = [], notes: [FolderNote] = [],
        faults: [DatasetError] = []
    ) {
        self.path = path
        self.layout = layout
        self.classNames = classNames
        training = samples[.training] ?? []
        validation = samples[.validation] ?? []
        test = samples[.test] ?? []
        self.ignored = ignored
        self.problems = problems
        self.notes = notes
        self.faults = faults
    }

    /// The samples of one part.
    public func samples(in partition: Partition) -> [Sample] {
        switch partition {
        case .training: training
        case .validation: validation
        case .test: test
        }
    }

    /// The same data set with the class indices of a model.
    ///
    /// - Parameter modelClassNames: The model's classes in the order of its outputs; it may know more
    ///   classes.
    /// - Throws: `DatasetError.classUnknownToModel` for the first class that the model does not know.
    public func aligned(to modelClassNames: ClassNames) throws(DatasetError) -> Dataset {
        var indices: [Int] = []
        for name in classNames.names {
            guard let index = modelClassNames.index(of: name) else {
                throw .classUnknownToModel(name: name)
            }
            indices.append(index)
        }
        return mappingSamples(classNames: modelClassNames) { $0.mappingClasses { indices[$0] } }
    }

    /// The same data set with all images of another one as its validation images.
    ///
    /// - Throws: `DatasetError.unknownClass` for a class that the training images lack.
    public func validated(by other: Dataset) throws(DatasetError) -> Dataset {
        let aligned: Dataset
        do {
            aligned = try other.aligned(to: classNames)
        } catch .classUnknownToModel(let name) {
            throw .unknownClass(name: name, partition: .validation)
        }
        let samples = aligned.training + aligned.validation + aligned.test
        return Dataset(
            path: path, layout: layout, classNames: classNames,
            samples: [.training: training, .validation: samples, .test: test], ignored: ignored,
            problems: problems + other.problems, notes: notes, faults: faults + other.faults)
    }

    /// The same data set with every sample replaced.
    func mappingSamples(classNames: ClassNames, _ transform: (Sample) -> Sample) -> Dataset {
        Dataset(
            path: path, layout: layout, classNames: classNames,
            samples: [
                .training: training.map(transform), .validation: validation.map(transform),
                .test: test.map(transform),
            ],
            ignored: ignored, problems: problems, notes: notes, faults: faults)
    }
}

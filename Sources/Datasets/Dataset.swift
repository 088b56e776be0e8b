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

    /// What the images are labelled with; classes wherever the source is a folder.
    public let labelling: Labelling

    /// The classes or labels, those of the training images, in natural order; for numbers their names, in the
    /// order of each sample's values.
    public let classNames: ClassNames

    /// The training samples by (first) class or label, those without any last, then by path; all samples
    /// where the data set is not split.
    public let training: [Sample]

    /// The validation samples in the same order; empty where there are none.
    public let validation: [Sample]

    /// The test samples in the same order; empty where there are none.
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
        path: String, layout: Layout, labelling: Labelling = .classes, classNames: ClassNames,
        samples: [Partition: [Sample]], ignored: IgnoredEntries = IgnoredEntries(),
        problems: [FolderProblem] = [], notes: [FolderNote] = [], faults: [DatasetError] = []
    ) {
        self.path = path
        self.layout = layout
        self.labelling = labelling
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
}

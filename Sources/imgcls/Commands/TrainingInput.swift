internal import Datasets
internal import Models
internal import Networks
internal import Transfer

/// The images that a training run starts from, after everything that the command line says about them.
struct TrainingInput {
    /// The labelled images.
    let data: Dataset
    /// The sides that contents keep from an earlier split.
    let keptSides: [ContentDigest: Partition]
    /// Whether any images judge, and do not train.
    private let holdsOutImages: Bool

    /// Gathers the images that arguments name.
    ///
    /// - Throws: `DatasetError` or `CommandError`.
    init(_ arguments: TrainingDataArguments, _ task: ProblemKind, _ display: ProgressDisplay) throws {
        let source = arguments.source
        let labelling = Labelling(task)
        var data = try source.load(labelling)
        if let path = arguments.fixes { data = try Self.applying(fixesAt: path, to: data) }
        if arguments.validationFraction != nil, !data.validation.isEmpty {
            throw CommandError(
                .wrongUsage,
                "\(source.name): has validation images of its own; --validation-fraction would not be used")
        }
        if let validation = arguments.validation {
            guard data.validation.isEmpty else {
                throw CommandError(
                    .wrongUsage,
                    "\(source.name): has validation images of its own; --validation would replace them")
            }
            guard labelling != .values else {
                throw CommandError(
                    .wrongUsage, "\(validation): a folder says no values; use a column split in the manifest")
            }
            data = try DataSource.naming(validation) { [data] () throws(DatasetError) in
                try data.validated(by: try ImageFolder.scan(validation, minimumClassCount: 1))
            }
        }
        if let pattern = arguments.groupBy { data = try Self.grouping(data, by: pattern, source, display) }
        keptSides = try arguments.keepSplit.map { try Self.sides(in: $0, labelling) } ?? [:]
        if !keptSides.isEmpty, !data.validation.isEmpty {
            throw CommandError(
                .wrongUsage,
                "\(source.name): has validation images of its own; --keep-split would not be used")
        }
        for problem in data.problems { display.warn("left out \(source.folder ?? source.name)/\(problem)") }
        for note in data.notes { display.warn("note: \(note)") }
        holdsOutImages = arguments.heldOutShare > 0 || !data.validation.isEmpty
        self.data = data
    }

    /// Says that scores of held-out images may flatter, where a model to begin with may have learned from them: its
    /// features, or, where it is compared with on images that are no test images, its last layer.
    func warn(ofRefit model: Model, at path: String, isCompared: Bool, _ display: ProgressDisplay) {
        let isHeadSeen = isCompared && model.training?.refitImageCount != nil && !hasTestImages
        guard holdsOutImages, isHeadSeen || model.training?.featuresSawValidation == true else { return }
        display.warn(
            """
            warning: \(path) has learned from validation images (--refit): scores of images that are held out here may \
            flatter, and only test images tell
            """)
    }

    private var hasTestImages: Bool { !data.test.isEmpty || keptSides.values.contains(.test) }

    private static func applying(fixesAt path: String, to data: Dataset) throws -> Dataset {
        do {
            return try FixList(contentsOfFile: path).apply(to: data).dataset
        } catch {
            throw CommandError(
                error.category == .inputNotFound ? .inputNotFound : .badData, "\(path): \(error)")
        }
    }

    private static func grouping(
        _ data: Dataset, by text: String, _ source: DataSource, _ display: ProgressDisplay
    ) throws -> Dataset {
        let pattern: GroupPattern
        do {
            pattern = try GroupPattern(text)
        } catch {
            throw CommandError(.wrongUsage, "--group-by \(error)")
        }
        let grouped = data.grouped(by: pattern)
        guard grouped.matchCount > 0 else {
            throw CommandError(.badData, "\(source.name): --group-by \(text) matches none of the paths")
        }
        return grouped.dataset
    }

    /// The sides that a manifest records by the hashes of contents.
    private static func sides(in path: String, _ labelling: Labelling) throws -> [ContentDigest: Partition] {
        var sides: [ContentDigest: Partition] = [:]
        for entry in try DataSource.table(path, labelling).entries {
            guard let digest = entry.digest, let partition = entry.partition else {
                throw CommandError(
                    .badData, "\(path): line \(entry.line) lacks a hash or a split, which --keep-split needs")
            }
            if let other = sides.updateValue(partition, forKey: digest), other != partition {
                throw CommandError(
                    .badData, "\(path): line \(entry.line) puts an image of an earlier line into another part"
                )
            }
        }
        return sides
    }
}

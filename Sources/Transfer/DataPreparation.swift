internal import Datasets
internal import Images

/// Looks at a data set before training and decides which image is in which part: what all ways of training share.
struct DataPreparation: Sendable {
    let preprocessing: Preprocessing
    /// The frozen network, where features are wanted.
    let extractor: FeatureExtractor?
    let cache: FeatureCache?
    let reading: ReadingOptions
    let badImages: BadImagePolicy
    let seed: UInt64
    let workerCount: Int

    /// Examines a data set; where it has no validation images, a share of the training images is held out, class by
    /// class, decided by content and seed. Near duplicates and groups stay on one side.
    ///
    /// - Throws: `TransferError`, `ExecutionError`, or `CancellationError`.
    func prepare(
        _ data: Dataset, validationFraction: Double, keeping kept: [ContentDigest: Partition],
        progress: @escaping @Sendable (FeaturePipeline.Progress) -> Void
    ) async throws -> PreparedData {
        try refuseSeveralLabels(data)
        let examiner = Examiner(
            preprocessing: preprocessing, extractor: extractor, cache: cache, reading: reading,
            workerCount: workerCount)
        let examination = try await examiner.examine(data, progress: progress)
        try badImages.check(examination.failures, total: examination.totalCount)
        try refuseLostParts(examination, of: data)
        let prepared = try split(
            examination, of: data, validationFraction: validationFraction, keeping: kept)
        try refuseUnlearnable(prepared, of: data)
        return prepared
    }

    private func refuseSeveralLabels(_ data: Dataset) throws(TransferError) {
        guard data.labelling == .classes else { return }
        for partition in Partition.allCases {
            let several = data.samples(in: partition).filter { !$0.otherClassIndices.isEmpty }
            guard several.isEmpty else { throw .severalLabels(several) }
        }
    }

    /// Stops where validation or test images were given and none can be read: others must not take their place.
    private func refuseLostParts(_ examination: Examination, of data: Dataset) throws(TransferError) {
        for partition in [Partition.validation, .test] where !data.samples(in: partition).isEmpty {
            guard examination.partitions.contains(partition) else {
                throw .partWithoutReadableImages(partition, examination.failures)
            }
        }
    }

    /// Stops where the training images do not show what is to be learned.
    private func refuseUnlearnable(_ prepared: PreparedData, of data: Dataset) throws(TransferError) {
        let examination = prepared.examination
        let samples = prepared.positions(in: .training).map { examination.samples[$0] }
        let counts = LearningTargets(samples, nameCount: data.classNames.count)
        switch data.labelling {
        case .classes:
            if let missing = counts.imageCounts.firstIndex(of: 0) {
                throw .classWithoutTrainingImages(name: data.classNames[missing], examination.failures)
            }
        case .labels:
            if let missing = counts.imageCounts.firstIndex(of: 0) {
                throw .labelWithoutTrainingImages(name: data.classNames[missing], examination.failures)
            }
            if let complete = counts.labelsOnEveryImage.first {
                throw .labelOnEveryTrainingImage(name: data.classNames[complete])
            }
        case .values:
            let minimum = LearningTargets.minimumImageCount
            guard samples.count >= minimum else {
                throw .tooFewTrainingImages(
                    count: samples.count, minimum: minimum, examination.failures)
            }
            if let constant = counts.constantValues.first {
                throw .constantValue(name: data.classNames[constant.index], value: constant.value)
            }
        }
    }

    /// Decides which image is in which part.
    private func split(
        _ examination: Examination, of data: Dataset, validationFraction: Double,
        keeping kept: [ContentDigest: Partition]
    ) throws(TransferError) -> PreparedData {
        guard kept.isEmpty || examination.digests.contains(where: { kept[$0] != nil }) else {
            throw .nothingKept(count: kept.count)
        }
        let clusters = examination.clusters
        var partitions = examination.partitions
        var conflicts: [[Int]] = []
        if data.validation.isEmpty {
            let positions = examination.positions(in: .training)
            let split = StratifiedSplit(
                samples: positions.map { examination.samples[$0] }, labelling: data.labelling,
                digests: positions.map { examination.digests[$0] },
                clusters: positions.map { clusters[$0] }, keeping: kept,
                validationFraction: validationFraction, seed: seed)
            for (index, partition) in split.partitions.enumerated() {
                partitions[positions[index]] = partition
            }
            conflicts = split.conflicts.map { $0.sampleIndices.map { positions[$0] } }
        }
        return PreparedData(
            examination: examination, partitions: partitions, splitConflicts: conflicts)
    }
}

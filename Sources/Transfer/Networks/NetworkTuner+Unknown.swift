internal import Datasets
internal import Models
internal import Tensors
internal import Training

extension NetworkTuner {
    /// The largest number of images of each part whose features are looked at, which takes seconds.
    private static let largestImageCount = 2048

    /// What tells images that show none of the classes, from the features that the trained network gives the training
    /// images as they are.
    ///
    /// - Returns: Nil for other kinds of problem, without enough validation images (the network has learned from all
    ///   others, which lie nearer to their classes than new ones), and where `UnknownDetectorFit` finds none.
    /// - Throws: `ModelError`, `ExecutionError`, `OneDNNError`, `CancellationError`.
    func unknownDetector(
        for model: Model, _ prepared: PreparedData, classCount: Int
    ) async throws -> UnknownDetector? {
        guard model.task == .multiclass || model.task == .binary,
            prepared.positions(in: .validation).count >= UnknownDetectorFit.fewestHeldOut
        else { return nil }
        let extractor = try FeatureExtractor(model)
        let training = positions(.training, prepared)
        let validation = positions(.validation, prepared)
        let total = training.count + validation.count
        let progress = progress
        guard extractor.featureCount <= UnknownDetectorFit.largestFeatureCount,
            let training = try await rows(
                training, prepared, extractor,
                { progress(.fittingUnknown(completed: $0, total: total)) }),
            let validation = try await rows(
                validation, prepared, extractor,
                { progress(.fittingUnknown(completed: total - validation.count + $0, total: total)) }),
            validation.samples.count >= UnknownDetectorFit.fewestHeldOut,
            // Training that has ended well is not thrown away for features that are no numbers.
            let labelled = try? training.classes(count: classCount)
        else { return nil }
        return try UnknownDetectorFit(seed: options.settings.seed).detector(
            training: labelled, heldOut: validation.features)
    }

    /// The images of one part, as many as a detector looks at.
    private func positions(_ partition: Partition, _ prepared: PreparedData) -> [Int] {
        let samples = prepared.examination.samples
        let all = prepared.positions(in: partition)
        let chosen = EvenChoice.positions(
            Self.largestImageCount, of: all.map { samples[$0].classIndex })
        return chosen.map { all[$0] }
    }

    /// The features of images.
    private func rows(
        _ positions: [Int], _ prepared: PreparedData, _ extractor: FeatureExtractor,
        _ completed: @escaping @Sendable (Int) -> Void
    ) async throws -> FeatureRows? {
        let samples = prepared.examination.samples
        guard !positions.isEmpty else { return nil }
        // Without the cache, which a network of this run would only fill.
        let pipeline = FeaturePipeline(
            extractor: extractor, cache: nil, reading: options.reading, workerCount: options.workerCount)
        let part = prepared.examination.part(at: positions)
        let table = try await pipeline.features(
            of: part.samples, expecting: part.digests, views: [.plain]
        ) { completed($0.completed) }
        // An image that has become unreadable since is left out.
        let readable = table.samplePositions.map { positions[$0] }
        guard !readable.isEmpty else { return nil }
        return FeatureRows(
            features: table.features, samples: readable.map { samples[$0] }, positions: readable,
            groups: prepared.groups(of: readable))
    }
}

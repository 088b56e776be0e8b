internal import Datasets
internal import Metrics
internal import Models
internal import Networks
internal import Tensors
internal import Training

extension FineTuner {
    /// Trains the head on prepared images and scores it.
    func train(on prepared: PreparedData, of data: Dataset, toolVersion: String) async throws -> Outcome {
        let classNames = data.classNames
        let examination = prepared.examination
        let extra = try await extraViews(prepared)
        let training = try trainingFeatures(prepared, extra, classCount: classNames.count)
        let validation = try plainFeatures(.validation, prepared, classCount: classNames.count)
        let test = try plainFeatures(.test, prepared, classCount: classNames.count)
        let trainer = SoftmaxHeadTrainer(seed: options.seed, workerCount: options.workerCount)
        let progress = progress
        // Without early stopping nothing is chosen on the validation images: they stay an honest test.
        let watched = options.stopsEarly ? validation : nil
        let fit = try await trainer.fit(training, validation: watched) { progress(.head($0)) }
        let validationReport = try validation.map { try report(fit, $0, classNames) }
        let parts = Dictionary(
            uniqueKeysWithValues: Partition.allCases.compactMap { partition in
                let positions = prepared.positions(in: partition)
                return positions.isEmpty ? nil : (partition, examination.part(at: positions))
            })
        let summary = { (partition: Partition) in
            parts[partition].map {
                DatasetSummary(classNames: classNames, samples: $0.samples, digests: $0.digests)
            }
        }
        let record = record(
            fit,
            training: summary(.training) ?? DatasetSummary(classNames: classNames, samples: [], digests: []),
            validation: summary(.validation), report: validationReport, toolVersion: toolVersion)
        let viewRows = extra?.samplePositions.count ?? 0
        return Outcome(
            model: try model(fit, classNames, record), validation: validationReport,
            test: try test.map { try report(fit, $0, classNames) }, failures: examination.failures,
            check: CheckReport(
                data, prepared,
                suspicions: fit.outOfFold.map { Array(ConfidentLearning($0).likelyErrors) } ?? [],
                badImages: options.badImages),
            parts: parts,
            featureRows: (
                examination.samples.count + viewRows, examination.cachedCount + (extra?.cachedRowCount ?? 0)
            ), fit: fit)
    }

    // MARK: Features

    /// The views of the training images beside the plain one; nil where none are wanted.
    private func extraViews(_ prepared: PreparedData) async throws -> FeatureTable? {
        let views = Array(FeatureView.first(options.viewCount).dropFirst())
        guard !views.isEmpty else { return nil }
        let part = prepared.examination.part(at: prepared.positions(in: .training))
        let pipeline = FeaturePipeline(
            extractor: extractor, cache: cache, reading: options.reading, workerCount: options.workerCount)
        let progress = progress
        return try await pipeline.features(of: part.samples, expecting: part.digests, views: views) {
            progress(.views($0))
        }
    }

    /// The training images: first the plain view of each, then the other views.
    private func trainingFeatures(
        _ prepared: PreparedData, _ extra: FeatureTable?, classCount: Int
    ) throws(TrainingError) -> LabelledFeatures {
        var positions = prepared.positions(in: .training)
        var features = prepared.examination.features(at: positions) ?? Tensor(shape: [0, 0], values: [])
        if let extra {
            let rows = extra.samplePositions.map { positions[$0] }
            positions += rows
            features = Tensor(
                shape: [positions.count, extractor.featureCount],
                values: features.values + extra.features.values)
        }
        return try LabelledFeatures(
            features: features, labels: positions.map { prepared.examination.samples[$0].classIndex },
            images: positions, groups: prepared.groups(of: positions), classCount: classCount)
    }

    private func plainFeatures(
        _ partition: Partition, _ prepared: PreparedData, classCount: Int
    ) throws(TrainingError) -> LabelledFeatures? {
        let positions = prepared.positions(in: partition)
        guard !positions.isEmpty, let features = prepared.examination.features(at: positions) else {
            return nil
        }
        return try LabelledFeatures(
            features: features, labels: positions.map { prepared.examination.samples[$0].classIndex },
            images: positions, classCount: classCount)
    }

    // MARK: Results

    private func report(
        _ fit: HeadFit, _ set: LabelledFeatures, _ classNames: ClassNames
    ) throws(MetricsError) -> ClassificationReport {
        let probabilities = try fit.head.probabilities(set.features, temperature: fit.temperature)
        return try ClassificationReport(probabilities, labels: set.labels, classNames: classNames.names)
    }

    private func record(
        _ fit: HeadFit, training: DatasetSummary, validation: DatasetSummary?, report: ClassificationReport?,
        toolVersion: String
    ) -> TrainingRecord {
        let chosen = fit.candidates.first { $0.strength == fit.strength }
        return TrainingRecord(
            toolVersion: toolVersion, seed: options.seed, trainingData: training, validationData: validation,
            viewCount: options.viewCount, backboneDigest: extractor.networkDigest,
            l2Strength: fit.strength, iterationCount: fit.bestIteration, outcome: fit.outcome.rawValue,
            validation: report,
            crossValidation: chosen.map { .init(accuracy: $0.accuracy, logLoss: $0.logLoss) })
    }

    /// The backbone with the trained head in place of its own.
    private func model(
        _ fit: HeadFit, _ classNames: ClassNames, _ record: TrainingRecord
    ) throws -> Model {
        let network: Network
        var parameters = backbone.parameters
        do {
            network = try backbone.network.replacingHead(classCount: classNames.count)
            let head = try network.head()
            parameters[head.parameterName(.weight)] = fit.head.weight
            parameters[head.parameterName(.bias)] = fit.head.bias
        } catch {
            throw ModelError.network(error)
        }
        let session = try extractor.makeSession()
        return try Model(
            network: network, parameters: parameters, classNames: classNames.names,
            preprocessing: backbone.preprocessing, temperature: fit.temperature, training: record,
            source: backbone.source
        ).addingGoldenExamples { pixels in
            let features = try session.features(ofPrepared: pixels)
            return fit.head.logits(Tensor(shape: [1, features.count], values: features)).values
        }
    }
}

extension Examination {
    /// The images at some positions.
    func part(at positions: [Int]) -> FineTuner.Part {
        FineTuner.Part(samples: positions.map { samples[$0] }, digests: positions.map { digests[$0] })
    }
}

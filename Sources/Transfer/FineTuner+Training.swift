internal import Datasets
internal import Metrics
internal import Models
internal import Networks
internal import Tensors
internal import Training

extension FineTuner {
    /// Trains the head on prepared images and scores it.
    func train(on prepared: PreparedData, of data: Dataset, toolVersion: String) async throws -> Outcome {
        let examination = prepared.examination
        let extra = try await extraViews(prepared)
        let training = trainingRows(prepared, extra)
        let validation = plainRows(.validation, prepared)
        let test = plainRows(.test, prepared)
        let head = try await trainHead(on: training, validation: validation, nameCount: data.classNames.count)
        let detector = try unknownDetector(
            head, extra == nil ? training : plainRows(.training, prepared), validation, data)
        let validationReport = try validation.map { try report(head, $0, data) }
        let parts = examination.parts(prepared)
        let record = record(head, parts, data, report: validationReport, toolVersion: toolVersion)
        let refit = try await refit(
            on: prepared, of: data, detector: detector, validation: validationReport, toolVersion: toolVersion
        )
        let viewRows = extra?.samplePositions.count ?? 0
        let suspicions = head.classFit?.outOfFold.map { Array(ConfidentLearning($0).likelyErrors) } ?? []
        return Outcome(
            model: try model(head, detector, data, record), validation: validationReport,
            test: try test.map { try report(head, $0, data) }, failures: examination.failures,
            check: CheckReport(data, prepared, suspicions: suspicions, badImages: options.badImages),
            parts: parts,
            featureRows: (
                examination.samples.count + viewRows, examination.cachedCount + (extra?.cachedRowCount ?? 0)
            ), head: head, refit: refit)
    }

    /// Trains the head on validation images as well, where that is wanted and there are any.
    ///
    /// - Parameters:
    ///   - detector: What the training images before and the validation images say of unknown images, which holds for
    ///     any head on these features.
    ///   - validation: How the head before did on the validation images.
    private func refit(
        on prepared: PreparedData, of data: Dataset, detector: UnknownDetector?, validation: ModelReport?,
        toolVersion: String
    ) async throws -> Refit? {
        guard options.refits, !prepared.positions(in: .validation).isEmpty else { return nil }
        let joined = prepared.joiningValidation
        let head = try await trainHead(
            on: trainingRows(joined, try await extraViews(joined)), validation: nil,
            nameCount: data.classNames.count)
        let imageCount = joined.positions(in: .training).count
        var record = record(
            head, prepared.examination.parts(prepared), data, report: validation, toolVersion: toolVersion)
        record.refitImageCount = imageCount
        return Refit(
            model: try model(head, detector, data, record), imageCount: imageCount,
            test: try plainRows(.test, prepared).map { try report(head, $0, data) }, records: [],
            checkpoint: nil)
    }

    /// Trains the last layer that the kind of problem calls for.
    private func trainHead(
        on training: FeatureRows, validation: FeatureRows?, nameCount: Int
    ) async throws -> TrainedHead {
        let progress = progress
        let report: @Sendable (FitProgress) -> Void = { progress(.outputs($0)) }
        switch options.task {
        case .binary, .multiclass:
            let trainer = SoftmaxHeadTrainer(seed: options.seed, workerCount: options.workerCount)
            // Without early stopping nothing is chosen on the validation images: they stay an honest test.
            let watched = options.stopsEarly ? try validation?.classes(count: nameCount) : nil
            let fit = try await trainer.fit(try training.classes(count: nameCount), validation: watched) {
                progress(.head($0))
            }
            return .classes(fit, isBinary: options.task == .binary)
        case .multilabel:
            let trainer = MultilabelHeadTrainer(seed: options.seed, workerCount: options.workerCount)
            return .labels(
                try await trainer.fit(try training.labels(count: nameCount), progress: report))
        case .regression:
            let trainer = RidgeHeadTrainer(seed: options.seed, workerCount: options.workerCount)
            let values = try training.values(count: nameCount, isBounded: options.isBounded)
            return .values(try await trainer.fit(values, progress: report), isBounded: options.isBounded)
        }
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
    private func trainingRows(_ prepared: PreparedData, _ extra: FeatureTable?) -> FeatureRows {
        var positions = prepared.positions(in: .training)
        var features = prepared.examination.features(at: positions) ?? Tensor(shape: [0, 0], values: [])
        if let extra {
            let rows = extra.samplePositions.map { positions[$0] }
            positions += rows
            features = Tensor(
                shape: [positions.count, extractor.featureCount],
                values: features.values + extra.features.values)
        }
        return rows(features, at: positions, prepared)
    }

    private func plainRows(_ partition: Partition, _ prepared: PreparedData) -> FeatureRows? {
        let positions = prepared.positions(in: partition)
        guard !positions.isEmpty, let features = prepared.examination.features(at: positions) else {
            return nil
        }
        return rows(features, at: positions, prepared)
    }

    private func rows(
        _ features: Tensor<Float>, at positions: [Int], _ prepared: PreparedData
    ) -> FeatureRows {
        FeatureRows(
            features: features, samples: positions.map { prepared.examination.samples[$0] },
            positions: positions, groups: prepared.groups(of: positions))
    }

    // MARK: Results

    private func report(_ head: TrainedHead, _ rows: FeatureRows, _ data: Dataset) throws -> ModelReport {
        let logits = head.layer.logits(rows.features)
        return try ModelReport(
            answers: (0..<logits.shape[0]).map {
                head.task.answers(logits: logits.row($0).values, temperature: head.temperature)
            },
            of: rows.samples, task: head.task, names: data.classNames.names)
    }

    private func record(
        _ head: TrainedHead, _ parts: [Partition: Part], _ data: Dataset, report: ModelReport?,
        toolVersion: String
    ) -> TrainingRecord {
        let summary = { (partition: Partition) in
            parts[partition].map {
                DatasetSummary(
                    labelling: data.labelling, classNames: data.classNames, samples: $0.samples,
                    digests: $0.digests)
            }
        }
        let fit = head.classFit
        let chosen = fit?.candidates.first { $0.strength == fit?.strength }
        var record = TrainingRecord(
            toolVersion: toolVersion, seed: options.seed,
            trainingData: summary(.training)
                ?? DatasetSummary(
                    labelling: data.labelling, classNames: data.classNames, samples: [], digests: []),
            validationData: summary(.validation), viewCount: options.viewCount,
            backboneDigest: extractor.networkDigest, l2Strength: fit?.strength ?? 0,
            outputStrengths: fit == nil ? head.strengths : nil, iterationCount: fit?.bestIteration ?? 0,
            outcome: fit?.outcome.rawValue ?? HeadFit.Outcome.converged.rawValue, validation: report,
            crossValidation: chosen.map { .init(accuracy: $0.accuracy, logLoss: $0.logLoss) })
        record.backboneSawValidation = backbone.training?.featuresSawValidation == true ? true : nil
        return record
    }

    /// What tells images that show none of the classes, for heads that choose between classes.
    private func unknownDetector(
        _ head: TrainedHead, _ training: FeatureRows?, _ validation: FeatureRows?, _ data: Dataset
    ) throws -> UnknownDetector? {
        guard head.classFit != nil, let training else { return nil }
        return try UnknownDetectorFit(seed: options.seed).detector(
            training: try training.classes(count: data.classNames.count), heldOut: validation?.features)
    }

    /// The backbone with the trained head in place of its own.
    private func model(
        _ head: TrainedHead, _ detector: UnknownDetector?, _ data: Dataset, _ record: TrainingRecord
    ) throws -> Model {
        let layer = head.layer
        let network: Network
        var parameters = backbone.parameters
        do {
            network = try backbone.network.replacingHead(classCount: layer.outputCount)
            let node = try network.head()
            parameters[node.parameterName(.weight)] = layer.weight
            parameters[node.parameterName(.bias)] = layer.bias
        } catch {
            throw ModelError.network(error)
        }
        let session = try extractor.makeSession()
        return try Model(
            network: network, parameters: parameters, classNames: data.classNames.names,
            preprocessing: backbone.preprocessing, task: head.task, temperature: head.temperature,
            unknownDetector: detector, training: record, source: backbone.source
        ).addingGoldenExamples { pixels in
            let features = try session.features(ofPrepared: pixels)
            return layer.logits(Tensor(shape: [1, features.count], values: features)).values
        }
    }
}

extension Examination {
    /// The images at some positions.
    func part(at positions: [Int]) -> FineTuner.Part {
        FineTuner.Part(samples: positions.map { samples[$0] }, digests: positions.map { digests[$0] })
    }
}

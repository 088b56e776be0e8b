internal import Augmentation
internal import Datasets
internal import Metrics
internal import Models
internal import Networks
internal import Training

extension NetworkTuner {
    /// What decides every bit of a run.
    func identity(
        of job: TuningJob, _ start: Start, _ parts: [Partition: FineTuner.Part], toolVersion: String
    ) throws(ModelError) -> RunIdentity {
        var content: [UInt8] = []
        for partition in [Partition.training, .validation] {
            guard let part = parts[partition] else { continue }
            content += Array("\(partition) ".utf8)
            // In their order, which decides what is shuffled into which batch.
            for (sample, digest) in zip(part.samples, part.digests) {
                content += Array("\(sample.labelIndices) \(sample.values) ".utf8) + digest.bytes
            }
        }
        return RunIdentity(
            network: job.network, settings: job.settings, keepsStatistics: options.keepsStatistics,
            dataDigest: "\(ContentDigest(of: content))",
            startDigest: "\(try start.digest()) at \(options.trainingSide ?? start.network.input.width) px",
            augmentation: options.augmentation.description, toolVersion: toolVersion)
    }

    /// What the model file says about the run.
    func record(
        _ parts: [Partition: FineTuner.Part], _ validation: ModelReport?, _ trained: TrainingOutcome,
        _ data: Dataset, _ start: Start, toolVersion: String
    ) throws(ModelError) -> TrainingRecord {
        let summary = { (partition: Partition) in
            parts[partition].map {
                DatasetSummary(
                    labelling: data.labelling, classNames: data.classNames, samples: $0.samples,
                    digests: $0.digests)
            }
        }
        let settings = options.settings
        var record = TrainingRecord(
            toolVersion: toolVersion, seed: settings.seed,
            trainingData: summary(.training)
                ?? DatasetSummary(
                    labelling: data.labelling, classNames: data.classNames, samples: [], digests: []),
            validationData: summary(.validation), viewCount: 1, backboneDigest: try start.digest(),
            l2Strength: 0,
            iterationCount: trained.records.count,
            outcome: validation == nil ? "last_epoch" : "best_epoch", validation: validation,
            crossValidation: nil,
            network: networkSummary(trained))
        record.backboneSawValidation = start.sawValidation ? true : nil
        return record
    }

    private func networkSummary(_ trained: TrainingOutcome) -> TrainingRecord.NetworkSummary {
        let settings = options.settings
        var summary = TrainingRecord.NetworkSummary(
            blockCount: options.blockCount, keepsStatistics: options.keepsStatistics,
            augmentation: options.augmentation.description, optimizer: settings.optimizer.description,
            schedule: settings.schedule.description, batchSize: settings.batchSize,
            shardSize: settings.shardSize, epochCount: trained.records.count,
            bestEpoch: trained.bestEpoch)
        summary.plannedEpochCount = settings.epochCount
        summary.patience = settings.patience
        summary.loss = LossSettings(settings.loss).description
        summary.labelSmoothing = settings.loss.labelSmoothing == 0 ? nil : settings.loss.labelSmoothing
        summary.classWeights = options.weighting == .none ? nil : options.weighting.description
        summary.clipping = settings.clipping == .none ? nil : settings.clipping.description
        summary.average = settings.average?.decay
        summary.layerDecay = settings.layerwiseFactor == 1 ? nil : settings.layerwiseFactor
        summary.trainingSide = options.trainingSide
        return summary
    }
}

extension Examination {
    /// The images of each part that has any.
    func parts(_ prepared: PreparedData) -> [Partition: FineTuner.Part] {
        Dictionary(
            uniqueKeysWithValues: Partition.allCases.compactMap { partition in
                let positions = prepared.positions(in: partition)
                return positions.isEmpty ? nil : (partition, part(at: positions))
            })
    }
}

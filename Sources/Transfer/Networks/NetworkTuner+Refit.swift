internal import Datasets
internal import Models
internal import Training

extension NetworkTuner {
    /// Trains once more, on validation images as well, for as many epochs as the chosen weights had taken; see ``Refit``.
    ///
    /// The learning rate falls within these epochs. There is no detector of unknown images behind it, as no images are
    /// left that training has not seen.
    ///
    /// - Parameters:
    ///   - before: The run that the validation images judged.
    ///   - start: Where training begins: with a head that has seen the validation images too.
    /// - Returns: Nil where there are no validation images.
    /// - Throws: What `train` throws, with `RefitError` in place of `TrainingLoopError`.
    func refit(
        behind before: Outcome, from start: Start, on prepared: PreparedData, of data: Dataset,
        toolVersion: String
    ) async throws -> Refit? {
        guard let record = before.model.training, before.validation != nil else { return nil }
        let again = refitting(epochCount: before.bestEpoch)
        let joined = prepared.joiningValidation
        let job = try TuningJob(start, joined, data, again.options)
        let parts = joined.examination.parts(joined)
        let checkpoint = RunCheckpoint(
            path: again.options.checkpointPath,
            identity: try again.identity(of: job, start, parts, toolVersion: toolVersion))
        let imageCount = job.training.count
        progress(.refitting(imageCount: imageCount, epochCount: before.bestEpoch))
        let trained: TrainingOutcome
        do {
            trained = try await again.trainWeights(
                of: job, keptIn: checkpoint, from: options.resumes ? try checkpoint.resumedIfOfThisRun() : nil
            )
        } catch let error as TrainingLoopError {
            throw RefitError(reason: error)
        }
        let progress = progress
        let scores = try await TuningScores(
            of: job, trained.parameters, calibratedLike: before.model, workerCount: options.workerCount
        ) { progress(.judging(completed: $0, total: $1)) }
        return Refit(
            model: try job.model(
                trained.parameters, scores,
                record: try record.refitted(trained, imageCount: imageCount, from: start)),
            imageCount: imageCount, test: scores.test, records: trained.records, checkpoint: checkpoint)
    }

    /// The same tuner for a run of a given length, which is kept beside the run before.
    private func refitting(epochCount: Int) -> NetworkTuner {
        var options = options
        options.settings.epochCount = epochCount
        options.settings.patience = nil
        options.budget = nil
        options.checkpointPath = options.checkpointPath.map(Refit.checkpointPath(besides:))
        return NetworkTuner(cache: nil, options: options, progress: progress)
    }
}

extension TrainingRecord {
    /// The record of a refit: data and scores of the run before, and where the weights come from.
    fileprivate func refitted(
        _ trained: TrainingOutcome, imageCount: Int, from start: NetworkTuner.Start
    ) throws(ModelError) -> TrainingRecord {
        var record = self
        record.refitImageCount = imageCount
        record.backboneDigest = try start.digest()
        record.iterationCount = trained.records.count
        record.outcome = "last_epoch"
        record.network?.epochCount = trained.records.count
        record.network?.bestEpoch = trained.bestEpoch
        return record
    }
}

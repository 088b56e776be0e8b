internal import Augmentation
internal import Datasets
internal import ImageClassifier
internal import Reports
internal import Training
internal import Transfer

extension Finetune {
    /// Writes the report: about the test images, else the validation images.
    func write(
        _ path: String, about trained: ImageClassifier.Trained, _ display: ProgressDisplay
    ) async throws {
        let outcome = trained.outcome
        let judged = outcome.parts[.test] == nil ? Partition.validation : .test
        guard let samples = outcome.parts[judged]?.samples else {
            return display.warn("note: there are no images to report on; --validation-fraction 0 left none")
        }
        // Images that have joined in training cannot judge it.
        var classifier = judged == .test ? trained.classifier : trained.chosen
        classifier.reading = reading.options
        classifier.featureCache = cacheArguments.cache(display)
        let evaluation = try await classifier.evaluate(
            samples, in: images.source.name, workerCount: workerOptions.workerCount
        ) { display.update("Judging", completed: $0, total: samples.count) }
        display.finish()
        var builder = ReportBuilder(
            classifier: classifier, evaluation: evaluation, data: images.source.name, part: "\(judged)",
            reading: reading.options)
        builder.parts = outcome.parts.mapValues(\.samples)
        builder.check = outcome.check
        if judged != .test { builder.laterImageCount = trained.refit?.imageCount }
        if let stages = trained.stages {
            let network = stages.network
            builder.curves = TrainingCurves(
                epochs: network.records, metricName: problem.task.metricName ?? "metric",
                keptEpoch: stages.keepsNetwork ? network.bestEpoch : nil,
                laterEpochCount: stages.keepsNetwork ? trained.refit?.records.count : nil)
            builder.policy = (optimization.augment ?? Self.augmentation).description
        }
        try TextFile.write(try builder.html(), to: path)
    }
}

import Metrics

extension SoftmaxHeadTrainer {
    /// Predicts each training image with a head that learned neither from it nor from its group.
    ///
    /// This is the cross-validation of `fit` without the final fit, so `HeadFit.outOfFold` is the same.
    /// Unlike `fit` it accepts classes without images; their probability is 0.
    ///
    /// - Parameters:
    ///   - training: Images and labels, right or wrong.
    ///   - progress: Called after each strength.
    /// - Returns: One row for each image that can be held out; nil if there are none (see
    ///   `StrengthSelection.crossValidation`), if only one class has images, or if the strength is not chosen
    ///   by cross-validation.
    /// - Throws: `TrainingError.invalidStrength`; `CancellationError` soon after the current task was
    ///   cancelled.
    public func outOfFold(
        _ training: LabelledFeatures, progress: @escaping @Sendable (HeadProgress) -> Void = { _ in }
    ) async throws -> HeadFit.HeldOutPredictions? {
        guard case .crossValidation = selection else { return nil }
        let classes = Set(training.labels).sorted()
        guard classes.count > 1 else { return nil }
        guard classes.count < training.classCount else {
            return try await predictions(training, progress: progress)
        }
        let position = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
        let compact = try LabelledFeatures(
            features: training.features, labels: training.labels.compactMap { position[$0] },
            images: training.images, groups: training.groups, classCount: classes.count)
        return try await predictions(compact, progress: progress).map { narrow in
            var values = [Double](repeating: 0, count: narrow.labels.count * training.classCount)
            for row in narrow.labels.indices {
                for (column, label) in classes.enumerated() {
                    values[row * training.classCount + label] = narrow.probabilities[row: row, column: column]
                }
            }
            return HeadFit.HeldOutPredictions(
                images: narrow.images, labels: narrow.labels.map { classes[$0] },
                probabilities: try ProbabilityTable(classCount: training.classCount, values: values),
                temperature: narrow.temperature)
        }
    }

    /// The same where every class has an image.
    private func predictions(
        _ training: LabelledFeatures, progress: @escaping @Sendable (HeadProgress) -> Void
    ) async throws -> HeadFit.HeldOutPredictions? {
        try check(training)
        let path = StrengthPath(
            trainer: self, training: training,
            features: FeatureScaling(training.features).pack(training.features),
            watched: nil, progress: progress)
        return try await path.choose().outOfFold?.predictions(classCount: training.classCount)
    }
}

// How a run is fitted into its time.
extension NetworkTrainer {
    /// The number of epochs, of which a time budget may leave fewer than the settings say.
    var epochCount: Int { state.fittedEpochCount ?? settings.epochCount }

    var length: RunLength {
        var fitted = settings
        fitted.epochCount = epochCount
        let length = fitted.runLength(imageCount: imageCount)
        return state.fittedStepCount.map {
            RunLength(stepCount: max($0, 1), stepsPerEpoch: length.stepsPerEpoch)
        } ?? length
    }

    /// Forgets how the run was fitted into its time where there is no limit now, or one that leaves room for more.
    func forgetFit(_ budget: TimeBudget?, _ elapsed: Double, epochSeconds: Double?) {
        guard let budget else {
            (state.fittedEpochCount, state.fittedStepCount) = (nil, nil)
            return
        }
        if state.hasTakenFittedSteps, !budget.isSpent(after: elapsed) { state.fittedStepCount = nil }
        guard let fitted = state.fittedEpochCount, let epochSeconds, state.epoch >= fitted else { return }
        let count = budget.epochCount(
            finished: state.epoch, elapsed: elapsed, epochSeconds: epochSeconds, most: settings.epochCount)
        if count > fitted { state.fittedEpochCount = nil }
    }

    /// Fits the run into its time after the first epoch, once, so that a schedule does not change again and again.
    func fit(
        into budget: TimeBudget?, _ elapsed: Double, epochSeconds: Double, _ events: @Sendable (Event) -> Void
    ) {
        guard let budget, state.fittedEpochCount == nil else { return }
        let count = budget.epochCount(
            finished: state.epoch, elapsed: elapsed, epochSeconds: epochSeconds, most: settings.epochCount)
        state.fittedEpochCount = count
        if count < settings.epochCount { events(.fitted(epochCount: count)) }
    }

    /// Fits the run into its time as soon as its first steps show that not even one epoch fits.
    func fitSteps(
        into budget: TimeBudget, _ elapsed: Double, since begin: Double, of count: Int,
        _ events: @Sendable (Event) -> Void
    ) {
        guard state.epoch == 0, state.fittedStepCount == nil,
            let fitted = budget.stepCount(
                finished: state.stepInEpoch, of: count, elapsed: elapsed, trained: elapsed - begin)
        else { return }
        state.fittedStepCount = fitted
        events(.fittedImages(count: min(fitted * settings.batchSize, imageCount), total: imageCount))
    }
}

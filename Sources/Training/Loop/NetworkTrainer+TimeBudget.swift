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

    /// Fits the run anew where the limit is another one than it was fitted into.
    func refit(into budget: TimeBudget?, _ elapsed: Double, _ events: @Sendable (Event) -> Void) {
        guard budget?.seconds != state.fittedSeconds else { return }
        (state.fittedEpochCount, state.fittedStepCount, state.fittedSeconds) = (nil, nil, nil)
        guard let last = state.records.last else { return }
        fit(into: budget, elapsed, epochSeconds: last.seconds, events)
    }

    /// Fits the run into its time after the first epoch, once, so that a schedule does not change again and again.
    func fit(
        into budget: TimeBudget?, _ elapsed: Double, epochSeconds: Double, _ events: @Sendable (Event) -> Void
    ) {
        guard let budget, state.fittedEpochCount == nil else { return }
        let count = budget.epochCount(
            finished: state.epoch, elapsed: elapsed, epochSeconds: epochSeconds, most: settings.epochCount)
        (state.fittedEpochCount, state.fittedSeconds) = (count, budget.seconds)
        if count < settings.epochCount { events(.fitted(epochCount: count)) }
    }

    /// Fits the run into its time as soon as its first steps show that not even one epoch fits.
    func fitSteps(
        _ forecast: inout StepForecast?, into budget: TimeBudget, _ elapsed: Double,
        _ events: @Sendable (Event) -> Void
    ) {
        guard state.epoch == 0, state.fittedStepCount == nil,
            let fitted = forecast?.fittingSteps(finished: state.stepInEpoch, elapsed: elapsed)
        else { return }
        (state.fittedStepCount, state.fittedSeconds) = (fitted, budget.seconds)
        events(.fittedImages(count: min(fitted * settings.batchSize, imageCount), total: imageCount))
    }
}

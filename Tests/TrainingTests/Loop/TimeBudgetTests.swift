import Synchronization
import Testing
import Training

@Suite struct TimeBudgetTests {
    /// A budget, how long the steps of each epoch take, and where the run then ends.
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let budget: Double?
        let stepSeconds: [Double]
        let ending: TrainingOutcome.Ending
        let epochCount: Int
        let steps: Int
    }

    /// An epoch has three steps, a run four epochs.
    static let cases = [
        Case(
            testDescription: "no limit", budget: nil, stepSeconds: [1, 1, 1, 1], ending: .completed,
            epochCount: 4, steps: 12),
        Case(
            testDescription: "enough time", budget: 20, stepSeconds: [1, 1, 1, 1], ending: .completed,
            epochCount: 4, steps: 12),
        Case(
            testDescription: "too short for the last epoch", budget: 10, stepSeconds: [1, 1, 1, 1],
            ending: .outOfTime, epochCount: 3, steps: 9),
        Case(
            testDescription: "spent at the end of an epoch", budget: 3, stepSeconds: [1, 1, 1, 1],
            ending: .outOfTime, epochCount: 1, steps: 3),
        Case(
            testDescription: "too short for a second epoch", budget: 4, stepSeconds: [1, 1, 1, 1],
            ending: .outOfTime, epochCount: 1, steps: 3),
        Case(
            testDescription: "spent within a slow epoch, which is finished", budget: 7,
            stepSeconds: [1, 2, 1, 1], ending: .outOfTime, epochCount: 2, steps: 6),
        Case(
            testDescription: "exceeded by more than the last epoch took", budget: 6.5,
            stepSeconds: [1, 5, 5, 5], ending: .outOfTime, epochCount: 1, steps: 5),
        Case(
            testDescription: "exceeded by more than itself in the first epoch", budget: 0.5,
            stepSeconds: [1, 1, 1, 1], ending: .outOfTime, epochCount: 0, steps: 2),
        Case(
            testDescription: "too short for the first epoch", budget: 2.2, stepSeconds: [1, 1, 1, 1],
            ending: .outOfTime, epochCount: 0, steps: 2),
        Case(
            testDescription: "too short for the first epoch by less than a tenth", budget: 2.8,
            stepSeconds: [1, 1, 1, 1], ending: .outOfTime, epochCount: 1, steps: 3),
    ]

    @Test(arguments: cases) func `a run ends when its time is spent`(_ item: Case) async throws {
        let run = LoopRun()
        let whole = try await run.result()
        let trainer = try run.trainer()
        let time = Mutex(0.0)
        let states = Mutex<[TrainingState]>([])
        let outcome = try await trainer.run(
            within: item.budget.map { TimeBudget(seconds: $0) }, elapsed: { time.withLock { $0 } },
            saving: { state in states.withLock { $0.append(state) } }
        ) { event in
            if case .progress(let epoch, _, _, _) = event {
                time.withLock { $0 += item.stepSeconds[epoch - 1] }
            }
        }
        #expect(outcome.ending == item.ending)
        #expect(outcome.records.count == item.epochCount)
        #expect(
            outcome.records.map(\.validationLoss)
                == whole.outcome.records.prefix(item.epochCount).map(\.validationLoss))
        let state = try #require(states.withLock { $0.last })
        #expect(state.step == item.steps)
        #expect((outcome.bestEpoch == 0) == (item.epochCount == 0))
        #expect(outcome.parameters == state.best ?? state.parameters)
        let resumed = try await run.result(resuming: state)
        #expect(resumed.outcome.parameters == whole.outcome.parameters)
        #expect(resumed.outcome.ending == .completed)
    }

    /// Two of four epochs fit; each takes three seconds.
    @Test func `the rate falls to its end within the time, also behind a checkpoint`() async throws {
        var run = LoopRun()
        run.settings.schedule = .cosine(final: 0)
        let trainer = try run.trainer()
        let time = Mutex(0.0)
        let states = Mutex<[TrainingState]>([])
        let fitted = Mutex<[Int]>([])
        let budget = TimeBudget(seconds: 7)
        let outcome = try await trainer.run(
            within: budget, elapsed: { time.withLock { $0 } },
            saving: { state in states.withLock { $0.append(state) } }
        ) { event in
            if case .progress = event { time.withLock { $0 += 1 } }
            if case .fitted(let count) = event { fitted.withLock { $0.append(count) } }
        }
        #expect(outcome.records.count == 2 && outcome.ending == .outOfTime)
        #expect(fitted.withLock { $0 } == [2])
        var two = run
        two.settings.epochCount = 2
        let rates = try await two.result().outcome.records.map(\.rate)
        let untilNow = try await run.result().outcome.records.map(\.rate)
        // The first epoch does not know yet how long the run is.
        #expect(outcome.records.map(\.rate) == [untilNow[0], rates[1]])
        let first = try #require(states.withLock { $0.first })
        let bytes = try TrainingCheckpoint(first, of: run.identity()).serialized()
        let state = try TrainingCheckpoint(parsing: bytes).state(resuming: run.identity())
        #expect(state.fittedEpochCount == 2)
        let rest = try await run.trainer(resuming: state).run(within: budget, elapsed: { 3 })
        #expect(rest.parameters == outcome.parameters)
    }

    /// Eleven steps an epoch, each of a second, and time for five of them.
    @Test func `the rate falls to its end within the first epoch where no more fits`() async throws {
        var run = LoopRun()
        run.settings.schedule = .cosine(final: 0)
        run.settings.batchSize = 4
        run.training = SyntheticExamples.patterns(44)
        let budget = TimeBudget(seconds: 5.5)
        let fitted = Mutex<[[Int]]>([])
        let states = Mutex<[TrainingState]>([])
        func ending(_ run: LoopRun, _ budget: TimeBudget, from start: Double, resuming: TrainingState? = nil)
            async throws -> TrainingOutcome
        {
            let time = Mutex(start)
            return try await run.trainer(resuming: resuming).run(
                within: budget, elapsed: { time.withLock { $0 } },
                saving: { state in states.withLock { $0.append(state) } }
            ) { event in
                if case .progress = event { time.withLock { $0 += 1 } }
                if case .fittedImages(let count, let total) = event {
                    fitted.withLock { $0.append([count, total]) }
                }
            }
        }
        let outcome = try await ending(run, budget, from: 0)
        #expect(outcome.ending == .outOfTime && outcome.records.isEmpty)
        #expect(fitted.withLock { $0 } == [[20, 44]])
        let state = try #require(states.withLock { $0.last })
        #expect(state.step == 5 && state.fittedStepCount == 5)

        // A run without a limit has other weights by then, since its rate has hardly fallen.
        let unlimited = try #require(try await run.stateWhenCancelled(afterStep: 5))
        #expect(unlimited.step == 5 && unlimited.parameters != state.parameters)

        // Behind a checkpoint that is all, however little time counts as spent; a longer budget goes on, and none to the end of all epochs.
        let bytes = try TrainingCheckpoint(state, of: run.identity()).serialized()
        let kept = try TrainingCheckpoint(parsing: bytes).state(resuming: run.identity())
        #expect(kept.fittedStepCount == 5)
        for start in [1.0, 6] {
            let again = try await ending(run, budget, from: start, resuming: kept)
            #expect(again.parameters == outcome.parameters)
        }
        let more = try await ending(run, TimeBudget(seconds: 8), from: 5, resuming: kept)
        #expect(more.ending == .outOfTime)
        #expect(states.withLock { $0.last?.step } == 8)
        let whole = try await run.result(resuming: kept).outcome
        #expect(whole.ending == .completed && whole.records.count == run.settings.epochCount)
    }

    @Test func `a longer budget goes on where a shorter one ended, at a rate that falls anew`() async throws {
        var run = LoopRun()
        run.settings.schedule = .cosine(final: 0)
        let fixed = run
        let states = Mutex<[TrainingState]>([])
        func ending(_ seconds: Double, from start: Double, resuming: TrainingState? = nil) async throws
            -> TrainingOutcome
        {
            let time = Mutex(start)
            return try await fixed.trainer(resuming: resuming).run(
                within: TimeBudget(seconds: seconds), elapsed: { time.withLock { $0 } },
                saving: { state in states.withLock { $0.append(state) } }
            ) { event in
                if case .progress = event { time.withLock { $0 += 1 } }
            }
        }
        #expect(try await ending(7, from: 0).records.count == 2)
        let state = try #require(states.withLock { $0.last })
        // With the same limit it has ended, however little time counts as spent.
        #expect(try await ending(7, from: 1, resuming: state).records.count == 2)
        #expect(try await ending(7.5, from: 6, resuming: state).records.count == 2)
        var three = run
        three.settings.epochCount = 3
        let longer = try await ending(9, from: 6, resuming: state)
        #expect(longer.records.last?.rate == (try await three.result().outcome.records.last?.rate))
        #expect(longer.records.count == 3 && longer.ending == .outOfTime)
    }

    /// An epoch has five steps of two seconds; it is interrupted behind the fourth.
    @Test func `the time of an epoch is that of all its parts`() async throws {
        var run = LoopRun()
        run.settings.epochCount = 9
        run.settings.batchSize = 4
        let budget = TimeBudget(seconds: 24)
        let state = try #require(
            try await run.stateWhenCancelled(afterStep: 4, within: budget, stepSeconds: 2))
        #expect(state.stepInEpoch == 4 && state.epoch == 0)
        let time = Mutex(8.0)
        let outcome = try await run.trainer(resuming: state).run(
            within: budget, elapsed: { time.withLock { $0 } },
            events: { event in
                if case .progress = event { time.withLock { $0 += 2 } }
            })
        #expect(outcome.records.count == 2)
    }

    @Test func `a forecast leaves the first step out, and is made once`() {
        func steps(_ seconds: [Double], budget: Double) -> [Int?] {
            var forecast = StepForecast(TimeBudget(seconds: budget), stepCount: 100)
            var elapsed = 0.0
            return ([0] + seconds).enumerated().map { finished, step in
                elapsed += step
                return forecast.fittingSteps(finished: finished, elapsed: elapsed)
            }
        }
        // One step is slow, and all fit.
        #expect(steps([1] + Array(repeating: 0.02, count: 99), budget: 10).allSatisfy { $0 == nil })
        // Steps become slower, when it has been said that they fit.
        let slower = Array(repeating: 0.105, count: 60) + Array(repeating: 0.2, count: 40)
        #expect(steps(slower, budget: 10).allSatisfy { $0 == nil })
        // Half of them fit.
        let half = steps(Array(repeating: 0.2, count: 100), budget: 10).compactMap { $0 }
        #expect(half.count == 1 && (49...50).contains(half[0]))
        // A clock that stands still says nothing.
        #expect(steps([0, 0, 0], budget: 10).allSatisfy { $0 == nil })
    }

    @Test func `the clock of a real run goes on`() async throws {
        let outcome = try await LoopRun().trainer().run(within: TimeBudget(seconds: 600))
        #expect(outcome.ending == .completed)
        #expect(outcome.records.allSatisfy { $0.seconds > 0 && $0.imagesPerSecond > 0 })
    }
}

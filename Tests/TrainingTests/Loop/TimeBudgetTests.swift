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
            testDescription: "spent within the last epoch", budget: 10, stepSeconds: [1, 1, 1, 1],
            ending: .completed, epochCount: 4, steps: 12),
        Case(
            testDescription: "spent at the end of an epoch", budget: 3, stepSeconds: [1, 1, 1, 1],
            ending: .outOfTime, epochCount: 1, steps: 3),
        Case(
            testDescription: "spent within an epoch, which is finished", budget: 4,
            stepSeconds: [1, 1, 1, 1], ending: .outOfTime, epochCount: 2, steps: 6),
        Case(
            testDescription: "exceeded by more than the last epoch took", budget: 3.5,
            stepSeconds: [1, 3, 3, 3], ending: .outOfTime, epochCount: 1, steps: 5),
        Case(
            testDescription: "exceeded by more than itself in the first epoch", budget: 0.5,
            stepSeconds: [1, 1, 1, 1], ending: .outOfTime, epochCount: 0, steps: 2),
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

    @Test func `the clock of a real run goes on`() async throws {
        let outcome = try await LoopRun().trainer().run(within: TimeBudget(seconds: 600))
        #expect(outcome.ending == .completed)
        #expect(outcome.records.allSatisfy { $0.seconds > 0 && $0.imagesPerSecond > 0 })
    }
}

import Networks
import Synchronization
import Tensors
import TestSupport
import Testing
import Training

@Suite struct LoopFailureTests {
    @Test func `a rate that is far too high ends the run with what helps`() async throws {
        let run = LoopRun.regression(rate: 1e6, epochCount: 30)
        let error = await #expect(throws: TrainingLoopError.self) { _ = try await run.result() }
        guard case .diverged(let what, let epoch, let step, rate: 1e6)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(epoch >= 1 && (1...2).contains(step))
        #expect(
            error?.description
                == """
                \(what) in step \(step) of epoch \(epoch), at a learning rate of 1000000.0: a lower rate, a \
                warm-up or clipping the gradients helps
                """)
    }

    @Test func `what was saved before a divergence is as it was`() async throws {
        var run = LoopRun.regression(rate: 0.1)
        let sane = try await run.result()
        run.training.explosion = 2
        let states = Mutex<[TrainingState]>([])
        let trainer = try run.trainer()
        let error = await #expect(throws: TrainingLoopError.self) {
            _ = try await trainer.run(
                within: nil, elapsed: { 0 }, saving: { state in states.withLock { $0.append(state) } })
        }
        guard case .diverged(_, epoch: 3, _, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(states.withLock { $0 } == Array(sane.states[..<2]))
    }

    @Test func `weights that the last step made infinite are not saved`() async throws {
        // One step an epoch: its loss is finite, and what it makes of the weights is not.
        var run = LoopRun.regression(rate: 1e38)
        run.settings.batchSize = 8
        run.training.values = run.training.values.map { $0.map { $0 * 1000 } }
        let trainer = try run.trainer()
        let saved = Mutex(0)
        await #expect(throws: TrainingLoopError.diverged(.weights, epoch: 1, step: 1, rate: 1e38)) {
            _ = try await trainer.run(saving: { _ in saved.withLock { $0 += 1 } })
        }
        #expect(saved.withLock { $0 } == 0)
    }

    @Test(arguments: [1, 2, 3])
    func `an example that cannot be read ends the run with its error`(_ workerCount: Int) async throws {
        var run = LoopRun()
        run.training.broken = 5
        await #expect(throws: SyntheticFault(index: 5)) { _ = try await run.result(workerCount: workerCount) }
        run = LoopRun()
        run.validation?.broken = 2
        await #expect(throws: SyntheticFault(index: 2)) { _ = try await run.result(workerCount: workerCount) }
    }

    @Test func `a source without a reader is refused at once`() {
        var run = LoopRun()
        run.training.broken = -1
        #expect(throws: SyntheticFault(index: -1)) { _ = try run.trainer() }
    }

    @Test func `an error in saving ends the run`() async throws {
        let trainer = try LoopRun().trainer()
        await #expect(throws: SyntheticFault(index: 9)) {
            _ = try await trainer.run(saving: { _ in throw SyntheticFault(index: 9) })
        }
    }

    /// Targets that a network has no outputs for.
    struct Misfit: CustomTestStringConvertible, Sendable {
        let kind: ProblemKind
        let targets: Targets.Values
        let outputCount: Int
        let expected: Int
        let testDescription: String
    }

    static let misfits = [
        Misfit(
            kind: .multiclass, targets: .classes([0, 4]), outputCount: 3, expected: 5,
            testDescription: "the network has 3 outputs, but the targets (multiclass) need at least 5"),
        Misfit(
            kind: .binary, targets: .classes([0, 1]), outputCount: 2, expected: 1,
            testDescription: "the network has 2 outputs, but the targets (binary) need 1"),
        Misfit(
            kind: .multilabel, targets: .labels([true, false, true, true], labelCount: 2), outputCount: 1,
            expected: 2, testDescription: "the network has 1 output, but the targets (multilabel) need 2"),
        Misfit(
            kind: .regression, targets: .numbers([1, 2], columnCount: 1), outputCount: 2, expected: 1,
            testDescription: "the network has 2 outputs, but the targets (regression) need 1"),
    ]

    @Test(arguments: misfits)
    func `targets that the network has no outputs for are refused`(_ misfit: Misfit) {
        var run = LoopRun.regression(rate: 0.1)
        run.network = LoopRun.linear(2, outputCount: misfit.outputCount)
        run.settings.loss = Loss(misfit.kind)
        run.training = SyntheticExamples(values: [[0, 1], [1, 0]], targets: misfit.targets)
        let error = TrainingLoopError.wrongOutputCount(
            misfit.outputCount, expected: misfit.expected, misfit.kind)
        #expect(throws: error) { _ = try run.trainer() }
        #expect(error.description == misfit.testDescription)
    }
}

import Tensors
import Testing
import Training

/// The same bits from any number of workers, and from a run that was broken off.
@Suite struct ReproducibilityTests {
    /// A way of training.
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var run = LoopRun()

        init(_ name: String, _ change: (inout LoopRun) -> Void) {
            testDescription = name
            change(&run)
            run.training.noise = 0.2
        }
    }

    static let optimizers = [
        "sgd:lr=0.05", "momentum:lr=0.05", "nesterov:lr=0.02,decay=0.001", "rmsprop:lr=0.003",
        "rmsprop:lr=0.002,momentum=0.5", "adam:lr=0.01", "adamw:lr=0.01",
    ]

    static let cases: [Case] =
        optimizers.map { text in
            Case(text) { run in
                if let optimizer = try? OptimizerSettings(parsing: text) {
                    run.settings.optimizer = optimizer
                }
            }
        } + [
            Case("moving average") { $0.settings.average = WeightAverage(decay: 0.9) },
            Case("plateau") { run in
                run.settings.schedule = .plateau(.init(factor: 0.5, patience: 0, threshold: 0.5))
                run.validation = .contradictions(7)
            },
            Case("plateau of the training loss") { run in
                run.settings.schedule = .plateau(.init(factor: 0.5, patience: 0, threshold: 0.5))
                run.validation = nil
            },
            Case("early stopping") { run in
                run.settings.patience = 1
                run.settings.epochCount = 9
                run.validation = .contradictions(7)
            },
            Case("warm-up and cosine, clipped, blended") { run in
                run.settings.schedule = .warmUp(length: .epochs(1), start: 0.1, then: .cosine(final: 0))
                run.settings.clipping = .norm(0.5)
                run.training.isBlended = true
            },
            Case("kept statistics, layer-wise rates") { run in
                run.keepsStatistics = true
                run.settings.layerwiseFactor = 0.5
            },
        ]

    @Test(arguments: cases)
    func `any number of workers gives the same bits`(_ item: Case) async throws {
        let one = try await item.run.result(workerCount: 1)
        #expect(try await item.run.result(workerCount: 2) == one)
        #expect(try await item.run.result(workerCount: 3) == one)
    }

    @Test(arguments: cases)
    func `a run that is cancelled and resumed gives the bits of one that is not`(_ item: Case) async throws {
        let whole = try await item.run.result()
        // Batches of an epoch are 8, 8 and 4 images: within the first and second epoch, and at the first
        // one's end.
        for step in [1, 3, 5] {
            let state = try #require(try await item.run.stateWhenCancelled(afterStep: step, workerCount: 3))
            #expect(state.step == step)
            let bytes = try TrainingCheckpoint(state, of: item.run.identity()).serialized()
            let checkpoint = try TrainingCheckpoint(parsing: bytes)
            let rest = try await item.run.result(
                workerCount: 1, resuming: checkpoint.state(resuming: item.run.identity()))
            #expect(rest.outcome == whole.outcome)
            #expect(rest.states.last == whole.states.last)
        }
    }

    @Test(arguments: cases)
    func `a run that is killed and resumed gives the bits of one that is not`(_ item: Case) async throws {
        let whole = try await item.run.result()
        for (index, state) in whole.states.enumerated() {
            let rest = try await item.run.result(resuming: state)
            #expect(rest.outcome == whole.outcome)
            #expect(rest.states == Array(whole.states[(index + 1)...]))
        }
    }

    /// One worker has room for 17 gradients, thirty for all of a batch.
    @Test func `a batch of more shards than there is room for gradients gives the same bits`() async throws {
        var run = LoopRun()
        run.training = .patterns(50)
        run.settings.batchSize = 50
        run.settings.shardSize = 1
        run.settings.epochCount = 2
        let all = try await run.result(workerCount: 30)
        #expect(try await run.result(workerCount: 1) == all)
        #expect(try await run.result(workerCount: 10) == all)
    }

    @Test func `larger batches take no more memory`() async throws {
        var run = LoopRun()
        run.training = .patterns(400)
        run.settings.batchSize = 80
        let small = try await run.trainer().byteCount
        run.settings.batchSize = 400
        #expect(try await run.trainer().byteCount == small)
    }

    @Test func `another seed gives other bits`() async throws {
        var run = LoopRun()
        let first = try await run.result()
        run.settings.seed += 1
        #expect(try await run.result().outcome.parameters != first.outcome.parameters)
    }
}

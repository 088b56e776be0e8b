import Networks
import Synchronization
import Tensors
import TestSupport
import Testing
import Training

@Suite struct NetworkTrainerTests {
    @Test func `separable data is learned`() async throws {
        var run = LoopRun()
        run.settings.epochCount = 12
        let outcome = try await run.result().outcome
        let losses = outcome.records.map(\.trainLoss)
        #expect(outcome.ending == .completed)
        #expect(losses.count == 12)
        #expect((losses.last ?? 1) < 0.2 * (losses.first ?? 0))
        let logits = try await Evaluation.logits(
            of: run.network, outcome.parameters, run.training, workerCount: 2)
        #expect(Evaluation.judge(logits, run.training.targets, by: run.settings.loss).metric == 1)
    }

    @Test func `a line is fitted`() async throws {
        let outcome = try await LoopRun.regression(rate: 0.2, epochCount: 100).result().outcome
        let weights = try #require(outcome.parameters["fc.weight"]).values
        for (weight, expected) in zip(weights, [1, 2] as [Float]) { #expect(abs(weight - expected) < 1e-3) }
        #expect(outcome.records.allSatisfy { $0.metric == nil && $0.validationLoss == nil })
        #expect(outcome.bestEpoch == 100)
    }

    @Test(arguments: [1: 1, 2: 2, 3: 3, 4: 4, 5: 4, 8: 8, 9: 8, 14: 12, 22: 20])
    func `an epoch sees every image once, but for the rest of a shard`(
        _ imageCount: Int, _ expected: Int
    ) async throws {
        let log = ReadLog()
        var run = LoopRun()
        run.training = .patterns(imageCount)
        run.training.reading = { log.note($0, $1) }
        run.settings.epochCount = 3
        _ = try await run.result()
        let epochs = (0..<3).map { log.indices(ofEpoch: $0) }
        for epoch in epochs {
            #expect(epoch.count == expected)
            #expect(Set(epoch).count == expected)
            #expect(epoch.allSatisfy { (0..<imageCount).contains($0) })
        }
    }

    @Test func `each epoch has an order of its own`() async throws {
        let log = ReadLog()
        var run = LoopRun()
        run.training.reading = { log.note($0, $1) }
        _ = try await run.result(workerCount: 1)
        let epochs = (0..<4).map { log.indices(ofEpoch: $0) }
        #expect(Set(epochs).count == 4)
        #expect(Set(epochs.joined()).count == 22)
    }

    /// A shard of 16 images of EfficientNet-Lite0 takes 0.9 GB, one of small networks little.
    @Test(arguments: [(NetworkZoo.cnn3, 16), (.resNet20, 16), (.efficientNetLite0, 8)])
    func `shards of large networks are smaller`(_ zoo: NetworkZoo, _ expected: Int) {
        #expect(NetworkTrainer.shardSize(for: zoo.network(classCount: 10), most: 16) == expected)
        #expect(NetworkTrainer.shardSize(for: zoo.network(classCount: 10), most: 1) == 1)
    }

    @Test func `progress adds up`() async throws {
        let run = LoopRun()
        let events = Mutex<[NetworkTrainer.Event]>([])
        let result = try await run.result { event in events.withLock { $0.append(event) } }
        var completed: [Int] = []
        var validated = 0
        var records: [EpochRecord] = []
        for event in events.withLock({ $0 }) {
            switch event {
            case .progress(let epoch, let done, let total, let loss):
                #expect(epoch == records.count + 1)
                #expect(total == 20)
                #expect(loss.isFinite)
                completed.append(done)
            case .validating(_, let total):
                #expect(total == 7)
                validated += 1
            case .epoch(let record, let isBest):
                records.append(record)
                #expect(isBest == (record.validationLoss == records.compactMap(\.validationLoss).min()))
            case .fitted, .fittedImages: Issue.record("a run without a budget needs no fitting")
            }
        }
        #expect(completed == Array(repeating: [8, 16, 20], count: 4).flatMap { $0 })
        #expect(validated == 4 * 7)
        #expect(records == result.outcome.records)
        #expect(result.states.map(\.epoch) == [1, 2, 3, 4])
        #expect(result.states.map(\.step) == [3, 6, 9, 12])
    }

    @Test func `early stopping restores the best weights`() async throws {
        var run = LoopRun()
        run.settings.patience = 2
        run.settings.epochCount = 20
        run.validation = .contradictions(7)
        let result = try await run.result()
        let outcome = result.outcome
        let losses = outcome.records.compactMap(\.validationLoss)
        #expect(outcome.ending == .stoppedEarly)
        #expect(losses.count == outcome.bestEpoch + 2)
        #expect(losses[outcome.bestEpoch - 1] == losses.min())
        #expect(outcome.parameters == result.states[outcome.bestEpoch - 1].parameters)
        #expect(outcome.parameters != result.states.last?.parameters)
        let again = try await run.result(resuming: result.states.last)
        #expect(again.outcome == outcome)
        #expect(again.states.isEmpty)
    }

    @Test func `an epoch is judged at the temperature that suits it, as the model will be calibrated`()
        async throws
    {
        var run = LoopRun()
        let validation = SyntheticExamples.contradictions(7)
        run.validation = validation
        let result = try await run.result()
        for (record, state) in zip(result.outcome.records, result.states) {
            let logits = try await Evaluation.logits(
                of: run.network, state.parameters, validation, workerCount: 1)
            let temperature = TemperatureFit.temperature(logits: logits, validation.targets)
            let scaled = logits.map { row in row.map { $0 / Float(temperature) } }
            let loss = Evaluation.judge(scaled, validation.targets, by: run.settings.loss).loss
            #expect(record.validationLoss == loss)
            let raw = Evaluation.judge(logits, validation.targets, by: run.settings.loss).loss
            #expect(loss < raw)
        }
    }

    @Test func `the moving average is judged and kept`() async throws {
        var run = LoopRun()
        run.settings.average = WeightAverage(decay: 0.9)
        let result = try await run.result()
        let state = try #require(result.states.last)
        #expect(result.states[result.outcome.bestEpoch - 1].average == result.outcome.parameters)
        #expect(state.average != state.parameters)
    }

    @Test func `the record of an epoch has the rate that its last step had`() async throws {
        var run = LoopRun()
        run.settings.schedule = .plateau(.init(factor: 0.5, patience: 0, threshold: 0.9))
        run.settings.epochCount = 3
        run.validation = .contradictions(7)
        let rates = try await run.result().outcome.records.map(\.rate)
        // The second epoch is the first that can be no better than one before it.
        #expect(rates == [0.05, 0.05, 0.025])
    }

    @Test func `a layer-wise factor is one for all parameters of a layer`() async throws {
        var run = LoopRun()
        run.settings.layerwiseFactor = 0
        let start = try Formula.parameters(for: run.network)
        let end = try #require(try await run.result().states.last).parameters
        let changed = end.filter { $0.value != start[$0.key] }.keys.sorted()
        let learned = changed.filter { !$0.contains("running") }
        #expect(learned == ["fc.bias", "fc.weight"])
    }

    @Test func `an empty validation set is like none`() async throws {
        var run = LoopRun()
        run.validation = .patterns(0)
        var other = run
        other.validation = nil
        #expect(try await run.result() == (try await other.result()))
    }

    @Test func `blended images are trained on with blended targets`() async throws {
        // One example is its own partner; two are each other's, and with halves both become their mean.
        var blended = LoopRun.regression(rate: 0.1, epochCount: 1)
        blended.settings.shardSize = 2
        blended.settings.batchSize = 2
        blended.training = SyntheticExamples(
            values: [[1, 3], [2, -1]], targets: .numbers([4, 8], columnCount: 1), isBlended: true)
        var plain = blended
        plain.training.isBlended = false
        var mean = blended
        mean.training = SyntheticExamples(
            values: [[1.5, 1], [1.5, 1]], targets: .numbers([6, 6], columnCount: 1))
        var matches: Set<Int> = []
        for seed in 0..<8 as Range<UInt64> {
            (blended.settings.seed, plain.settings.seed, mean.settings.seed) = (seed, seed, seed)
            let result = try await blended.result().outcome.parameters
            if result == (try await plain.result().outcome.parameters) { matches.insert(1) }
            if result == (try await mean.result().outcome.parameters) { matches.insert(2) }
        }
        // The share is 1 or a half, by chance.
        #expect(matches == [1, 2])
    }
}

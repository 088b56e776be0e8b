import Networks
import Synchronization
import Tensors
import TestSupport
import Testing
import Training

@Suite struct LearningRateFinderTests {
    private func finder(_ run: LoopRun, workerCount: Int = 2) throws -> LearningRateFinder {
        LearningRateFinder(
            run.network, start: try Formula.parameters(for: run.network), settings: run.settings,
            training: run.training, workerCount: workerCount)
    }

    private static let sweep = LearningRateSweep(lowest: 1e-5, highest: 1, stepCount: 20)

    @Test func `the curve is the same for any number of workers, and when it is drawn again`() async throws {
        var run = LoopRun()
        run.training.noise = 0.2
        let finder = try finder(run, workerCount: 1)
        let curve = try await finder.run(Self.sweep)
        #expect(try await finder.run(Self.sweep) == curve)
        #expect(try await self.finder(run, workerCount: 3).run(Self.sweep) == curve)
        #expect(curve.points.map(\.rate) == Array(Self.sweep.rates.prefix(curve.points.count)))
    }

    @Test func `the rate, the schedule and the average of the settings do not matter`() async throws {
        var run = LoopRun()
        let curve = try await finder(run).run(Self.sweep)
        run.settings.optimizer = OptimizerSettings(.momentum(0.9), rate: 7)
        run.settings.schedule = .cosine(final: 0)
        run.settings.average = WeightAverage()
        #expect(try await finder(run).run(Self.sweep) == curve)
    }

    @Test func `the first loss is that of the first batch of training`() async throws {
        let run = LoopRun()
        let losses = Mutex<[Double]>([])
        _ = try await run.result { event in
            if case .progress(_, _, _, let loss) = event { losses.withLock { $0.append(loss) } }
        }
        let curve = try await finder(run).run(Self.sweep)
        #expect(curve.points.first?.loss == losses.withLock { $0.first })
    }

    @Test func `it ends where training diverges`() async throws {
        let run = LoopRun.regression(rate: 0.1)
        let sweep = LearningRateSweep(lowest: 1e-3, highest: 1e30, stepCount: 100)
        let counts = Mutex<[Int]>([])
        let curve = try await finder(run).run(sweep) { curve in
            counts.withLock { $0.append(curve.points.count) }
        }
        #expect(curve.hasDiverged)
        #expect(curve.points.count < 20)
        #expect(counts.withLock { $0 }.last == curve.points.count)
    }

    @Test func `the rate that it suggests trains`() async throws {
        var run = LoopRun()
        let sweep = LearningRateSweep(lowest: 1e-4, highest: 10, stepCount: 40)
        let rate = try #require(try await finder(run).run(sweep).suggestion)
        run.settings.optimizer = OptimizerSettings(.momentum(0.9), rate: rate)
        run.settings.epochCount = 8
        let losses = try await run.result().outcome.records.map(\.trainLoss)
        #expect((losses.last ?? 1) < 0.5 * (losses.first ?? 0))
    }

    @Test func `an example that cannot be read ends it`() async throws {
        var run = LoopRun()
        run.training.broken = 1
        await #expect(throws: SyntheticFault(index: 1)) { _ = try await finder(run).run(Self.sweep) }
    }
}

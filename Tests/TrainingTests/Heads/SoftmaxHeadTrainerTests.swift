import Metrics
import Synchronization
import Tensors
import Testing
import Training

@Suite struct SoftmaxHeadTrainerTests {
    @Test(arguments: try GoldenTraining.read().regressions)
    func `the head equals the optimum of scikit-learn`(_ golden: GoldenTraining.Regression) async throws {
        let featureCount = golden.features.count / golden.labels.count
        let features = Tensor(shape: [golden.labels.count, featureCount], values: golden.features)
        let set = try LabelledFeatures(
            features: features, labels: golden.labels, classCount: golden.class_count)
        let fit = try await SoftmaxHeadTrainer(selection: .fixed(golden.strength)).fit(set)

        #expect(fit.outcome == .converged)
        let objective = try #require(fit.history.last?.objective)
        #expect(abs(objective / golden.objective - 1) < 1e-6)
        for (actual, expected) in zip(fit.head.weight.values, golden.weight) {
            #expect(abs(Double(actual) - expected) < 1e-3)
        }
        for (actual, expected) in zip(fit.head.bias.values, golden.bias) {
            #expect(abs(Double(actual) - expected) < 1e-3 * max(1, abs(expected)))
        }
    }

    @Test func `any number of workers gives the same bits`() async throws {
        let set = try syntheticFeatures(imagesPerClass: [9, 14, 11], views: 3, noise: 3)
        let one = try await SoftmaxHeadTrainer(seed: 5, workerCount: 1).fit(set)
        #expect(one == (try await SoftmaxHeadTrainer(seed: 5, workerCount: 2).fit(set)))
        #expect(one == (try await SoftmaxHeadTrainer(seed: 5, workerCount: 4).fit(set)))
        #expect(one != (try await SoftmaxHeadTrainer(seed: 6, workerCount: 4).fit(set)))
    }

    @Test func `the strength with the least held-out loss is chosen`() async throws {
        let set = try syntheticFeatures(imagesPerClass: [15, 15], views: 2, noise: 4)
        let fit = try await SoftmaxHeadTrainer().fit(set)
        let best = try #require(fit.candidates.min { $0.logLoss < $1.logLoss })
        #expect(fit.strength == best.strength)
        #expect(fit.candidates.map(\.strength) == fit.candidates.map(\.strength).sorted(by: >))
        // The path is left two strengths after the best one.
        let position = try #require(fit.candidates.firstIndex(of: best))
        let last = SoftmaxHeadTrainer.defaultStrengths.count - 1
        #expect(fit.candidates.count - 1 == min(position + 2, last))

        let heldOut = try #require(fit.heldOut)
        #expect(heldOut.images.sorted() == Set(set.images).sorted())
        let report = try heldOut.report(classNames: ["a", "b"])
        #expect(report.accuracy == best.accuracy)
        #expect(report.logLoss <= best.logLoss + 0.01)
    }

    @Test func `the strength hardly matters to where the features lie and how large they are`() async throws {
        let set = try syntheticFeatures(imagesPerClass: [12, 12, 12], noise: 2)
        let moved = try LabelledFeatures(
            features: Tensor(shape: set.features.shape, values: set.features.values.map { $0 * 64 - 32 }),
            labels: set.labels, images: set.images, classCount: 3)
        let fit = try await SoftmaxHeadTrainer().fit(set)
        let other = try await SoftmaxHeadTrainer().fit(moved)
        #expect(fit.strength == other.strength)
        let table = try fit.head.probabilities(set.features)
        let otherTable = try other.head.probabilities(moved.features)
        for (left, right) in zip(table.values, otherTable.values) { #expect(abs(left - right) < 1e-3) }
    }

    @Test func `separable classes converge to a finite head`() async throws {
        let set = try syntheticFeatures(imagesPerClass: [8, 8], noise: 0.01)
        let fit = try await SoftmaxHeadTrainer().fit(set)
        #expect(fit.outcome == .converged)
        #expect(fit.head.weight.values.allSatisfy { $0.isFinite })
        #expect(fit.temperature.isFinite && fit.temperature > 0)
        #expect(try fit.head.probabilities(set.features).predictions == set.labels)
    }

    @Test(arguments: [[1, 1], [1, 5, 2], [1, 1, 2]])
    func `classes with one image train`(_ images: [Int]) async throws {
        let set = try syntheticFeatures(imagesPerClass: images, views: 2, noise: 0.3)
        let fit = try await SoftmaxHeadTrainer(workerCount: 2).fit(set)
        #expect(try fit.head.probabilities(set.features).predictions == set.labels)
        #expect(fit.outcome == .converged)
        if images.allSatisfy({ $0 == 1 }) {
            #expect(fit.strength == SoftmaxHeadTrainer.fallbackStrength)
            #expect(fit.temperature == 1)
            #expect(fit.candidates.isEmpty && fit.heldOut == nil)
        } else {
            #expect(fit.heldOut?.labels.contains(0) == false)
        }
    }

    @Test func `features without any difference give the class frequencies`() async throws {
        let set = try LabelledFeatures(
            features: Tensor(shape: [4, 2], repeating: 3), labels: [0, 0, 0, 1], classCount: 2)
        let fit = try await SoftmaxHeadTrainer(selection: .fixed(0.1)).fit(set)
        let table = try fit.head.probabilities(set.features)
        #expect(abs(table[row: 0, column: 0] - 0.75) < 1e-4)
    }

    @Test func `early stopping restores the head with the least validation loss`() async throws {
        let training = try syntheticFeatures(imagesPerClass: [6, 6], featureCount: 20, noise: 6, seed: 3)
        let validation = try syntheticFeatures(imagesPerClass: [20, 20], featureCount: 20, noise: 6, seed: 4)
        let trainer = SoftmaxHeadTrainer(selection: .fixed(1e-6), patience: 3)
        let fit = try await trainer.fit(training, validation: validation)

        #expect(fit.outcome == .stoppedEarly)
        let losses = fit.history.compactMap(\.validationLogLoss)
        #expect(losses.count == fit.history.count)
        #expect(losses[fit.bestIteration] == losses.min())
        #expect(fit.history.count == fit.bestIteration + 1 + 3)
        let restored = try fit.head.probabilities(validation.features).logLoss(labels: validation.labels)
        #expect(abs(restored - losses[fit.bestIteration]) < 1e-4)
    }

    @Test func `the strength can be chosen on a validation set`() async throws {
        let training = try syntheticFeatures(imagesPerClass: [10, 10], views: 2, noise: 3, seed: 3)
        let validation = try syntheticFeatures(imagesPerClass: [9, 9], views: 2, noise: 3, seed: 4)
        let fit = try await SoftmaxHeadTrainer(selection: .validation).fit(training, validation: validation)
        #expect(fit.strength == fit.candidates.min { $0.logLoss < $1.logLoss }?.strength)
        #expect(fit.heldOut?.images == validation.plainRows.map { validation.images[$0] })
        #expect(fit.heldOut?.labels == validation.plainRows.map { validation.labels[$0] })
    }

    @Test func `the limit on iterations is kept and reported`() async throws {
        let set = try syntheticFeatures(imagesPerClass: [10, 10], noise: 3)
        let fit = try await SoftmaxHeadTrainer(selection: .fixed(1e-5), maximumIterations: 2).fit(set)
        #expect(fit.outcome == .iterationLimit)
        #expect(fit.history.map(\.index) == [0, 1, 2])
        #expect(fit.bestIteration == 2)
    }

    @Test func `progress tells every strength and then every step`() async throws {
        let set = try syntheticFeatures(imagesPerClass: [10, 10], noise: 3)
        let events = Mutex<[HeadProgress]>([])
        let fit = try await SoftmaxHeadTrainer(workerCount: 2).fit(set) { event in
            events.withLock { $0.append(event) }
        }
        let expected =
            fit.candidates.enumerated().map { HeadProgress.candidate($1, number: $0 + 1, total: 8) }
            + fit.history.map { HeadProgress.iteration($0) }
        #expect(events.withLock { $0 } == expected)
    }

    @Test func `a cancelled task stops with a cancellation error`() async throws {
        let set = try syntheticFeatures(imagesPerClass: [10, 10], noise: 3)
        let handle = Mutex<Task<HeadFit, any Error>?>(nil)
        let (gate, opener) = AsyncStream.makeStream(of: Void.self)
        // The task cancels itself in the middle of its work, once it can know its own handle.
        let task = Task {
            for await _ in gate {}
            return try await SoftmaxHeadTrainer().fit(set) { _ in handle.withLock { $0?.cancel() } }
        }
        handle.withLock { $0 = task }
        opener.finish()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}

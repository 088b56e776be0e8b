import Metrics
import Synchronization
import Tensors
import Testing
import Training

@Suite struct MultilabelHeadTrainerTests {
    @Test(arguments: try GoldenHeads.read().multilabels)
    func `each label has the head that scikit-learn finds`(_ golden: GoldenHeads.Multilabel) async throws {
        let rowCount = golden.features.count / golden.feature_count
        let features = Tensor(shape: [rowCount, golden.feature_count], values: golden.features)
        let set = try MultilabelFeatures(
            features: features, labels: golden.labels, labelCount: golden.label_count)
        let fit = try await MultilabelHeadTrainer(strengths: [golden.strength]).fit(set)
        #expect(fit.head.outputCount == golden.label_count)
        // The temperature is in the head; without it the logits are those of the plain regression.
        for (index, logit) in fit.head.logits(features).values.enumerated() {
            let plain = Double(logit) * fit.labels[index % golden.label_count].temperature
            #expect(abs(plain - golden.logits[index]) < 1e-3 * max(1, abs(golden.logits[index])))
        }
    }

    @Test func `each row is the collapsed head of one label at its temperature`() async throws {
        let set = try syntheticLabels(imageCount: 40, labelCount: 3, noise: 0.8, views: 2)
        let fit = try await MultilabelHeadTrainer(seed: 4).fit(set)
        let probabilities = fit.head.sigmoidProbabilities(set.features)
        for label in 0..<3 {
            let alone = try LabelledFeatures(
                features: set.features, labels: (0..<set.rowCount).map { set.labels[$0 * 3 + label] ? 1 : 0 },
                images: (0..<set.rowCount).map { $0 / 2 }, classCount: 2)
            let expected = try await SoftmaxHeadTrainer(seed: 4).fit(alone)
            #expect(fit.labels[label].strength == expected.strength)
            #expect(fit.labels[label].temperature == expected.temperature)
            #expect(fit.labels[label].candidates == expected.candidates)
            #expect(fit.labels[label].outOfFold?.probabilities == expected.outOfFold?.probabilities)
            let table = try expected.head.probabilities(set.features, temperature: expected.temperature)
            for row in 0..<set.rowCount {
                #expect(abs(probabilities[row * 3 + label] - table[row: row, column: 1]) < 1e-6)
            }
        }
    }

    @Test func `any number of workers gives the same bits`() async throws {
        let set = try syntheticLabels(imageCount: 30, labelCount: 3, noise: 0.5, views: 2)
        let one = try await MultilabelHeadTrainer(seed: 5, workerCount: 1).fit(set)
        #expect(one == (try await MultilabelHeadTrainer(seed: 5, workerCount: 2).fit(set)))
        #expect(one == (try await MultilabelHeadTrainer(seed: 5, workerCount: 7).fit(set)))
        #expect(one != (try await MultilabelHeadTrainer(seed: 6, workerCount: 2).fit(set)))
    }

    @Test func `thresholds are chosen on the images held out`() async throws {
        let set = try syntheticLabels(imageCount: 50, labelCount: 3, noise: 1)
        let fit = try await MultilabelHeadTrainer().fit(set)
        let heldOut = try #require(fit.outOfFold)
        #expect(heldOut.images == set.images)
        #expect(heldOut.labels == set.labels)
        let expected = LabelThresholds(
            choosingFor: heldOut.probabilities.map { Float($0) }, labels: heldOut.labels, labelCount: 3)
        #expect(fit.thresholds == expected)
        #expect(fit.thresholds != LabelThresholds(labelCount: 3))
    }

    @Test func `a label of which nothing can be held out keeps the threshold one half`() async throws {
        let set = try MultilabelFeatures(
            features: Tensor(shape: [2, 2], values: [0, 1, 1, 0]), labels: [[0, 1], []], labelCount: 2)
        let fit = try await MultilabelHeadTrainer().fit(set)
        #expect(fit.thresholds == LabelThresholds(labelCount: 2))
        #expect(fit.labels.map(\.strength) == [1e-3, 1e-3])
        #expect(fit.labels.map(\.temperature) == [1, 1])
        #expect(fit.outOfFold == nil)
        let probabilities = fit.head.sigmoidProbabilities(set.features)
        #expect(probabilities.map { $0 > 0.5 } == [true, true, false, false])
    }

    @Test func `the only image with a label is never held out for it`() async throws {
        let labels = [[0], [0, 1]] + (2..<12).map { $0 % 2 == 0 ? [0] : [] }
        var generator = SeededGenerator(seed: 2)
        let features = (0..<24).map { _ in Float.random(in: -1...1, using: &generator) }
        let set = try MultilabelFeatures(
            features: Tensor(shape: [12, 2], values: features), labels: labels, labelCount: 2)
        let fit = try await MultilabelHeadTrainer().fit(set)
        #expect(fit.labels[0].outOfFold?.images.count == 12)
        #expect(fit.labels[1].outOfFold?.images.contains(1) == false)
        #expect(fit.outOfFold?.images == [0] + Array(2..<12))
    }

    @Test(arguments: [
        ([[0], [0, 2], [2]], TrainingError.labelOfNoImage(index: 1)),
        ([[0], [0, 2], [0, 1]], TrainingError.labelOfEveryImage(index: 0)),
    ])
    func `a label must tell images apart`(_ labels: [[Int]], _ error: TrainingError) async throws {
        let set = try MultilabelFeatures(
            features: Tensor(shape: [3, 1], values: [1, 2, 3]), labels: labels, labelCount: 3)
        await #expect(throws: error) { try await MultilabelHeadTrainer().fit(set) }
    }

    @Test func `a strength must be positive`() async throws {
        let set = try syntheticLabels(imageCount: 20, labelCount: 2, noise: 0.5)
        await #expect(throws: TrainingError.invalidStrength(-1)) {
            try await MultilabelHeadTrainer(strengths: [-1]).fit(set)
        }
    }

    @Test func `progress counts the labels`() async throws {
        let set = try syntheticLabels(imageCount: 20, labelCount: 4, noise: 0.5)
        let events = Mutex<[FitProgress]>([])
        _ = try await MultilabelHeadTrainer(workerCount: 2).fit(set) { event in
            events.withLock { $0.append(event) }
        }
        #expect(events.withLock { $0 } == (1...4).map { FitProgress(completed: $0, total: 4) })
    }

    @Test func `a cancelled task stops with a cancellation error`() async throws {
        let set = try syntheticLabels(imageCount: 20, labelCount: 4, noise: 0.5)
        let handle = Mutex<Task<MultilabelHeadFit, any Error>?>(nil)
        let (gate, opener) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            for await _ in gate {}
            return try await MultilabelHeadTrainer().fit(set) { _ in handle.withLock { $0?.cancel() } }
        }
        handle.withLock { $0 = task }
        opener.finish()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}

import Synchronization
import Tensors
import Testing
import Training

@Suite struct RidgeHeadTrainerTests {
    @Test(arguments: try GoldenHeads.read().ridges)
    func `the head equals that of scikit-learn`(_ golden: GoldenHeads.RidgeRegression) async throws {
        let rowCount = golden.features.count / golden.feature_count
        let set = try ValuedFeatures(
            features: Tensor(shape: [rowCount, golden.feature_count], values: golden.features),
            values: golden.values, outputCount: golden.output_count)
        let fit = try await RidgeHeadTrainer(strengths: [golden.strength]).fit(set)
        #expect(fit.strengths == .init(repeating: golden.strength, count: golden.output_count))
        #expect(fit.head.weight.values.count == golden.weight.count)
        for (actual, expected) in zip(fit.head.weight.values, golden.weight) {
            #expect(abs(Double(actual) - expected) < 1e-5 * max(1, abs(expected)))
        }
        for (actual, expected) in zip(fit.head.bias.values, golden.bias) {
            #expect(abs(Double(actual) - expected) < 1e-5 * max(1, abs(expected)))
        }
    }

    @Test(arguments: [(60, 6), (20, 30)])
    func `any number of workers gives the same bits`(_ imageCount: Int, _ featureCount: Int) async throws {
        let set = try syntheticValues(
            imageCount: imageCount, featureCount: featureCount, views: 2, outputCount: 2
        ) { [$0[0] + $1, $0[1] * $0[2]] }
        let one = try await RidgeHeadTrainer(seed: 5, workerCount: 1).fit(set)
        #expect(one == (try await RidgeHeadTrainer(seed: 5, workerCount: 2).fit(set)))
        #expect(one == (try await RidgeHeadTrainer(seed: 5, workerCount: 4).fit(set)))
        #expect(one != (try await RidgeHeadTrainer(seed: 6, workerCount: 4).fit(set)))
    }

    @Test(arguments: [(60, 6), (12, 30)])
    func `the order of the rows does not matter`(_ imageCount: Int, _ featureCount: Int) async throws {
        let set = try syntheticValues(imageCount: imageCount, featureCount: featureCount) {
            [$0[0] - 2 * $0[1] + $1]
        }
        var generator = SeededGenerator(seed: 3)
        let order = Array(0..<imageCount).shuffled(using: &generator)
        let shuffled = try ValuedFeatures(
            features: Tensor(
                shape: set.features.shape, values: order.flatMap { set.features.row($0).values }),
            values: order.map { set.values[$0] }, outputCount: 1)
        let trainer = RidgeHeadTrainer(strengths: [1e-2])
        let fit = try await trainer.fit(set)
        let other = try await trainer.fit(shuffled)
        for (left, right) in zip(fit.head.weight.values, other.head.weight.values) {
            #expect(abs(left - right) < 1e-6)
        }
        #expect(abs(fit.head.bias[0] - other.head.bias[0]) < 1e-5)
    }

    /// As many rows as given are solved in the smaller space of the rows, twice as many in that of the
    /// features.
    @Test(arguments: [(5, 9), (33, 37), (64, 65), (70, 100)])
    func `the head is the same when every image comes twice`(
        _ imageCount: Int, _ featureCount: Int
    ) async throws {
        let set = try syntheticValues(
            imageCount: imageCount, featureCount: featureCount, outputCount: 2
        ) { [$0[0] - $0[1] + $1, $1] }
        let doubled = try ValuedFeatures(
            features: Tensor(
                shape: [2 * imageCount, featureCount], values: set.features.values + set.features.values),
            values: set.values + set.values, outputCount: 2)
        let trainer = RidgeHeadTrainer(strengths: [1e-3])
        let fit = try await trainer.fit(set)
        let other = try await trainer.fit(doubled)
        for (left, right) in zip(fit.head.weight.values, other.head.weight.values) {
            #expect(abs(left - right) < 1e-6)
        }
        for (left, right) in zip(fit.head.bias.values, other.head.bias.values) {
            #expect(abs(left - right) < 1e-5)
        }
    }

    @Test(arguments: [(40, 6), (10, 30)])
    func `views that show nothing new change nothing`(_ imageCount: Int, _ featureCount: Int) async throws {
        let set = try syntheticValues(imageCount: imageCount, featureCount: featureCount) {
            [$0[0] - 2 * $0[1] + $1]
        }
        let copies = try ValuedFeatures(
            features: Tensor(
                shape: [2 * imageCount, featureCount], values: set.features.values + set.features.values),
            values: set.values + set.values, outputCount: 1, images: set.images + set.images)
        let fit = try await RidgeHeadTrainer(seed: 2).fit(set)
        let other = try await RidgeHeadTrainer(seed: 2).fit(copies)
        #expect(fit.strengths == other.strengths)
        for (left, right) in zip(fit.head.weight.values, other.head.weight.values) {
            #expect(abs(left - right) < 1e-6)
        }
        let (heldOut, otherHeldOut) = (try #require(fit.outOfFold), try #require(other.outOfFold))
        #expect(heldOut.images == otherHeldOut.images)
        for (left, right) in zip(heldOut.predictions, otherHeldOut.predictions) {
            #expect(abs(left - right) < 1e-9)
        }
    }

    @Test func `numbers that are linear in the features are found`() async throws {
        let set = try syntheticValues(imageCount: 50, views: 2, outputCount: 2) { features, _ in
            [3 * features[0] - features[4] + 7, 1e-3 * features[2] - 5]
        }
        let fit = try await RidgeHeadTrainer().fit(set)
        let heldOut = try #require(fit.outOfFold)
        for determination in heldOut.determinations { #expect(try #require(determination) > 0.9999) }
        #expect(heldOut.rootMeanSquaredErrors[1] < 1e-5)
        #expect(heldOut.images.sorted() == Set(set.images).sorted())
    }

    @Test func `each output gets the strength that suits it`() async throws {
        let set = try syntheticValues(imageCount: 40, featureCount: 20, outputCount: 2) { [$0[0], $1] }
        let fit = try await RidgeHeadTrainer().fit(set)
        #expect(fit.strengths[0] < 1e-3)
        #expect(fit.strengths[1] > 1e-2)
        for output in 0..<2 {
            let best = fit.candidates.min {
                $0.rootMeanSquaredErrors[output] < $1.rootMeanSquaredErrors[output]
            }
            #expect(fit.strengths[output] == best?.strength)
            // What is reported is what the choice was made by.
            let error = try #require(fit.outOfFold?.rootMeanSquaredErrors[output])
            #expect(abs(error - (best?.rootMeanSquaredErrors[output] ?? 0)) < 1e-12)
        }
    }

    @Test(arguments: [6, 40])
    func `a number that is always the same is predicted everywhere`(_ featureCount: Int) async throws {
        let set = try syntheticValues(
            imageCount: 12, featureCount: featureCount, outputCount: 2
        ) { features, _ in [0.1, features[0]] }
        let fit = try await RidgeHeadTrainer().fit(set)
        let weights = fit.head.weight.row(0).values
        #expect(weights.allSatisfy { abs($0) < 1e-9 })
        #expect(fit.head.bias[0] == 0.1)
        let determinations = try #require(fit.outOfFold?.determinations)
        #expect(determinations[0] == nil && determinations[1] != nil)
    }

    @Test func `features without any difference give the mean`() async throws {
        let set = try ValuedFeatures(
            features: Tensor(shape: [4, 2], repeating: 3), values: [1, 2, 3, 6], outputCount: 1)
        let fit = try await RidgeHeadTrainer().fit(set)
        #expect(
            fit.head
                == LinearHead(
                    weight: Tensor(shape: [1, 2], repeating: 0), bias: Tensor(shape: [1], repeating: 3)))
    }

    @Test(arguments: [1, 3])
    func `without two groups the strength cannot be chosen`(_ imageCount: Int) async throws {
        let set = try syntheticValues(imageCount: imageCount, groups: { _ in 7 }) { features, _ in
            [features[0]]
        }
        let fit = try await RidgeHeadTrainer().fit(set)
        #expect(fit.strengths == [RidgeHeadTrainer.fallbackStrength])
        #expect(fit.candidates.isEmpty && fit.outOfFold == nil)
        #expect(try await RidgeHeadTrainer(strengths: [0.5]).fit(set).strengths == [0.5])
    }

    @Test func `an image is not predicted by a head that saw its near duplicate`() async throws {
        // Numbers are noise, and there are enough features to learn it by heart. Every image comes twice: a
        // head that saw the other one would know the number.
        let pairs = { (isGrouped: Bool) throws -> ValuedFeatures in
            let half = try syntheticValues(imageCount: 30, featureCount: 60) { _, noise in [noise] }
            return try ValuedFeatures(
                features: Tensor(shape: [60, 60], values: half.features.values + half.features.values),
                values: half.values + half.values, outputCount: 1,
                groups: isGrouped ? Array(0..<30) + Array(0..<30) : nil)
        }
        let trainer = RidgeHeadTrainer(strengths: [1e-5])
        let leaked = try #require(try await trainer.fit(pairs(false)).outOfFold?.determinations[0])
        let honest = try #require(try await trainer.fit(pairs(true)).outOfFold?.determinations[0])
        #expect(leaked > 0.5)
        #expect(honest < 0.2)
    }

    @Test func `the path is left after two strengths without gain`() async throws {
        let set = try syntheticValues(imageCount: 30, featureCount: 20) { _, noise in [noise] }
        let events = Mutex<[FitProgress]>([])
        let fit = try await RidgeHeadTrainer().fit(set) { event in events.withLock { $0.append(event) } }
        let position = try #require(fit.candidates.firstIndex { $0.strength == fit.strengths[0] })
        #expect(fit.candidates.count == position + 3)
        let expected = (1...fit.candidates.count).map {
            FitProgress(completed: $0, total: RidgeHeadTrainer.defaultStrengths.count)
        }
        #expect(events.withLock { $0 } == expected)
    }

    @Test func `the training set and the strengths are checked`() async throws {
        let empty = try ValuedFeatures(
            features: Tensor(shape: [0, 6], values: []), values: [], outputCount: 1)
        await #expect(throws: TrainingError.noImages) { try await RidgeHeadTrainer().fit(empty) }
        let set = try syntheticValues(imageCount: 5) { features, _ in [features[0]] }
        await #expect(throws: TrainingError.invalidStrength(0)) {
            try await RidgeHeadTrainer(strengths: [1, 0]).fit(set)
        }
        let flat = try ValuedFeatures(
            features: Tensor(shape: [9, 2], values: (0..<18).map { Float($0 / 2) }),
            values: .init(repeating: 1, count: 9), outputCount: 1)
        await #expect(throws: TrainingError.vanishingStrength(1e-300)) {
            try await RidgeHeadTrainer(strengths: [1e-300]).fit(flat)
        }
    }

    @Test func `a cancelled task stops with a cancellation error`() async throws {
        let set = try syntheticValues(imageCount: 20) { _, noise in [noise] }
        let handle = Mutex<Task<RidgeHeadFit, any Error>?>(nil)
        let (gate, opener) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            for await _ in gate {}
            return try await RidgeHeadTrainer().fit(set) { _ in handle.withLock { $0?.cancel() } }
        }
        handle.withLock { $0 = task }
        opener.finish()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}

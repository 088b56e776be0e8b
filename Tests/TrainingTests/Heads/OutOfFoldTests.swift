import Metrics
import Tensors
import Testing
import Training

@Suite struct OutOfFoldTests {
    @Test func `every training image is predicted once`() async throws {
        let set = try syntheticFeatures(imagesPerClass: [9, 2, 12], views: 3, noise: 2)
        let fit = try await SoftmaxHeadTrainer().fit(set)
        let predictions = try #require(fit.outOfFold)
        #expect(predictions.images.sorted() == Set(set.images).sorted())
        #expect(predictions == fit.heldOut)
        #expect(predictions.temperature == fit.temperature)
        let labelOfImage = Dictionary(zip(set.images, set.labels)) { first, _ in first }
        #expect(predictions.images.map { labelOfImage[$0] } == predictions.labels)
    }

    @Test func `a validation set changes neither the predictions nor their temperature`() async throws {
        let set = try syntheticFeatures(imagesPerClass: [9, 11], noise: 3)
        let validation = try syntheticFeatures(imagesPerClass: [6, 7], noise: 3, seed: 2)
        let trainer = SoftmaxHeadTrainer(seed: 3)
        let alone = try await trainer.fit(set)
        let watched = try await trainer.fit(set, validation: validation)
        #expect(watched.outOfFold == alone.outOfFold)
        #expect(watched.heldOut?.images == validation.images)
        #expect(watched.temperature == watched.heldOut?.temperature)
        #expect(watched.temperature != watched.outOfFold?.temperature)
    }

    @Test(arguments: [1, 2, 4]) func `the fit is not needed for them`(_ workerCount: Int) async throws {
        let set = try syntheticFeatures(imagesPerClass: [9, 11, 1], views: 2, noise: 3)
        let fit = try await SoftmaxHeadTrainer(seed: 3).fit(set)
        let predictions = try await SoftmaxHeadTrainer(seed: 3, workerCount: workerCount).outOfFold(set)
        #expect(predictions == fit.outOfFold)
        #expect(predictions?.labels.contains(2) == false)
    }

    @Test func `classes without images get no probability`() async throws {
        let dense = try syntheticFeatures(imagesPerClass: [8, 9], noise: 2)
        let sparse = try LabelledFeatures(
            features: dense.features, labels: dense.labels.map { $0 == 0 ? 1 : 3 }, images: dense.images,
            classCount: 5)
        let expected = try #require(try await SoftmaxHeadTrainer().outOfFold(dense))
        let actual = try #require(try await SoftmaxHeadTrainer().outOfFold(sparse))
        #expect(actual.images == expected.images)
        #expect(actual.labels == expected.labels.map { $0 == 0 ? 1 : 3 })
        for row in expected.labels.indices {
            let entries = expected.probabilities.row(row)
            #expect(actual.probabilities.row(row) == [0, entries[0], 0, entries[1], 0])
        }
        let found = ConfidentLearning(actual)
        #expect(found.thresholds.map { $0 == nil } == [true, false, true, false, true])
    }

    @Test(arguments: [[4, 0], [1, 1], [0, 1]])
    func `there are none where nothing can be held out`(_ images: [Int]) async throws {
        let set = try syntheticFeatures(imagesPerClass: images)
        #expect(try await SoftmaxHeadTrainer().outOfFold(set) == nil)
    }

    @Test(arguments: [StrengthSelection.fixed(0.01), .validation])
    func `there are none without cross-validation`(_ selection: StrengthSelection) async throws {
        let set = try syntheticFeatures(imagesPerClass: [5, 6], noise: 2)
        let trainer = SoftmaxHeadTrainer(selection: selection)
        #expect(try await trainer.fit(set, validation: set).outOfFold == nil)
        #expect(try await trainer.outOfFold(set) == nil)
    }

    @Test func `an image is not predicted by a head that saw its near duplicate`() async throws {
        // Every image comes twice, the copy with the wrong label. A head that saw the copy would repeat its
        // label.
        let set = try syntheticFeatures(imagesPerClass: [12, 12], noise: 2)
        let count = set.imageCount
        let doubled = { (groups: [Int]?) throws -> LabelledFeatures in
            try LabelledFeatures(
                features: Tensor(
                    shape: [2 * count, set.featureCount], values: set.features.values + set.features.values),
                labels: set.labels + set.labels.map { 1 - $0 }, groups: groups, classCount: 2)
        }
        let groups = Array(0..<count) + Array(0..<count)
        let predictions = try #require(try await SoftmaxHeadTrainer().outOfFold(doubled(groups)))
        #expect(predictions.images.sorted() == Array(0..<2 * count))
        for fold in GroupedFolds(try doubled(groups), count: 5, seed: 0).folds {
            let trained = Set(fold.trainingRows.map { $0 % count })
            #expect(trained.isDisjoint(with: fold.heldOutRows.map { $0 % count }))
        }
    }
}

import Metrics
import Tensors
import Testing
import Training

@Suite struct ConfidentLearningTests {
    @Test(arguments: try GoldenConfidence.read())
    func `thresholds, joint and ranking equal the definition's`(_ golden: GoldenConfidence) throws {
        let table = try ProbabilityTable(classCount: golden.class_count, values: golden.probabilities)
        // Identities that are no positions.
        let images = golden.labels.indices.map { 5 + 3 * $0 }
        let found = ConfidentLearning(table, labels: golden.labels, images: images)

        #expect(found.thresholds.map { $0 == nil } == golden.thresholds.map { $0 == nil })
        for (actual, expected) in zip(found.thresholds, golden.thresholds) {
            #expect(abs((actual ?? 0) - (expected ?? 0)) < 1e-12)
        }
        #expect(found.joint == golden.joint)
        for (actual, expected) in zip(found.estimatedCounts.joined(), golden.estimated_counts.joined()) {
            #expect(abs(actual - expected) < 1e-9)
        }
        #expect(found.suspicions.map(\.image) == golden.ranked.map { images[$0] })
        #expect(found.suspicions.map(\.suggestion) == golden.suggestions)
        #expect(found.suspicions.map(\.label) == golden.ranked.map { golden.labels[$0] })
        for (suspicion, score) in zip(found.suspicions, golden.scores) {
            #expect(abs(suspicion.score - score) < 1e-9 * max(1, score))
        }
        let confident = Set(found.suspicions.filter(\.isConfident).map(\.image))
        #expect(
            confident
                == Set(golden.off_diagonal.map { images[$0] }).intersection(golden.ranked.map { images[$0] }))
    }

    @Test(arguments: try GoldenConfidence.read())
    func `suspicions and estimates are consistent`(_ golden: GoldenConfidence) throws {
        let table = try ProbabilityTable(classCount: golden.class_count, values: golden.probabilities)
        let found = ConfidentLearning(table, labels: golden.labels, images: Array(golden.labels.indices))
        let sizes = (0..<golden.class_count).map { label in golden.labels.count { $0 == label } }
        for (row, size) in zip(found.estimatedCounts, sizes) {
            #expect(abs(row.reduce(0, +) - Double(size)) < 1e-9)
        }
        let diagonal = found.estimatedCounts.indices.reduce(0) { $0 + found.estimatedCounts[$1][$1] }
        #expect(abs(found.estimatedErrorCount + diagonal - Double(golden.labels.count)) < 1e-9)
        #expect(found.suspicions.allSatisfy { $0.score >= 0 && $0.score.isFinite })
        #expect(found.suspicions.allSatisfy { $0.suggestedProbability > $0.labelProbability })
        #expect(zip(found.suspicions, found.suspicions.dropFirst()).allSatisfy { $0.score >= $1.score })
        #expect(Array(found.likelyErrors) == Array(found.suspicions.prefix(found.likelyErrors.count)))
    }

    @Test func `no predictions give no suspicions`() throws {
        let table = try ProbabilityTable(classCount: 3, values: [])
        let found = ConfidentLearning(table, labels: [], images: [])
        #expect(found.suspicions.isEmpty && found.likelyErrors.isEmpty)
        #expect(found.thresholds == [nil, nil, nil])
        #expect(found.estimatedErrorCount == 0)
    }

    @Test func `equal suspicions are ordered by identity`() throws {
        let table = try ProbabilityTable(rows: [[0.8, 0.2], [0.2, 0.8], [0.8, 0.2], [0.9, 0.1]])
        let found = ConfidentLearning(table, labels: [1, 0, 1, 0], images: [9, 4, 2, 1])
        #expect(found.suspicions.map(\.image) == [2, 4, 9])
    }

    @Test func `the order does not depend on the temperature`() throws {
        var generator = SeededGenerator(seed: 3)
        let logits = Tensor(
            shape: [90, 5], values: (0..<450).map { _ in Float.random(in: -60...60, using: &generator) })
        let labels = (0..<90).map { _ in Int.random(in: 0..<5, using: &generator) }
        let identity = LinearHead(
            weight: Tensor(shape: [5, 5], values: (0..<25).map { $0 % 6 == 0 ? 1 : 0 }),
            bias: Tensor(shape: [5], repeating: 0))
        let orders = try [0.5, 1, 7].map { temperature in
            ConfidentLearning(
                try identity.probabilities(logits, temperature: temperature), labels: labels,
                images: Array(labels.indices)
            ).suspicions.map(\.image)
        }
        #expect(orders[0].count > 50)
        #expect(orders[1] == orders[0] && orders[2] == orders[0])
    }

    @Test func `wrong labels come first, with the right class suggested`() async throws {
        #if DEBUG
        let plantedCount = 9
        let clean = try syntheticFeatures(imagesPerClass: [30, 25, 35], featureCount: 12, noise: 2)
        #else
        let plantedCount = 30
        let clean = try syntheticFeatures(
            imagesPerClass: .init(repeating: 135, count: 10), featureCount: 64, noise: 4)
        #endif
        var generator = SeededGenerator(seed: 8)
        var labels = clean.labels
        var truth: [Int: Int] = [:]
        for row in labels.indices.shuffled(using: &generator).prefix(plantedCount) {
            truth[clean.images[row]] = labels[row]
            labels[row] += Int.random(in: 1..<clean.classCount, using: &generator)
            labels[row] %= clean.classCount
        }
        let set = try LabelledFeatures(
            features: clean.features, labels: labels, images: clean.images, classCount: clean.classCount)
        let predictions = try #require(try await SoftmaxHeadTrainer(workerCount: 2).outOfFold(set))
        let found = ConfidentLearning(predictions)
        let hits = found.suspicions.prefix(2 * plantedCount).filter { truth[$0.image] != nil }
        #expect(hits.count >= plantedCount * 9 / 10)
        #expect(hits.count { truth[$0.image] == $0.suggestion } >= hits.count * 9 / 10)
        #expect(abs(found.estimatedErrorCount - Double(plantedCount)) < 0.5 * Double(plantedCount))
    }
}

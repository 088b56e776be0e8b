import Augmentation
import Datasets
import Metrics
import ModelSupport
import Models
import Networks
import Synchronization
import Testing
import Training
import Transfer

@Suite struct RefitTests {
    private let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
        try folder.addPhotos(to: "photos", count: 12)
    }

    private func tuner(refits: Bool, views: Int = 1) throws -> FineTuner {
        try FineTuner(
            backbone: try TinyBackbone.model(), cache: nil,
            options: FineTuner.Options(viewCount: views, refits: refits, seed: 3, workerCount: 2))
    }

    private func head(refits: Bool, views: Int = 1, held: Double = 0.25) async throws -> FineTuner.Outcome {
        try await tuner(refits: refits, views: views).run(
            on: try ImageFolder.scan(folder.path("photos")), validationFraction: held, toolVersion: "1")
    }

    private func staged(
        refits: Bool, held: Double = 0.25, epochs: Int = 6, rate: Double = 0.002
    ) async throws -> StagedFineTuner.Outcome {
        let settings = TrainingSettings(
            optimizer: OptimizerSettings(.adamw, rate: rate), schedule: .cosine(final: 0),
            epochCount: epochs,
            batchSize: 8, shardSize: 4, seed: 3)
        let network = NetworkTuner(
            cache: nil,
            options: NetworkTuner.Options(settings: settings, keepsStatistics: true, workerCount: 2))
        return try await StagedFineTuner(try tuner(refits: refits), network).run(
            on: try ImageFolder.scan(folder.path("photos")), validationFraction: held, toolVersion: "1")
    }

    @Test(arguments: [1, 3]) func `a refit is the head that all images would have given`(_ views: Int)
        async throws
    {
        let outcome = try await head(refits: true, views: views)
        let refit = try #require(outcome.refit)
        let whole = try await head(refits: false, views: views, held: 0)
        #expect(refit.imageCount == 36 && whole.imageCounts[.training] == 36)
        expectSame(refit.model.parameters, whole.model.parameters)
        #expect(refit.model.temperature == whole.model.temperature)
        #expect(refit.model.parameters != outcome.model.parameters)
    }

    @Test func `what validation images say is of the model before, and stays with the refit`() async throws {
        let plain = try await head(refits: false)
        let outcome = try await head(refits: true)
        #expect(plain.refit == nil)
        #expect(try outcome.model.serialized() == plain.model.serialized())
        let refit = try #require(outcome.refit)
        #expect(refit.model.training?.refitImageCount == 36)
        #expect(refit.model.training?.validation == plain.validation)
        #expect(refit.model.training?.trainingData == plain.model.training?.trainingData)
        #expect(refit.model.unknownDetector == plain.model.unknownDetector)
        #expect(try await head(refits: true, held: 0).refit == nil)
    }

    @Test func `blocks are trained again from the refitted head, as if all images had been for training`()
        async throws
    {
        let outcome = try await staged(refits: true)
        try #require(outcome.keepsNetwork)
        let refit = try #require(outcome.refit)
        let count = outcome.network.bestEpoch
        let whole = try await staged(refits: false, held: 0, epochs: count)
        #expect(refit.records.count == count && refit.records.allSatisfy { $0.validationLoss == nil })
        expectSame(refit.model.parameters, whole.model.parameters)
        #expect(refit.model.temperature == outcome.network.model.temperature)
        #expect(refit.model.unknownDetector == nil)
        expectSame(outcome.model.parameters, refit.model.parameters)
        expectSame(outcome.chosenModel.parameters, outcome.network.model.parameters)
    }

    /// What may be asked of blocks beside the usual.
    struct Demand: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var kind = ProblemKind.multiclass
        var column = "label"
        var blockCount: Int?
        var weighting = ClassWeighting.none
        /// What a photo's row says.
        var target: @Sendable (_ name: String, _ number: Int) -> String = { name, _ in name }
    }

    private static let demands = [
        Demand(testDescription: "one block", blockCount: 1),
        Demand(testDescription: "balanced classes", weighting: .balanced),
        Demand(
            testDescription: "two classes", kind: .binary,
            target: { name, _ in name == "bag" ? name : "shoe" }),
        Demand(
            testDescription: "labels", kind: .multilabel, column: "labels", weighting: .balanced,
            target: { name, number in name + (number.isMultiple(of: 3) ? "|third" : "") }),
        Demand(
            testDescription: "values far from 0", kind: .regression, column: "value",
            target: { name, _ in name == "bag" ? "1000" : "1200" }),
    ]

    private func run(_ demand: Demand, refits: Bool, held: Double, epochs: Int) async throws
        -> StagedFineTuner.Outcome
    {
        var rows = ["path,\(demand.column),split"]
        for name in ["bag", "sandal", "trouser"] {
            for number in 0..<12 {
                let part = number < 9 ? "train" : "test"
                rows.append("\(name)/\(number).png,\(demand.target(name, number)),\(part)")
            }
        }
        let data = try Manifest(
            csv: Array(rows.joined(separator: "\n").utf8), labelling: Labelling(demand.kind)
        ).survey(root: folder.path("photos"))
        let settings = TrainingSettings(
            loss: Loss(demand.kind), optimizer: OptimizerSettings(.adamw, rate: 0.002),
            schedule: .cosine(final: 0), epochCount: epochs, batchSize: 8, shardSize: 4, seed: 3)
        return try await StagedFineTuner(
            FineTuner(
                backbone: try TinyBackbone.model(), cache: nil,
                options: FineTuner.Options(task: demand.kind, refits: refits, seed: 3, workerCount: 2)),
            NetworkTuner(
                cache: nil,
                options: NetworkTuner.Options(
                    settings: settings, weighting: demand.weighting, augmentation: AugmentationPolicy(.none),
                    blockCount: demand.blockCount, keepsStatistics: true, workerCount: 2))
        ).run(on: data, validationFraction: held, toolVersion: "1")
    }

    @Test(arguments: demands)
    func `whatever is asked of blocks is asked of them again, and test images judge what comes of it`(
        _ demand: Demand
    ) async throws {
        let outcome = try await run(demand, refits: true, held: 0.3, epochs: 20)
        try #require(outcome.keepsNetwork)
        let refit = try #require(outcome.refit)
        let whole = try await run(demand, refits: false, held: 0, epochs: outcome.network.bestEpoch)
        #expect(refit.imageCount == 27 && whole.head.imageCounts[.training] == 27)
        expectSame(refit.model.parameters, whole.model.parameters)
        // What the validation images chose stays, and the record says what became of the rest.
        #expect(refit.model.task == outcome.network.model.task)
        #expect(refit.model.temperature == outcome.network.model.temperature)
        let (record, before) = (refit.model.training, outcome.network.model.training)
        #expect(record?.validation == before?.validation && record?.trainingData == before?.trainingData)
        #expect(record?.outcome == "last_epoch" && before?.outcome == "best_epoch")
        #expect(record?.network?.bestEpoch == outcome.network.bestEpoch)
        #expect(record?.network?.epochCount == outcome.network.bestEpoch)
        #expect(record?.backboneDigest == whole.network.model.training?.backboneDigest)
        #expect(record?.backboneDigest != before?.backboneDigest)
        let test = try #require(refit.test)
        #expect(test.imageCount == 9 && test != outcome.network.test)
        // In the units of the data.
        if case .values(let report) = test { #expect(report.meanAbsoluteError < 100) }
    }

    @Test func `a search for a learning rate fits the head only once`() async throws {
        let fitCounts = Mutex<[Bool: Int]>([:])
        for refits in [false, true] {
            let head = try FineTuner(
                backbone: try TinyBackbone.model(), cache: nil,
                options: FineTuner.Options(refits: refits, seed: 3, workerCount: 2)
            ) { progress in
                guard case .head(.candidate(_, 1, _)) = progress else { return }
                fitCounts.withLock { $0[refits, default: 0] += 1 }
            }
            let settings = TrainingSettings(
                optimizer: OptimizerSettings(.adamw, rate: 0.002), schedule: .constant, epochCount: 1,
                batchSize: 8, shardSize: 4)
            _ = try await StagedFineTuner(
                head,
                NetworkTuner(
                    cache: nil, options: NetworkTuner.Options(settings: settings, workerCount: 2))
            ).findLearningRate(
                on: try ImageFolder.scan(folder.path("photos")), validationFraction: 0.25, toolVersion: "1",
                sweep: LearningRateSweep(stepCount: 10))
        }
        #expect(fitCounts.withLock { $0 } == [false: 1, true: 1])
    }

    @Test func `where blocks did not help, the head alone is refitted`() async throws {
        let outcome = try await staged(refits: true, epochs: 1, rate: 0.5)
        try #require(!outcome.keepsNetwork)
        expectSame(outcome.model.parameters, outcome.head.refit?.model.parameters)
    }
}

/// Expects the same bits, without writing them all out where they are not.
private func expectSame(
    _ parameters: Parameters, _ others: Parameters?, at location: SourceLocation = #_sourceLocation
) {
    let isSame = parameters == others
    #expect(isSame, sourceLocation: location)
}

import Datasets
import ModelSupport
import Models
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
        #expect(refit.model.parameters == whole.model.parameters)
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
        let whole = try await staged(refits: false, held: 0)
        #expect(refit.records.count == 6 && refit.records.allSatisfy { $0.validationLoss == nil })
        #expect(refit.model.parameters == whole.model.parameters)
        #expect(refit.model.temperature == outcome.network.model.temperature)
        #expect(refit.model.unknownDetector == nil)
        #expect(outcome.model.parameters == refit.model.parameters)
        #expect(outcome.chosenModel.parameters == outcome.network.model.parameters)
    }

    @Test func `where blocks did not help, the head alone is refitted`() async throws {
        let outcome = try await staged(refits: true, epochs: 1, rate: 0.5)
        try #require(!outcome.keepsNetwork)
        #expect(outcome.model.parameters == outcome.head.refit?.model.parameters)
    }
}

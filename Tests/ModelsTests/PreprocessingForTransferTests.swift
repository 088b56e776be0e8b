import FoundationEssentials
import Images
import Models
import Networks
import TestSupport
import Testing

@Suite struct PreprocessingForTransferTests {
    /// A pretrained network that takes any square size.
    private static func backbone(side: Int, training: TrainingRecord? = nil) throws -> Model {
        var network = TinyModel.network
        network.input = InputShape(channels: 3, height: side, width: side)
        return try Model(
            network: network, parameters: try Formula.parameters(for: network),
            classNames: TinyModel.classNames,
            preprocessing: Preprocessing(
                resizeShortSide: side, cropWidth: side, cropHeight: side, interpolation: .bicubic,
                mean: [0, 0, 0], standardDeviation: [1, 1, 1]), training: training, source: TinyModel.source)
    }

    private static func fromFile(_ model: Model) throws -> Preprocessing {
        try TestFiles.withFile(try model.serialized()) { try ModelFile.preprocessingForTransfer(atPath: $0) }
    }

    @Test(arguments: [16, 64, 224, 250])
    func `it is that of the model once its weights are read`(side: Int) throws {
        let model = try Self.backbone(side: side)
        let preprocessing = try Self.fromFile(model)
        #expect(preprocessing == model.sizedForTransfer.preprocessing)
        // 9/7 of the side, in steps of 32.
        #expect(preprocessing.cropWidth == [16: 32, 64: 96, 224: 288, 250: 320][side])
    }

    @Test func `a trained model and one that is not square keep theirs`() throws {
        let trained = try Self.backbone(side: 64, training: try TinyModel.record())
        #expect(try Self.fromFile(trained) == trained.preprocessing)
        #expect(trained.sizedForTransfer.preprocessing == trained.preprocessing)
        let oblong = try TinyModel.model()
        #expect(try Self.fromFile(oblong) == oblong.preprocessing)
    }

    @Test func `what is no model is refused`() throws {
        #expect(throws: ModelError.self) {
            try TestFiles.withFile(Data("no model".utf8)) {
                try ModelFile.preprocessingForTransfer(atPath: $0)
            }
        }
    }
}

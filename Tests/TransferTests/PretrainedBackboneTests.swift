import Datasets
import Images
import Metrics
import ModelSupport
import Models
import Networks
import Tensors
import Testing
import Transfer

@Suite struct PretrainedBackboneTests {
    @Test func `fine-tuning replaces the head and leaves every other weight as it is, to the bit`()
        async throws
    {
        let folder = try ScratchFolder()
        try folder.addPhotos(to: "photos", classes: ["bag", "sandal"], count: 5)
        let backbone = try Model(contentsOfFile: "\(Committed.pretrained)/efficientnet-lite0.safetensors")
        let tuner = try FineTuner(
            backbone: backbone, cache: nil,
            options: FineTuner.Options(viewCount: 1, imageSize: 64, workerCount: 2))
        let outcome = try await tuner.run(
            on: try ImageFolder.scan(folder.path("photos")), validationFraction: 0.4, toolVersion: "1")
        let model = outcome.model
        let head = try model.network.head()
        let headNames = [head.parameterName(.weight), head.parameterName(.bias)]
        #expect(headNames == ["classifier.weight", "classifier.bias"])
        #expect(model.parameters["classifier.weight"]?.shape == [2, 1280])
        #expect(model.parameters["classifier.bias"]?.shape == [2])
        #expect(model.parameters.keys.sorted() == backbone.parameters.keys.sorted())
        for (name, parameter) in backbone.parameters where !headNames.contains(name) {
            #expect(model.parameters[name] == parameter, "\(name)")
        }
        #expect(model.classNames == ["bag", "sandal"])
        #expect(model.network.input.shape == [3, 64, 64])
        #expect(model.preprocessing.resizeShortSide == 64)
        #expect(model.source == backbone.source)
        #expect(model.golden.count == 2)
        #expect((outcome.validation?.classification?.accuracy ?? 0) > 0.5)
    }
}

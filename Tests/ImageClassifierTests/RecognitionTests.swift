import ImageClassifier
import Images
import ModelSupport
import Models
import Tensors
import Testing

@Suite struct RecognitionTests {
    private static let side = TinyBackbone.side
    private static let picture = Image(
        width: side, height: side, pixels: (0..<side * side * 3).map { UInt8(truncatingIfNeeded: $0 * 7) })

    /// The tiny model with a detector that finds any image at a distance of one over the threshold.
    private func classifier(threshold: Double?) throws -> ImageClassifier {
        let tiny = try TinyBackbone.model()
        let count = TinyBackbone.featureCount
        let detector = threshold.map { threshold in
            UnknownDetector(
                mean: [Float](repeating: -1, count: count),
                directions: Tensor(shape: [1, count], values: [1] + [Float](repeating: 0, count: count - 1)),
                centres: Tensor(shape: [4, 1], values: [0, 0, 0, 0]), precisions: [1, 1],
                summary: .init(threshold: threshold, falseRejection: 0.05, imageCount: 100))
        }
        return ImageClassifier(
            try Model(
                network: tiny.network, parameters: tiny.parameters, classNames: tiny.classNames,
                preprocessing: tiny.preprocessing, unknownDetector: detector, source: tiny.source))
    }

    private func recognition(_ classifier: ImageClassifier) throws -> Recognition? {
        guard case .predictions(let predictions, let recognition) = try classifier.answer(Self.picture) else {
            return nil
        }
        #expect(predictions.map(\.label).sorted() == TinyBackbone.classNames.sorted())
        return recognition
    }

    @Test(arguments: [0.25, 0.5, 2, 8])
    func `beyond the threshold an image is unknown`(_ threshold: Double) throws {
        // p² + (1 − p²) is 1 for every image.
        let recognition = try #require(try recognition(try classifier(threshold: threshold)))
        let distance = try #require(recognition.distance)
        #expect(abs(distance - 1 / threshold) < 1e-6 / threshold)
        #expect(recognition.isUnknown == (threshold < 1))
    }

    @Test func `an improbable best class makes an image unknown`() throws {
        var classifier = try classifier(threshold: nil)
        #expect(try recognition(classifier) == nil)
        classifier.recognitionRule.minimumProbability = 1
        #expect(try recognition(classifier) == Recognition(isUnknown: true, distance: nil))
        classifier.recognitionRule.minimumProbability = 0.01
        #expect(try recognition(classifier) == Recognition(isUnknown: false, distance: nil))
    }

    @Test func `either of the two is enough, and the detector need not be asked`() throws {
        var near = try classifier(threshold: 8)
        near.recognitionRule.minimumProbability = 1
        let recognition = try #require(try recognition(near))
        #expect(recognition.isUnknown)
        #expect(try #require(recognition.distance) < 1)
        var far = try classifier(threshold: 0.25)
        far.recognitionRule.usesDetector = false
        #expect(try self.recognition(far) == nil)
    }

    @Test func `a trained model tells photos of its classes from noise`() async throws {
        let folder = try ScratchFolder()
        try folder.addPhotos(to: "photos", count: 36)
        let trained = try await ImageClassifier.train(onFolder: folder.path("photos"))
        let detector = try #require(trained.classifier.model.unknownDetector)
        #expect(detector.summary.falseRejection == 0.05)
        var generator = SeededGenerator(seed: 1)
        let noise = Image(
            width: 64, height: 64,
            pixels: (0..<64 * 64 * 3).map { _ in UInt8.random(in: 0...255, using: &generator) })
        guard case .predictions(_, let recognition) = try trained.classifier.answer(noise) else {
            Issue.record("no classes")
            return
        }
        #expect(recognition?.isUnknown == true)
        let paths = (36..<40).map { Committed.picture("bag", $0) }
        let answers = try await trained.classifier.answers(imagesAtPaths: paths, workerCount: 2)
        let known = answers.count {
            if case .success(.predictions(_, let recognition)) = $0 {
                recognition?.isUnknown == false
            } else {
                false
            }
        }
        #expect(known >= 3, "\(known) of 4")
    }
}

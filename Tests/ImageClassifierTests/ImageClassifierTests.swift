import Datasets
import ImageClassifier
import Images
import ModelSupport
import Models
import Testing
import Transfer

@Suite struct ImageClassifierTests {
    /// A picture in which every part is different.
    static let picture = Image(
        width: 60, height: 40, pixels: (0..<60 * 40 * 3).map { UInt8(truncatingIfNeeded: $0 * $0 / 9 + $0) })

    @Test func `three lines train, save, load and classify`() async throws {
        let folder = try ScratchFolder()
        try folder.addPhotos(to: "photos", classes: ["bag", "sandal"], count: 4)
        let (photos, file) = (folder.path("photos"), folder.path("model.safetensors"))
        let photo = Committed.picture("sandal", 9)

        let trained = try await ImageClassifier.train(onFolder: photos)
        try trained.classifier.save(toFile: file)
        let answers = try ImageClassifier(contentsOfFile: file).classify(imageAtPath: photo)

        #expect(Set(answers.map(\.label)) == ["bag", "sandal"])
        #expect(answers.first?.label == "sandal")
        #expect(answers == (try trained.classifier.classify(imageAtPath: photo)))
        #expect(trained.classifier.model.training?.toolVersion == ImageClassifier.version)
    }

    @Test func `the pretrained classifier knows ImageNet's classes`() throws {
        let classifier = try ImageClassifier.pretrained()
        let answers = try classifier.classify(Self.picture)
        #expect(answers.count == 1000)
        #expect(Set(answers.map(\.label)).count == 1000)
        #expect(abs(answers.map(\.probability).reduce(0, +) - 1) < 1e-9)
        #expect(answers.map(\.probability) == answers.map(\.probability).sorted(by: >))
        #expect(try classifier.classify(Self.picture, top: 3) == Array(answers.prefix(3)))
        let folder = try ScratchFolder()
        try folder.write(try Self.picture.encodedPNG(), to: "picture.png")
        #expect(try classifier.classify(imageAtPath: folder.path("picture.png")) == answers)
    }

    @Test func `a folder's images are answered in their order, on any number of workers`() async throws {
        let folder = try ScratchFolder()
        try folder.addPhotos(to: "photos", classes: ["bag"], count: 5)
        try folder.write([], to: "photos/bag/empty.png")
        let paths = ["3", "0", "empty", "1", "gone", "2", "0"].map { folder.path("photos/bag/\($0).png") }
        let classifier = ImageClassifier(try TinyBackbone.model())
        let expected = try paths.map { path -> Result<Answer, ImageReadError> in
            if path.hasSuffix("empty.png") { return .failure(.image(.empty)) }
            if path.hasSuffix("gone.png") { return .failure(.file(.notFound)) }
            return .success(try classifier.answer(imageAtPath: path, top: 2))
        }
        for workerCount in [1, 2, 4] {
            let answers = try await classifier.answers(
                imagesAtPaths: paths, top: 2, workerCount: workerCount)
            #expect(answers == expected)
        }
        #expect(try await classifier.answers(imagesAtPaths: [], workerCount: 2).isEmpty)
    }

    @Test func `a cancelled task stops classifying`() async throws {
        let classifier = ImageClassifier(try TinyBackbone.model())
        let paths = [String](repeating: Committed.picture("bag", 0), count: 1000)
        let task = Task {
            unsafe withUnsafeCurrentTask { task in unsafe task?.cancel() }
            return try await classifier.answers(imagesAtPaths: paths, workerCount: 2)
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}

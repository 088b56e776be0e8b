import Datasets
import ImageClassifier
import ModelSupport
import Testing

@Suite struct RefusalTests {
    private let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
    }

    @Test func `a model that is not there is named`() {
        let path = folder.path("gone.safetensors")
        let error = #expect(throws: ImageClassifierError.self) { try ImageClassifier(contentsOfFile: path) }
        #expect(error?.description == "\(path): there is no such model file")
    }

    @Test func `a model file that is cut short is named`() throws {
        try folder.write([1, 2, 3], to: "cut.safetensors")
        let path = folder.path("cut.safetensors")
        let error = #expect(throws: ImageClassifierError.self) { try ImageClassifier(contentsOfFile: path) }
        #expect(error?.description == "\(path): file has 3 bytes, its header needs at least 8")
    }

    @Test func `a pretrained model that is not there is named with the place`() {
        let error = #expect(throws: ImageClassifierError.self) {
            try ImageClassifier.pretrained(in: folder.path)
        }
        #expect(
            error?.description
                == "efficientnet-lite0.safetensors: the pretrained model was not found; searched \(folder.path)"
        )
    }

    /// An image that cannot be classified, and why.
    struct BadImage: Sendable {
        let bytes: [UInt8]?
        let complaint: String
    }

    static let badImages = [
        BadImage(bytes: nil, complaint: "there is no such file"),
        BadImage(bytes: [], complaint: "is empty"),
        BadImage(bytes: Array("GIF89a".utf8), complaint: "is a GIF image; imgcls reads JPEG, PNG and WebP"),
        BadImage(
            bytes: [1, 2],
            complaint: "is not an image in a known format: it begins with the bytes 01 02"),
    ]

    @Test(arguments: badImages) func `an image that cannot be read is named`(_ bad: BadImage) throws {
        if let bytes = bad.bytes { try folder.write(bytes, to: "photo.jpg") }
        let path = folder.path("photo.jpg")
        let classifier = ImageClassifier(try TinyBackbone.model())
        let error = #expect(throws: ImageClassifierError.self) { try classifier.classify(imageAtPath: path) }
        #expect(error?.description == "\(path): \(bad.complaint)")
    }

    @Test func `a folder that is not there is named`() async {
        let path = folder.path("gone")
        let error = await #expect(throws: DatasetError.self) {
            try await ImageClassifier.train(onFolder: path)
        }
        #expect(error == .folderNotFound(path: path))
    }
}

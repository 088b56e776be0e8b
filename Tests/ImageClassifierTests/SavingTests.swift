import ImageClassifier
import ModelSupport
import Models
import Testing

@Suite struct SavingTests {
    private let folder: ScratchFolder
    private let classifier: ImageClassifier

    init() throws {
        folder = try ScratchFolder()
        classifier = ImageClassifier(try TinyBackbone.model())
    }

    @Test func `saving replaces a file and leaves nothing beside it`() throws {
        try folder.write(Array("the old file".utf8), to: "model.safetensors")
        try classifier.save(toFile: folder.path("model.safetensors"))
        let first = try folder.bytes("model.safetensors")
        #expect(first == [UInt8](try TinyBackbone.model().serialized()))
        try ImageClassifier(contentsOfFile: folder.path("model.safetensors"))
            .save(toFile: folder.path("model.safetensors"))
        #expect(try folder.bytes("model.safetensors") == first)
        #expect(try folder.names() == ["model.safetensors"])
    }

    @Test func `a file that cannot be written is an error with its path`() throws {
        try folder.makeFolder("directory")
        try folder.write(Array("file".utf8), to: "file")
        let complaints = [
            "directory": "a directory stands where the file is to be written",
            "gone/model": "opening the directory failed: No such file or directory (error 2)",
            "file/model": "looking up the path failed: Not a directory (error 20)",
        ]
        for (name, complaint) in complaints {
            let path = folder.path(name)
            let error = #expect(throws: ImageClassifierError.self) { try classifier.save(toFile: path) }
            #expect(error?.description == "\(path): \(complaint)")
        }
        #expect(try folder.names() == ["directory", "file"])
        #expect(try folder.bytes("file") == Array("file".utf8))
    }
}

import ModelSupport
import Models
import Testing

@Suite struct ModelFileTests {
    /// A file that is no model, made from one that is, and what is said about it behind its path.
    struct Hostile: Sendable, CustomTestStringConvertible {
        let name: String
        let complaint: String
        let bytes: @Sendable ([UInt8]) -> [UInt8]

        var testDescription: String { name }
    }

    private static func file(header: String, dataByteCount: Int) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> (8 * $0)) } + Array(header.utf8)
            + [UInt8](repeating: 0, count: dataByteCount)
    }

    static let hostile = [
        Hostile(name: "nothing", complaint: "file has 0 bytes, its header needs at least 8") { _ in [] },
        Hostile(name: "text", complaint: "file has 6 bytes, its header needs at least 8") { _ in
            Array("hello\n".utf8)
        },
        Hostile(name: "cut in the header", complaint: "file has 100 bytes, its header needs at least ") {
            Array($0.prefix(100))
        },
        Hostile(name: "cut in the data", complaint: "tensor ") { Array($0.dropLast(100)) },
        Hostile(name: "one byte too many", complaint: "bytes ") { $0 + [0] },
        Hostile(
            name: "a header as long as memory",
            complaint: "header announces 9223372036854775807 bytes, at most 100000000 are allowed"
        ) { [UInt8](repeating: 0xFF, count: 7) + [0x7F] + $0.dropFirst(8) },
        Hostile(
            name: "an offset beyond the file",
            complaint: "tensor \"a\" ends at byte 4000000000 of the data, which has 4"
        ) { _ in
            file(
                header: #"{"a":{"dtype":"F32","shape":[1000000000],"data_offsets":[0,4000000000]}}"#,
                dataByteCount: 4)
        },
        Hostile(name: "a reversed offset", complaint: "tensor \"a\" begins at byte 4 and ends at 0") { _ in
            file(header: #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, dataByteCount: 4)
        },
        Hostile(
            name: "a shape that overflows",
            complaint:
                "tensor \"a\" of shape [4611686018427387904, 4] has a size that does not fit in 63 bits"
        ) { _ in
            file(
                header: #"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}}"#,
                dataByteCount: 4)
        },
        Hostile(
            name: "tensors of something else",
            complaint: "is not an imgcls model: its metadata has no \"format\""
        ) { _ in file(header: #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, dataByteCount: 4) },
    ]

    static let commands = [
        "inspect MODEL", "verify MODEL", "classify photos --model MODEL", "evaluate photos --model MODEL",
        "finetune photos --backbone MODEL --no-cache",
    ]

    @Test(arguments: hostile) func `a hostile model file is refused by every command, in one line`(
        _ hostile: Hostile
    ) throws {
        let workplace = try Workplace(photos: 1)
        try workplace.write(hostile.bytes(try workplace.bytes("tiny.safetensors")), to: "x.safetensors")
        for command in Self.commands {
            let arguments = command.split(separator: " ").map { $0 == "MODEL" ? "x.safetensors" : $0 }
            let result = try workplace.run(arguments.map { Array($0.utf8) })
            #expect(result.output == "", "\(command)")
            #expect(result.error.hasPrefix("imgcls: x.safetensors: \(hostile.complaint)"), "\(command)")
            #expect(result.errorLines.count == 1, "\(command)")
            #expect(result.ending == .exit(65), "\(command)")
        }
        #expect(try workplace.names == ["photos", "tiny.safetensors", "x.safetensors"])
    }

    @Test func `a folder in the place of a model is refused`() throws {
        let workplace = try Workplace(photos: 1)
        let result = try workplace.run("inspect", "photos")
        #expect(result.error == "imgcls: photos: a directory stands where a file is needed\n")
        #expect(result.ending == .exit(65))
    }

    @Test func `inspect shows what the file says about itself`() throws {
        let workplace = try Workplace(photos: 4)
        let imported = try workplace.run("inspect", "tiny.safetensors")
        #expect(imported.error == "")
        #expect(imported.ending == .exit(0))
        #expect(
            imported.lines.map { $0.split(separator: " ").first } == [
                "network", "task", "preprocessing", "temperature", "weights", "unknown", "golden",
            ])
        #expect(imported.lines[1].hasSuffix("4 classes: north, east, south, west"))
        let training = try workplace.run(
            "finetune", "photos", "--backbone", "tiny.safetensors", "--quiet", "--seed", "5")
        #expect(training.ending == .exit(0))
        let trained = try workplace.run("inspect", "model.safetensors")
        #expect(trained.lines[1].hasSuffix("3 classes: bag, sandal, trouser"))
        #expect(trained.lines.contains { $0.hasPrefix("trained by     imgcls 0.1.0, seed 5, ") })
        #expect(trained.lines.contains { $0.hasPrefix("validation     accuracy ") })
        let nodes = try workplace.run("inspect", "model.safetensors", "--nodes")
        #expect(nodes.lines.last?.split(separator: " ") == ["classifier", "linear", "3"])
    }

    @Test func `verify replays the golden examples, and fails where they differ`() throws {
        let workplace = try Workplace()
        var model = try TinyBackbone.model()
        try workplace.write(try model.serialized(), to: "good.safetensors")
        let good = try workplace.run("verify", "good.safetensors")
        #expect(good.output.hasPrefix("good.safetensors: 2 examples agree (largest relative deviation "))
        #expect(good.ending == .exit(0))

        model.golden[0].logits[0] += 1000
        try workplace.write(try model.serialized(), to: "other.safetensors")
        let other = try workplace.run("verify", "other.safetensors")
        #expect(
            other.error.hasPrefix("imgcls: other.safetensors: computes other outputs than when it was made"))
        #expect(other.ending == .exit(65))

        model.golden = []
        try workplace.write(try model.serialized(), to: "none.safetensors")
        let none = try workplace.run("verify", "none.safetensors")
        #expect(none.error == "imgcls: none.safetensors: has no golden examples to replay\n")
        #expect(none.ending == .exit(65))
    }
}

import FoundationEssentials
import Tensors
import Testing
import WeightFiles

@Suite struct TorchCheckpointTests {
    private static let names = [
        "conv.weight", "conv.bias", "half.transposed", "brain", "double", "counts", "int32", "int16", "int8",
        "uint8", "bool", "shared.tail", "shared.every_third", "shared.column", "empty",
    ]

    @Test(arguments: [("legacy.pth", ""), ("archive.pth", "state_dict.")])
    func `every tensor of either format is what PyTorch says it is`(_ file: String, _ prefix: String) throws {
        let checkpoint = try TorchCheckpoint(contentsOfFile: WeightFixtures.path(file))
        let expected = try SafeTensorsFile(contentsOfFile: WeightFixtures.path("expected.safetensors"))
        #expect(checkpoint.names == Self.names.map { prefix + $0 })
        #expect(checkpoint.stateDictionaryPrefix == prefix)
        #expect(Set(expected.tensorNames) == Set(Self.names))
        for name in Self.names {
            #expect(try checkpoint.tensor(named: prefix + name) == expected.tensor(named: name), "\(name)")
        }
    }

    @Test func `a pickle of protocol 4 reads the same`() throws {
        let checkpoint = try TorchCheckpoint(contentsOfFile: WeightFixtures.path("protocol4.pth"))
        let expected = try SafeTensorsFile(contentsOfFile: WeightFixtures.path("expected.safetensors"))
        #expect(checkpoint.names == ["weight"])
        #expect(try checkpoint.tensor(named: "weight") == expected.tensor(named: "conv.weight"))
    }

    @Test func `what the file says about a tensor is kept`() throws {
        let checkpoint = try TorchCheckpoint(contentsOfFile: WeightFixtures.path("legacy.pth"))
        let weight = try #require(checkpoint.info(of: "conv.weight"))
        #expect(weight.elementType == .float32)
        #expect(weight.shape == [4, 2, 3, 5])
        #expect(weight.strides == [1, 4, 40, 8])
        #expect(!weight.isContiguous)
        let tail = try #require(checkpoint.info(of: "shared.tail"))
        #expect(tail.isContiguous && tail.shape == [12])
        #expect(checkpoint.info(of: "nothing") == nil)
    }

    @Test func `an ordered dictionary as Python 2 wrote it is read`() throws {
        typealias P = PickleAssembler
        let tensor = P.tensor(P.storage("0", count: 2), shape: [2], strides: [1])
        let pair = P.list(P.text("w"), tensor)
        let object = P.reduce(P.global("collections", "OrderedDict"), P.tuple(P.list(pair)))
        let checkpoint = try TorchCheckpoint(parsing: P.legacyFile(object, storages: [("0", [3, 4])]))
        #expect(try checkpoint.tensor(named: "w").values == [3, 4])
    }

    @Test func `tensors in lists and under numbers get dotted names, other keys none`() throws {
        typealias P = PickleAssembler
        let tensor = P.tensor(P.storage("0", count: 1), shape: [], strides: [])
        // The memo holds the tensor, as for two modules that share a parameter.
        var object =
            [0x7D, 0x28] + P.text("state") + [0x7D] + P.int(0) + P.list(tensor + [0x71, 9]) + [0x73]
        object += P.text("model") + P.dictionary(("w", [0x68, 9]), ("epoch", P.int(3)))
        object += P.tuple(P.int(1)) + [0x68, 9, 0x75]
        let checkpoint = try TorchCheckpoint(parsing: P.legacyFile(object, storages: [("0", [5])]))
        #expect(checkpoint.names == ["state.0.0", "model.w"])
        #expect(checkpoint.stateDictionaryPrefix == "model.")
        #expect(try checkpoint.tensor(named: "model.w") == Tensor(shape: [], values: [5]))
    }

    @Test func `random views of a storage are gathered as their strides say`() throws {
        typealias P = PickleAssembler
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<60 {
            let extents = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
                Int.random(in: 1...4, using: &generator)
            }
            // Row-major strides in a shuffled order of axes, with gaps now and then, from a random offset.
            var strides = [Int](repeating: 0, count: extents.count)
            var step = Int.random(in: 1...2, using: &generator)
            for axis in extents.indices.shuffled(using: &generator) {
                strides[axis] = step
                step *= extents[axis] + Int.random(in: 0...1, using: &generator)
            }
            let offset = Int.random(in: 0...3, using: &generator)
            let reach = zip(extents, strides).reduce(offset + 1) { $0 + ($1.0 - 1) * $1.1 }
            let storage = (0..<reach).map { Float($0) }
            var positions = [offset]
            for (extent, stride) in zip(extents, strides) {
                positions = positions.flatMap { first in (0..<extent).map { first + $0 * stride } }
            }
            let view = P.tensor(
                P.storage("k", count: reach), offset: offset, shape: extents, strides: strides)
            let file = P.legacyFile(P.dictionary(("w", view)), storages: [("k", storage)])
            let tensor = try TorchCheckpoint(parsing: file).tensor(named: "w")
            #expect(tensor == Tensor(shape: Shape(extents), values: positions.map { Float($0) }))
        }
    }

    @Test(arguments: ["legacy.pth", "archive.pth"])
    func `every cut of a file is refused`(_ name: String) throws {
        let whole = try WeightFixtures.bytes(name)
        for length in 0..<whole.count {
            #expect(throws: TorchCheckpointError.self) {
                try TorchCheckpoint(parsing: whole.prefix(length))
            }
        }
    }

    @Test(arguments: ["legacy.pth", "archive.pth", "protocol4.pth"])
    func `changed bytes give an error or a checkpoint, never a crash`(_ name: String) throws {
        let whole = try WeightFixtures.bytes(name)
        var generator = SeededGenerator(seed: 4)
        var refused = 0
        for _ in 0..<2000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let position = bytes.startIndex + Int.random(in: 0..<bytes.count, using: &generator)
                bytes[position] = UInt8.random(in: 0...255, using: &generator)
            }
            do throws(TorchCheckpointError) {
                let checkpoint = try TorchCheckpoint(parsing: bytes)
                for name in checkpoint.names { _ = try checkpoint.tensor(named: name) }
            } catch {
                refused += 1
            }
        }
        #expect(refused > 500)
    }
}

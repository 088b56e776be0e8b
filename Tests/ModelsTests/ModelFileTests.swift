import FoundationEssentials
import Models
import Networks
import Tensors
import TestSupport
import Testing
import WeightFiles

@Suite struct ModelFileTests {
    @Test func `a model comes back from its file as it was`() throws {
        let model = try TinyModel.model()
        let read = try TestFiles.withFile(try model.serialized()) { try Model(contentsOfFile: $0) }
        #expect(read.network == model.network)
        #expect(read.parameters == model.parameters)
        #expect(read.classNames == model.classNames)
        #expect(read.classIdentifiers == model.classIdentifiers)
        #expect(read.preprocessing == model.preprocessing)
        #expect(read.task == model.task)
        #expect(read.temperature == model.temperature)
        #expect(read.unknownDetector == model.unknownDetector)
        #expect(read.unknownDetector == TinyModel.detector())
        #expect(read.training == model.training)
        #expect(read.source == model.source)
        #expect(read.golden == model.golden)
        #expect(read.golden.count == 2)
    }

    @Test func `what a model does not have is left out and comes back so`() throws {
        let model = try Model(
            network: TinyModel.network, parameters: try Formula.parameters(for: TinyModel.network),
            classNames: TinyModel.classNames, preprocessing: TinyModel.preprocessing,
            source: TinyModel.source)
        let file = try SafeTensorsFile(parsing: try model.serialized())
        #expect(
            Set(file.metadata.keys) == [
                "format", "format_version", "network", "task", "class_names", "preprocessing", "source",
            ])
        #expect(Set(file.tensorNames) == Set(model.parameters.keys))
        let read = try Model(reading: file)
        #expect(read.classIdentifiers == [])
        #expect(read.temperature == 1)
        #expect(read.unknownDetector == nil)
        #expect(read.training == nil)
        #expect(read.golden == [])
    }

    @Test func `the same model gives the same bytes, also behind a file`() throws {
        let bytes = try TinyModel.model().serialized()
        #expect(try TinyModel.model().serialized() == bytes)
        let read = try Model(reading: try SafeTensorsFile(parsing: bytes))
        #expect(try read.serialized() == bytes)
    }

    @Test(arguments: NetworkZoo.allCases)
    func `the network of every architecture fits into the metadata`(zoo: NetworkZoo) throws {
        var parts = try FileParts(of: try TinyModel.model().serialized())
        let network = zoo.network(classCount: 3)
        parts.metadata["network"] = String(decoding: try JSONEncoder().encode(network), as: UTF8.self)
        // The weights are those of another network: reading gets as far as the first of them.
        let first = try #require(try network.parameterDescriptions().first)
        #expect(
            throws: ModelError.network(.missingParameter(first.name, expected: first.shape))
        ) { try Model(reading: try parts.file()) }
    }

    @Test func `weights that the network does not need are left`() throws {
        var parts = try FileParts(of: try TinyModel.model().serialized())
        parts.set("norm.num_batches_tracked", shape: [], elementType: .int64)
        let model = try Model(reading: try parts.file())
        #expect(model.parameters == (try TinyModel.model().parameters))
    }

    // MARK: 16-bit floats

    /// A number and whether a 16-bit float is equal to it.
    struct Number: Sendable, CustomTestStringConvertible {
        let value: Float
        let isHalf: Bool
        var testDescription: String { "\(value)" }

        init(_ value: Float, _ isHalf: Bool) {
            self.value = value
            self.isHalf = isHalf
        }
    }

    @Test(arguments: [
        Number(0, true), Number(-0.0, true), Number(1, true), Number(-2.5, true),
        Number(0.1, false), Number(1 + 0x1p-10, true), Number(1 + 0x1p-11, false),
        Number(65504, true), Number(65505, false), Number(65536, false), Number(-65504, true),
        Number(0x1p-14, true), Number(0x1p-24, true), Number(0x1p-25, false), Number(0x1.8p-24, false),
        Number(0x3p-24, true), Number(.infinity, true), Number(-.infinity, true),
        Number(.greatestFiniteMagnitude, false), Number(.leastNonzeroMagnitude, false),
    ])
    func `a tensor is stored in 16 bits exactly where that changes nothing`(_ number: Number) throws {
        var model = try TinyModel.model()
        model.parameters["head.bias"] = Tensor(shape: [3], values: [1, number.value, 2])
        let file = try SafeTensorsFile(parsing: try model.serialized())
        #expect(file.info(of: "head.bias")?.elementType == (number.isHalf ? .float16 : .float32))
        let read = try file.tensor(named: "head.bias")
        #expect(read.values.map(\.bitPattern) == [1, number.value, 2].map(\.bitPattern))
    }

    @Test func `a model rounded to 16 bits is stored so, and loses its examples`() throws {
        let rounded = try TinyModel.model().roundedToHalfPrecision()
        #expect(rounded.golden == [])
        let file = try SafeTensorsFile(parsing: try rounded.serialized())
        for name in file.tensorNames where !UnknownDetector.tensorNames.contains(name) {
            #expect(file.info(of: name)?.elementType == .float16, "\(name)")
        }
        for (name, parameter) in try TinyModel.model().parameters {
            let values = parameter.values.map { Float(Float16($0)) }
            #expect(rounded.parameters[name]?.values == values)
        }
        #expect(try Model(reading: file).parameters == rounded.parameters)
    }

    @Test func `a weight beyond the range of 16 bits keeps its tensor in 32`() throws {
        var model = try TinyModel.model()
        let wide = Tensor<Float>(shape: [4], values: [1, 70_000, 0.1, 2])
        model.parameters["norm.running_var"] = wide
        let rounded = model.roundedToHalfPrecision()
        #expect(rounded.parameters["norm.running_var"] == wide)
        let file = try SafeTensorsFile(parsing: try rounded.serialized())
        #expect(file.info(of: "norm.running_var")?.elementType == .float32)
        #expect(file.info(of: "norm.running_mean")?.elementType == .float16)
    }

    @Test func `a weight under a name that the format needs itself cannot be written`() throws {
        var model = try TinyModel.model()
        model.parameters["golden.inputs"] = Tensor(shape: [1], values: [1])
        #expect(throws: ModelError.unwritableContent(.duplicateName("golden.inputs"))) {
            try model.serialized()
        }
    }
}

public import FoundationEssentials
internal import Images
internal import Networks
internal import Tensors
public import WeightFiles

/// The model file: a safetensors file whose metadata says everything else. `pretrained/FORMAT.md` specifies it.
public enum ModelFile {
    /// The version that this code writes, and the only one it reads.
    public static let formatVersion = "1"

    /// The name of the tensor with golden inputs, U8 `[G, H, W, 3]`.
    public static let goldenInputsName = "golden.inputs"

    /// The name of the tensor with golden outputs, F32 `[G, K]`.
    public static let goldenLogitsName = "golden.logits"

    /// The keys of the metadata.
    package enum Key: String, CaseIterable {
        case format
        case formatVersion = "format_version"
        case network
        case task
        case classNames = "class_names"
        case classIdentifiers = "class_identifiers"
        case preprocessing
        case temperature
        case unknown
        case source
        case training
    }

    static let formatName = "imgcls"
}

extension ModelFile {
    static func open(_ path: String) throws(ModelError) -> SafeTensorsFile {
        do {
            return try SafeTensorsFile(contentsOfFile: path)
        } catch {
            throw .file(error)
        }
    }
}

/// What a model file says of its network before the weights.
struct ModelHeader {
    let network: Network
    let preprocessing: Preprocessing
    /// Whether it was trained here, rather than imported.
    let isTrained: Bool

    init(contentsOfFile path: String) throws(ModelError) {
        try self.init(reading: try ModelFile.open(path))
    }

    init(reading file: SafeTensorsFile) throws(ModelError) {
        let metadata = MetadataReader(file.metadata)
        guard try metadata.text(.format) == ModelFile.formatName else {
            throw .notAModel(missingKey: ModelFile.Key.format.rawValue)
        }
        let version = try metadata.text(.formatVersion)
        guard version == ModelFile.formatVersion else { throw .unsupportedVersion(version) }
        network = try metadata.value(Network.self, .network)
        preprocessing = try metadata.value(Preprocessing.self, .preprocessing)
        isTrained = file.metadata[ModelFile.Key.training.rawValue] != nil
    }
}

extension Model {
    /// Reads a model file.
    ///
    /// - Throws: `ModelError`, whatever the bytes are; nothing is allocated beyond the file's own size times the
    ///   widening of 16-bit weights.
    public init(contentsOfFile path: String) throws(ModelError) {
        try self.init(reading: try ModelFile.open(path))
    }

    /// Reads a model from an open safetensors file.
    ///
    /// - Throws: `ModelError` for anything that does not fit together.
    public init(reading file: SafeTensorsFile) throws(ModelError) {
        let header = try ModelHeader(reading: file)
        let metadata = MetadataReader(file.metadata)
        let golden = try Self.golden(in: file)
        try self.init(
            network: header.network, parameters: try Self.parameters(of: header.network, in: file),
            classNames: try metadata.value([String].self, .classNames),
            classIdentifiers: try metadata.optionalValue([String].self, .classIdentifiers) ?? [],
            preprocessing: header.preprocessing, task: try metadata.value(Task.self, .task),
            temperature: try metadata.optionalValue(Double.self, .temperature) ?? 1,
            unknownDetector: try UnknownDetector(
                try metadata.optionalValue(UnknownDetector.Summary.self, .unknown), in: file),
            training: try metadata.optionalValue(TrainingRecord.self, .training),
            source: try metadata.value(WeightSource.self, .source), golden: golden)
    }

    private static func parameters(of network: Network, in file: SafeTensorsFile) throws(ModelError)
        -> Parameters
    {
        var parameters: Parameters = [:]
        do {
            for description in try network.parameterDescriptions() {
                guard let info = file.info(of: description.name) else {
                    throw NetworkError.missingParameter(description.name, expected: description.shape)
                }
                guard info.shape == description.shape else {
                    throw NetworkError.wrongParameterShape(
                        description.name, expected: description.shape, got: info.shape)
                }
                parameters[description.name] = try file.tensor(named: description.name)
            }
        } catch let error as NetworkError {
            throw .network(error)
        } catch let error as SafeTensorsError {
            throw .file(error)
        } catch {
            throw .malformed(key: ModelFile.Key.network.rawValue, reason: "\(error)")
        }
        return parameters
    }

    private static func golden(in file: SafeTensorsFile) throws(ModelError) -> [GoldenExample] {
        let names = (inputs: ModelFile.goldenInputsName, logits: ModelFile.goldenLogitsName)
        let infos = (inputs: file.info(of: names.inputs), outputs: file.info(of: names.logits))
        if infos.inputs == nil, infos.outputs == nil { return [] }
        guard let inputs = infos.inputs, let outputs = infos.outputs else {
            let absent = infos.inputs == nil ? names.inputs : names.logits
            throw .malformed(key: absent, reason: "inputs and outputs are there together or not at all")
        }
        guard inputs.elementType == .uint8, inputs.shape.rank == 4, inputs.shape[3] == 3,
            inputs.shape[1] > 0, inputs.shape[2] > 0, outputs.elementType == .float32,
            outputs.shape.rank == 2, outputs.shape[0] == inputs.shape[0]
        else {
            throw .malformed(
                key: names.inputs, reason: "\(inputs.shape) inputs do not pair with \(outputs.shape) outputs")
        }
        do {
            let pixels = [UInt8](try file.bytes(of: names.inputs))
            let logits = try file.tensor(named: names.logits)
            let size = inputs.shape[1] * inputs.shape[2] * 3
            return (0..<inputs.shape[0]).map { index in
                let image = Image(
                    width: inputs.shape[2], height: inputs.shape[1],
                    pixels: Array(pixels[index * size..<(index + 1) * size]))
                return GoldenExample(pixels: image, logits: logits.row(index).values)
            }
        } catch {
            throw .file(error)
        }
    }
}

extension Model {
    /// The bytes of the model file; the same model gives the same bytes.
    ///
    /// Nothing is rounded: a tensor is stored in 16-bit floats where that is exact, as for the layers of a 16-bit
    /// backbone, and in 32-bit floats otherwise.
    ///
    /// - Throws: `ModelError.unwritableContent` for values that cannot be stored.
    public func serialized() throws(ModelError) -> Data {
        do {
            var content = SafeTensorsContent(metadata: try metadata())
            for (name, parameter) in parameters.sorted(by: { $0.key < $1.key }) {
                try content.add(
                    parameter, named: name, as: HalfPrecision.isExact(parameter) ? .float16 : .float32)
            }
            try unknownDetector?.add(to: &content)
            try addGolden(to: &content)
            return try content.serialized()
        } catch let error as SafeTensorsContentError {
            throw .unwritableContent(error)
        } catch {
            throw .malformed(key: ModelFile.Key.format.rawValue, reason: "\(error)")
        }
    }

    private func metadata() throws -> [String: String] {
        var writer = MetadataWriter()
        writer.set(.format, to: ModelFile.formatName)
        writer.set(.formatVersion, to: ModelFile.formatVersion)
        try writer.encode(network, as: .network)
        try writer.encode(task, as: .task)
        try writer.encode(classNames, as: .classNames)
        if !classIdentifiers.isEmpty { try writer.encode(classIdentifiers, as: .classIdentifiers) }
        try writer.encode(preprocessing, as: .preprocessing)
        if temperature != 1 { try writer.encode(temperature, as: .temperature) }
        if let unknownDetector { try writer.encode(unknownDetector.summary, as: .unknown) }
        try writer.encode(source, as: .source)
        if let training { try writer.encode(training, as: .training) }
        return writer.metadata
    }

    private func addGolden(to content: inout SafeTensorsContent) throws(SafeTensorsContentError) {
        guard let first = golden.first else { return }
        let pixels = Data(golden.flatMap(\.pixels.pixels))
        try content.add(
            pixels, named: ModelFile.goldenInputsName, as: .uint8,
            shape: [golden.count, first.pixels.height, first.pixels.width, 3])
        let logits = Tensor(shape: [golden.count, first.logits.count], values: golden.flatMap(\.logits))
        try content.add(logits, named: ModelFile.goldenLogitsName)
    }
}

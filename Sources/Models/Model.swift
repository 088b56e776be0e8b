public import Images
public import Networks
internal import Tensors

/// Everything that is needed to classify an image: the network, its weights, the class names in the order of its
/// outputs, and how a picture becomes numbers. One value, one file.
public struct Model: Sendable {
    /// The network; it ends in a linear layer with one output a class, or one for both of two.
    public package(set) var network: Network

    /// The weights by name.
    public package(set) var parameters: Parameters

    /// The classes or labels in the order of the network's outputs; of a regression, the names of the values.
    public package(set) var classNames: [String]

    /// What a data set calls the classes, for example WordNet ids; empty where it has no such names.
    public package(set) var classIdentifiers: [String]

    /// How a picture becomes the network's input; training and prediction share it.
    public package(set) var preprocessing: Preprocessing

    /// What the outputs mean.
    public package(set) var task: Task

    /// What logits are divided by before the softmax, so that probabilities are honest; 1 for none.
    public package(set) var temperature: Double

    /// What tells images that show none of the classes; nil where nothing does.
    public package(set) var unknownDetector: UnknownDetector?

    /// How the model came about; nil for imported weights.
    public package(set) var training: TrainingRecord?

    /// Where the weights come from, and under which licence.
    public package(set) var source: WeightSource

    /// A few inputs with the outputs that the model gave when it was made.
    public package(set) var golden: [GoldenExample]

    /// Puts a model together.
    ///
    /// - Throws: `ModelError` where the parts contradict each other.
    public init(
        network: Network, parameters: Parameters, classNames: [String], classIdentifiers: [String] = [],
        preprocessing: Preprocessing, task: Task = .multiclass, temperature: Double = 1,
        unknownDetector: UnknownDetector? = nil, training: TrainingRecord? = nil, source: WeightSource,
        golden: [GoldenExample] = []
    ) throws(ModelError) {
        self.network = network
        self.parameters = parameters
        self.classNames = classNames
        self.classIdentifiers = classIdentifiers
        self.preprocessing = preprocessing
        self.task = task
        self.temperature = temperature
        self.unknownDetector = unknownDetector
        self.training = training
        self.source = source
        self.golden = golden
        try check()
    }

    private func check() throws(ModelError) {
        let outputCount: Int
        do {
            try network.check(parameters)
            outputCount = try network.classCount()
        } catch {
            throw .network(error)
        }
        try checkTask(outputCount: outputCount)
        var seen: Set<String> = []
        if let repeated = classNames.first(where: { !seen.insert($0).inserted }) {
            throw .repeatedClassName(repeated)
        }
        guard classIdentifiers.isEmpty || classIdentifiers.count == classNames.count else {
            throw .classCountMismatch(names: classIdentifiers.count, outputs: outputCount)
        }
        guard temperature > 0, temperature.isFinite else { throw .invalidTemperature(temperature) }
        try checkUnknownDetector()
        let input = network.input
        guard input.channels == preprocessing.channelCount, input.width == preprocessing.cropWidth,
            input.height == preprocessing.cropHeight
        else {
            throw .inputMismatch(
                network: input.shape,
                crop: [preprocessing.channelCount, preprocessing.cropHeight, preprocessing.cropWidth])
        }
        for example in golden {
            guard example.pixels.width == input.width, example.pixels.height == input.height,
                example.logits.count == outputCount
            else { throw .malformed(key: ModelFile.goldenInputsName, reason: "an example has another size") }
        }
    }

    /// Refuses names and settings that do not go with the kind of problem.
    private func checkTask(outputCount: Int) throws(ModelError) {
        guard task.outputCount(nameCount: classNames.count) == outputCount,
            task.kind != .binary || classNames.count == 2
        else { throw .classCountMismatch(names: classNames.count, outputs: outputCount) }
        switch task {
        case .multiclass, .binary: break
        case .multilabel(let thresholds):
            guard thresholds.count == outputCount, thresholds.allSatisfy({ (0...1).contains($0) }) else {
                throw .malformed(
                    key: ModelFile.Key.task.rawValue,
                    reason: "needs \(outputCount) thresholds in 0 ... 1, not \(thresholds)")
            }
        case .regression:
            guard temperature == 1 else {
                throw .malformed(
                    key: ModelFile.Key.temperature.rawValue, reason: "a regression has no temperature but 1")
            }
        }
    }
}

/// Where weights come from. The licence chain of a fine-tuned model is that of its backbone.
public struct WeightSource: Hashable, Sendable, Codable {
    /// The architecture's usual name.
    public var name: String
    /// The package or publication, with its version.
    public var origin: String
    /// The SPDX identifier of the weights' licence.
    public var license: String
    /// The SHA-256 of the original file, in hexadecimal; empty where there is none.
    public var sha256: String

    /// Names a source.
    public init(name: String, origin: String, license: String, sha256: String) {
        self.name = name
        self.origin = origin
        self.license = license
        self.sha256 = sha256
    }
}

/// A picture with what the model said about it when it was made; replaying it shows that nothing has changed.
public struct GoldenExample: Hashable, Sendable {
    /// The pixels behind resizing and cropping, before normalisation.
    public var pixels: Image
    /// The network's outputs, K numbers, before temperature and softmax.
    public var logits: [Float]

    /// Pairs pixels with logits.
    public init(pixels: Image, logits: [Float]) {
        self.pixels = pixels
        self.logits = logits
    }
}

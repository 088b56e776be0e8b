internal import Datasets
internal import FoundationEssentials
public import Images
public import Models
public import Networks
internal import Tensors

extension NetworkTuner {
    /// Where training begins.
    public struct Start: Sendable {
        /// The network, with as many outputs as the kind of problem needs.
        public var network: Network
        /// Its weights.
        public var parameters: Parameters
        /// How pictures become its input.
        public var preprocessing: Preprocessing
        /// Where the weights come from.
        public var source: WeightSource
        /// Whether the weights have learned from the validation images of an earlier training.
        public var sawValidation = false

        /// Puts a start together.
        public init(
            network: Network, parameters: Parameters, preprocessing: Preprocessing, source: WeightSource
        ) {
            self.network = network
            self.parameters = parameters
            self.preprocessing = preprocessing
            self.source = source
        }

        /// A network with random weights, which see `(x − 127.5) / 127.5`.
        ///
        /// - Throws: `NetworkError` where the network does not fit together.
        public init(_ network: Network, seed: UInt64) throws(NetworkError) {
            self.init(
                network: network, parameters: try network.initialParameters(seed: seed),
                preprocessing: .centered(
                    width: network.input.width, height: network.input.height,
                    channelCount: network.input.channels),
                source: WeightSource(
                    name: network.name, origin: "trained from random weights by imgcls", license: "",
                    sha256: ""))
        }
    }
}

extension NetworkTuner.Start {
    /// The same network for square pictures of another size, of which it sees the whole short side.
    ///
    /// - Throws: `ModelError.network` where the network fits one size only, or not this one.
    func resized(toSide side: Int) throws(ModelError) -> NetworkTuner.Start {
        var start = self
        start.network.input.height = side
        start.network.input.width = side
        start.preprocessing = preprocessing.seeingAll(side: side)
        do throws(NetworkError) {
            try start.network.check(parameters)
        } catch {
            throw .network(error)
        }
        return start
    }

    /// A digest of where training begins: network, preprocessing, and every weight, in the order of their names.
    func digest() throws(ModelError) -> ContentDigest {
        var hasher = ContentHasher()
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        do {
            hasher.update([UInt8](try encoder.encode(network)))
            hasher.update([UInt8](try encoder.encode(preprocessing)))
        } catch {
            throw .malformed(key: "network", reason: "\(error)")
        }
        for (name, parameter) in parameters.sorted(by: { $0.key < $1.key }) {
            hasher.update(Array("\(name) \(parameter.shape)\n".utf8))
            hasher.update(parameter.values)
        }
        return hasher.finalize()
    }

    /// Where training goes on behind a head that was trained before, whose logits are divided by its temperature.
    init(_ model: Model) throws(ModelError) {
        var parameters = model.parameters
        do throws(NetworkError) {
            let head = try model.network.head()
            for role in [ParameterRole.weight, .bias] {
                guard let values = parameters[head.parameterName(role)] else { continue }
                parameters[head.parameterName(role)] = values.divided(by: Float(model.temperature))
            }
        } catch {
            throw .network(error)
        }
        self.init(
            network: model.network, parameters: parameters, preprocessing: model.preprocessing,
            source: model.source)
        sawValidation = model.training?.featuresSawValidation == true
    }
}

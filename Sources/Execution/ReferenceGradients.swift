public import Networks
public import Tensors

/// Trains a network for one step in plain Swift and double precision: slow, obvious, and what the fast
/// training plans are compared with.
///
/// In training, batch normalisation uses the statistics of the shard of images that it is given, and dropout
/// drops. The gradient of a loss L with respect to a value x is `∂L/∂x`, of the shape of x.
public struct ReferenceGradients: Sendable {
    /// The values of all nodes for one shard, which the way back needs.
    public struct ForwardPass: Sendable {
        /// By the names of nodes and the network's input, `[N, C, H, W]` or `[N, D]`. An activation that an
        /// operation applies itself has a node of its own here; its result has the operation's name.
        public let values: [String: Tensor<Double>]
        /// By the names of batch normalisations, but for frozen ones.
        public let statistics: [String: BatchStatistics]
        /// The seed of the dropout masks.
        public let dropoutSeed: UInt64
    }

    /// Gradients of a loss.
    public struct Gradients: Sendable {
        /// By the full names of weights and biases, also those of frozen normalisations; a node that the
        /// output does not depend on has none.
        public let parameters: [String: Tensor<Double>]
        /// Of the images, `[N, C, H, W]`.
        public let input: Tensor<Double>
    }

    let network: Network
    let executor: ReferenceExecutor
    let frozen: Set<String>

    /// Prepares a network of any form, rewritten by passes or not.
    ///
    /// - Parameters:
    ///   - frozen: The batch normalisations that use their stored statistics and leave them as they are.
    /// - Throws: `ExecutionError.network` where network and parameters do not fit together.
    public init(
        _ network: Network, parameters: [String: Tensor<Double>], frozen: Set<String> = []
    ) throws(ExecutionError) {
        self.network = network.separatingResiduals().separatingActivations()
        self.frozen = frozen
        executor = try ReferenceExecutor(self.network, parameters: parameters)
    }

    /// Prepares a network with parameters in single precision.
    ///
    /// - Throws: `ExecutionError.network` where network and parameters do not fit together.
    public init(
        _ network: Network, parameters: Parameters, frozen: Set<String> = []
    ) throws(ExecutionError) {
        try self.init(
            network, parameters: parameters.mapValues { $0.converted(to: Double.self) }, frozen: frozen)
    }

    /// Computes every node for one shard.
    ///
    /// - Parameters:
    ///   - input: Images, `[N, C, H, W]`.
    ///   - dropoutSeed: Decides what dropout drops; see `DropoutMask`.
    /// - Precondition: The images have the size of the network's input.
    public func forward(_ input: Tensor<Double>, dropoutSeed: UInt64 = 0) -> ForwardPass {
        precondition(
            Array(input.shape.dimensions.dropFirst()) == network.input.shape.dimensions,
            "images of \(input.shape) for a network that takes \(network.input.shape)")
        var values = [Network.inputName: input]
        var statistics: [String: BatchStatistics] = [:]
        for node in network.nodes {
            let inputs = node.inputs.compactMap { values[$0] }
            switch node.operation {
            case .batchNormalization(let settings) where !frozen.contains(node.name):
                let seen = Self.statistics(of: inputs[0])
                statistics[node.name] = seen
                values[node.name] = normalize(inputs[0], node, settings, seen)
            case .dropout(let rate):
                let mask = DropoutMask(seed: dropoutSeed, node: node.name, rate: rate)
                values[node.name] = Self.dropping(inputs[0], mask)
            default:
                values[node.name] = executor.value(of: node, inputs: inputs)
            }
        }
        return ForwardPass(values: values, statistics: statistics, dropoutSeed: dropoutSeed)
    }

    /// The network's output for a shard, `[N, K]` for a classifier.
    public func output(of pass: ForwardPass) -> Tensor<Double> { value(network.output, of: pass) }

    /// Propagates the gradient of a loss back through all nodes.
    ///
    /// - Parameters:
    ///   - pass: What `forward` computed.
    ///   - outputGradient: The loss's gradient with respect to the network's output, of the output's shape.
    public func backward(_ pass: ForwardPass, outputGradient: Tensor<Double>) -> Gradients {
        precondition(
            outputGradient.shape == output(of: pass).shape,
            "a gradient of \(outputGradient.shape) for an output of \(output(of: pass).shape)")
        var gradients = [network.output: outputGradient]
        var parameters: [String: Tensor<Double>] = [:]
        for node in network.nodes.reversed() {
            guard let gradient = gradients[node.name] else { continue }
            let local = localGradients(of: node, gradient, in: pass)
            for (role, gradient) in local.parameters { parameters[node.parameterName(role)] = gradient }
            // A value that several nodes read gets the sum of what they send back, also one that a node reads
            // twice.
            for (name, gradient) in zip(node.inputs, local.inputs) {
                gradients[name] = gradients[name].map { executor.add($0, gradient) } ?? gradient
            }
        }
        let input = value(Network.inputName, of: pass)
        return Gradients(
            parameters: parameters,
            input: gradients[Network.inputName] ?? Tensor(shape: input.shape, repeating: 0))
    }

    /// The stored statistics of every batch normalisation after a shard, by the names of the parameters;
    /// frozen ones are left out.
    public func updatedStatistics(after pass: ForwardPass) -> [String: Tensor<Double>] {
        var updated: [String: Tensor<Double>] = [:]
        for node in network.nodes {
            guard case .batchNormalization(let settings) = node.operation,
                let seen = pass.statistics[node.name]
            else { continue }
            let (mean, variance) = seen.updated(
                runningMean: executor.parameter(node, .runningMean),
                runningVariance: executor.parameter(node, .runningVariance), settings)
            updated[node.parameterName(.runningMean)] = Tensor(shape: [mean.count], values: mean)
            updated[node.parameterName(.runningVariance)] = Tensor(
                shape: [variance.count], values: variance)
        }
        return updated
    }

    func value(_ name: String, of pass: ForwardPass) -> Tensor<Double> {
        guard let value = pass.values[name] else { preconditionFailure("\(name) was not computed") }
        return value
    }

    static func dropping(_ values: Tensor<Double>, _ mask: DropoutMask) -> Tensor<Double> {
        Tensor(
            shape: values.shape,
            values: values.values.enumerated().map { $0.element * mask.factor(at: $0.offset) })
    }
}

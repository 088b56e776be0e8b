public import Networks
internal import Tensors
public import WeightFiles

/// Brings the weights of other programs' checkpoints under the names that our networks use.
public enum CheckpointImport {
    /// Why a checkpoint does not fit a network.
    public enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// The network cannot take the weights: one is missing or has another shape.
        case network(NetworkError)
        /// The checkpoint's own reader refused.
        case torch(TorchCheckpointError)
        /// The checkpoint's own reader refused.
        case safeTensors(SafeTensorsError)

        /// One sentence, without the path.
        public var description: String {
            switch self {
            case .network(let error): "\(error)"
            case .torch(let error): "\(error)"
            case .safeTensors(let error): "\(error)"
            }
        }
    }

    /// The weights of a network from a PyTorch file.
    ///
    /// Names of timm and torchvision are taken as they are, and those of `efficientnet_pytorch`
    /// (`_blocks.3._depthwise_conv.weight`) are translated. Entries that the network does not need, such as
    /// `num_batches_tracked`, are left.
    ///
    /// - Throws: `Failure`.
    public static func parameters(
        for network: Network, from checkpoint: TorchCheckpoint
    ) throws(Failure) -> Parameters {
        try parameters(for: network, names: checkpoint.names) { name throws(Failure) in
            do throws(TorchCheckpointError) {
                return try checkpoint.tensor(named: name)
            } catch {
                throw .torch(error)
            }
        }
    }

    /// The weights of a network from a safetensors file, for example one of timm's.
    ///
    /// - Throws: `Failure`.
    public static func parameters(
        for network: Network, from file: SafeTensorsFile
    ) throws(Failure) -> Parameters {
        try parameters(for: network, names: file.tensorNames) { name throws(Failure) in
            do throws(SafeTensorsError) {
                return try file.tensor(named: name)
            } catch {
                throw .safeTensors(error)
            }
        }
    }

    private static func parameters(
        for network: Network, names: [String], tensor: (String) throws(Failure) -> Tensor<Float>
    ) throws(Failure) -> Parameters {
        let translation = EfficientNetNames(network)
        let origins = Dictionary(names.map { (translation.ownName(of: $0), $0) }) { first, _ in first }
        let descriptions: [ParameterDescription]
        do {
            descriptions = try network.parameterDescriptions()
        } catch {
            throw .network(error)
        }
        var parameters: Parameters = [:]
        for description in descriptions {
            guard let origin = origins[description.name] else {
                throw .network(.missingParameter(description.name, expected: description.shape))
            }
            let parameter = try tensor(origin)
            guard parameter.shape == description.shape else {
                throw .network(
                    .wrongParameterShape(
                        description.name, expected: description.shape, got: parameter.shape))
            }
            parameters[description.name] = parameter
        }
        return parameters
    }
}

/// The names of the PyTorch package `efficientnet_pytorch`, which counts blocks through all stages.
private struct EfficientNetNames {
    private static let outside = [
        "_conv_stem": "conv_stem", "_bn0": "bn1", "_conv_head": "conv_head", "_bn1": "bn2",
        "_fc": "classifier",
    ]
    private static let expanded = [
        "_expand_conv": "conv_pw", "_bn0": "bn1", "_depthwise_conv": "conv_dw", "_bn1": "bn2",
        "_project_conv": "conv_pwl", "_bn2": "bn3",
    ]
    private static let unexpanded = [
        "_depthwise_conv": "conv_dw", "_bn1": "bn1", "_project_conv": "conv_pw", "_bn2": "bn2",
    ]

    /// The prefixes of the network's blocks in order, and whether each begins with an expansion.
    private let blocks: [(prefix: String, isExpanded: Bool)]

    init(_ network: Network) {
        blocks = network.nodes.compactMap { node in
            guard node.name.hasPrefix("blocks."), node.name.hasSuffix(".conv_dw") else { return nil }
            let prefix = String(node.name.dropLast(".conv_dw".count))
            return (prefix, network.node(named: "\(prefix).conv_pwl") != nil)
        }
    }

    /// Our name for an entry; the same name where it is none of that package's.
    func ownName(of name: String) -> String {
        let parts = name.split(separator: ".").map(String.init)
        if parts.count == 2, let layer = Self.outside[parts[0]] { return "\(layer).\(parts[1])" }
        guard parts.count == 4, parts[0] == "_blocks", let index = Int(parts[1]),
            blocks.indices.contains(index)
        else { return name }
        let layers = blocks[index].isExpanded ? Self.expanded : Self.unexpanded
        return layers[parts[2]].map { "\(blocks[index].prefix).\($0).\(parts[3])" } ?? name
    }
}

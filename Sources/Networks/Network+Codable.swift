extension Network: Codable {
    private enum CodingKeys: String, CodingKey {
        case name, input, nodes, output
    }

    /// Reads a network and checks that it fits together.
    ///
    /// - Throws: `DecodingError`, or `NetworkError` where the description contradicts itself.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decode(String.self, forKey: .name)
        input = try container.decode(InputShape.self, forKey: .input)
        nodes = try container.decode([Node].self, forKey: .nodes)
        output = try container.decode(String.self, forKey: .output)
        _ = try shapes()
    }

    /// Writes the network.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(input, forKey: .input)
        try container.encode(nodes, forKey: .nodes)
        try container.encode(output, forKey: .output)
    }
}

/// The keys of a node in JSON; settings that have their usual value are left out.
private enum NodeKey: String, CodingKey {
    case name, inputs, parameters
    case kind = "op"
    case filters, kernel, stride, dilation, padding, groups, bias, activation, epsilon, features, rate
    case residual, momentum
    case countsPadding = "counts_padding"
}

extension Node: Codable {
    /// Reads a node with its operation's settings beside its name.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: NodeKey.self)
        name = try container.decode(String.self, forKey: .name)
        inputs = try container.decode([String].self, forKey: .inputs)
        parameterPrefix = try container.decodeIfPresent(String.self, forKey: .parameters) ?? name
        operation = try Operation(from: container)
    }

    /// Writes the node with its operation's settings beside its name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: NodeKey.self)
        try container.encode(name, forKey: .name)
        try container.encode(inputs, forKey: .inputs)
        if parameterPrefix != name { try container.encode(parameterPrefix, forKey: .parameters) }
        try operation.encode(to: &container)
    }
}

extension Operation {
    fileprivate init(from container: KeyedDecodingContainer<NodeKey>) throws {
        switch try container.decode(Kind.self, forKey: .kind) {
        case .convolution:
            self = .convolution(
                Convolution(
                    filters: try container.decode(Int.self, forKey: .filters),
                    window: try SlidingWindow(from: container),
                    groups: try container.decodeIfPresent(Int.self, forKey: .groups) ?? 1,
                    hasBias: try container.decodeIfPresent(Bool.self, forKey: .bias) ?? false,
                    addsResidual: try container.decodeIfPresent(Bool.self, forKey: .residual) ?? false,
                    activation: try container.decodeIfPresent(Activation.self, forKey: .activation)))
        case .batchNormalization:
            self = .batchNormalization(
                BatchNormalization(
                    epsilon: try container.decode(Double.self, forKey: .epsilon),
                    momentum: try container.decodeIfPresent(Double.self, forKey: .momentum)
                        ?? BatchNormalization.defaultMomentum))
        case .activation:
            self = .activation(try container.decode(Activation.self, forKey: .activation))
        case .maxPooling:
            self = .maxPooling(try SlidingWindow(from: container))
        case .averagePooling:
            let countsPadding = try container.decodeIfPresent(Bool.self, forKey: .countsPadding) ?? false
            self = .averagePooling(try SlidingWindow(from: container), countsPadding: countsPadding)
        case .globalAveragePooling:
            self = .globalAveragePooling
        case .flatten:
            self = .flatten
        case .linear:
            self = .linear(
                Linear(
                    features: try container.decode(Int.self, forKey: .features),
                    hasBias: try container.decodeIfPresent(Bool.self, forKey: .bias) ?? true,
                    activation: try container.decodeIfPresent(Activation.self, forKey: .activation)))
        case .dropout:
            self = .dropout(rate: try container.decode(Double.self, forKey: .rate))
        case .add:
            self = .add(activation: try container.decodeIfPresent(Activation.self, forKey: .activation))
        case .layerNormalization:
            let epsilon = try container.decode(Double.self, forKey: .epsilon)
            self = .layerNormalization(LayerNormalization(epsilon: epsilon))
        case .concatenate:
            self = .concatenate
        case .softmax:
            self = .softmax
        }
    }

    fileprivate func encode(to container: inout KeyedEncodingContainer<NodeKey>) throws {
        try container.encode(kind, forKey: .kind)
        switch self {
        case .convolution(let convolution):
            try container.encode(convolution.filters, forKey: .filters)
            try convolution.window.encode(to: &container)
            if convolution.groups != 1 { try container.encode(convolution.groups, forKey: .groups) }
            if convolution.hasBias { try container.encode(true, forKey: .bias) }
            if convolution.addsResidual { try container.encode(true, forKey: .residual) }
            try container.encodeIfPresent(convolution.activation, forKey: .activation)
        case .batchNormalization(let normalization):
            try container.encode(normalization.epsilon, forKey: .epsilon)
            if normalization.momentum != BatchNormalization.defaultMomentum {
                try container.encode(normalization.momentum, forKey: .momentum)
            }
        case .layerNormalization(let normalization):
            try container.encode(normalization.epsilon, forKey: .epsilon)
        case .activation(let activation):
            try container.encode(activation, forKey: .activation)
        case .maxPooling(let window):
            try window.encode(to: &container)
        case .averagePooling(let window, let countsPadding):
            try window.encode(to: &container)
            if countsPadding { try container.encode(true, forKey: .countsPadding) }
        case .linear(let linear):
            try container.encode(linear.features, forKey: .features)
            if !linear.hasBias { try container.encode(false, forKey: .bias) }
            try container.encodeIfPresent(linear.activation, forKey: .activation)
        case .dropout(let rate):
            try container.encode(rate, forKey: .rate)
        case .add(let activation):
            try container.encodeIfPresent(activation, forKey: .activation)
        case .globalAveragePooling, .flatten, .concatenate, .softmax:
            break
        }
    }
}

extension SlidingWindow {
    fileprivate init(from container: KeyedDecodingContainer<NodeKey>) throws {
        self.init(
            kernel: try container.decode(Extent.self, forKey: .kernel),
            stride: try container.decodeIfPresent(Extent.self, forKey: .stride) ?? Extent(1),
            dilation: try container.decodeIfPresent(Extent.self, forKey: .dilation) ?? Extent(1),
            padding: try container.decodeIfPresent(Padding.self, forKey: .padding) ?? .none)
    }

    fileprivate func encode(to container: inout KeyedEncodingContainer<NodeKey>) throws {
        try container.encode(kernel, forKey: .kernel)
        if stride != Extent(1) { try container.encode(stride, forKey: .stride) }
        if dilation != Extent(1) { try container.encode(dilation, forKey: .dilation) }
        if padding != .none { try container.encode(padding, forKey: .padding) }
    }
}

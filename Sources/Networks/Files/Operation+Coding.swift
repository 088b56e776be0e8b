extension Operation {
    /// Reads the settings of an operation beside the name of its node.
    init(_ kind: Kind, from settings: SettingsReader<NodeKey>) throws(NetworkError) {
        switch kind {
        case .convolution:
            self = .convolution(
                Convolution(
                    filters: try settings.value(.filters), window: try settings.window(),
                    groups: try settings.value(.groups, default: 1),
                    hasBias: try settings.value(.bias, default: false),
                    addsResidual: try settings.value(.residual, default: false),
                    activation: try settings.activation()))
        case .batchNormalization:
            let usual = BatchNormalization()
            self = .batchNormalization(
                BatchNormalization(
                    epsilon: try settings.value(.epsilon, default: usual.epsilon),
                    momentum: try settings.value(.momentum, default: usual.momentum)))
        case .activation:
            guard let activation = try settings.activation() else {
                throw .missingSetting(node: settings.node, setting: NodeKey.activation.rawValue)
            }
            self = .activation(activation)
        case .maxPooling:
            self = .maxPooling(try settings.window())
        case .averagePooling:
            self = .averagePooling(
                try settings.window(), countsPadding: try settings.value(.countsPadding, default: false))
        case .globalAveragePooling:
            self = .globalAveragePooling
        case .flatten:
            self = .flatten
        case .linear:
            self = .linear(
                Linear(
                    features: try settings.value(.features),
                    hasBias: try settings.value(.bias, default: true),
                    activation: try settings.activation()))
        case .dropout:
            self = .dropout(rate: try settings.value(.rate, default: Self.usualDropoutRate))
        case .add:
            self = .add(activation: try settings.activation())
        case .layerNormalization:
            let usual = LayerNormalization()
            self = .layerNormalization(
                LayerNormalization(epsilon: try settings.value(.epsilon, default: usual.epsilon)))
        case .concatenate:
            self = .concatenate
        case .softmax:
            self = .softmax
        }
    }

    /// Writes kind and settings.
    func encode(to container: inout KeyedEncodingContainer<NodeKey>) throws {
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
    fileprivate func encode(to container: inout KeyedEncodingContainer<NodeKey>) throws {
        try container.encode(kernel, forKey: .kernel)
        if stride != Extent(1) { try container.encode(stride, forKey: .stride) }
        if dilation != Extent(1) { try container.encode(dilation, forKey: .dilation) }
        if padding != .none { try container.encode(padding, forKey: .padding) }
    }
}

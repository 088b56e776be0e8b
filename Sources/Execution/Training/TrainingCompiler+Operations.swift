internal import Networks
internal import OneDNN
internal import Tensors

extension TrainingCompiler {
    /// Emits what computes a node, and notes its gradient; false where there is no kernel for it.
    mutating func lower(_ node: Node) throws(OneDNNError) -> Bool {
        let inputs = node.inputs.compactMap { values[$0] }
        let source = inputs[0]
        switch node.operation {
        case .convolution(let convolution):
            guard convolution.activation == nil, !convolution.addsResidual else { return false }
            try lower(node, convolution, source)
        case .batchNormalization(let settings):
            lower(node, settings, source)
        case .activation(let activation):
            try lower(node, activation, source)
        case .maxPooling(let window):
            try pool(node, .max, window, source)
        case .averagePooling(let window, let countsPadding):
            try pool(node, countsPadding ? .averageIncludingPadding : .average, window, source)
        case .globalAveragePooling:
            average(node, source)
        case .flatten:
            flatten(node, source)
        case .linear(let linear):
            guard linear.activation == nil else { return false }
            lower(node, linear, source)
        case .dropout(let rate):
            lower(node, dropoutRate: rate, source)
        case .add(let activation):
            add(node, inputs, activation)
        case .layerNormalization(let settings):
            lower(node, settings, source)
        case .softmax:
            softmax(node, source)
        case .concatenate:
            concatenate(node, inputs)
        }
        return true
    }

    // MARK: Normalisation

    private mutating func lower(_ node: Node, _ settings: BatchNormalization, _ source: Value) {
        let (result, clip) = clipBehind(node)
        let output = newValue(source.shape)
        let channels = source.shape[0]
        let normalization = TrainingInstruction.Normalization(
            values: source.place, output: output.place,
            kernels: ChannelKernels(rowCount: elementCount(source) / channels, channelCount: channels),
            clip: clip, epsilon: settings.epsilon, momentum: settings.momentum, usesBatch: !keepsStatistics,
            weight: offset(of: node, .weight), bias: offset(of: node, .bias),
            runningMean: offset(of: node, .runningMean),
            runningVariance: offset(of: node, .runningVariance), index: normalizationCount)
        normalizationCount += 1
        emit(node, .normalize(normalization))
        values[node.name] = output
        values[result] = output
        noteGradient(node, of: result, source: source, overwrites: true) {
            incoming, output throws(OneDNNError) in
            .normalizeGradient(normalization, gradient: incoming, output: output)
        }
    }

    /// The name of what a node computes together with a ReLU that alone reads it, and the clip that this is.
    private func clipBehind(_ node: Node) -> (result: String, clip: Clip) {
        guard node.name != network.output, let indices = readers[node.name], indices.count == 1,
            case .activation(let activation) = network.nodes[indices[0]].operation,
            let clip = activation.clip
        else { return (node.name, .none) }
        return (network.nodes[indices[0]].name, clip)
    }

    // MARK: Element-wise

    private mutating func lower(
        _ node: Node, _ activation: Activation, _ source: Value
    ) throws(OneDNNError) {
        let output = newValue(source.shape)
        let layout = try layout(source)
        let primitive = try Primitive.activation(activation.fused, layout: layout)
        emit(node, .primitive(.init(primitive: primitive, source: source.place, output: output.place)))
        values[node.name] = output
        noteGradient(node, source: source, overwrites: true) { incoming, output throws(OneDNNError) in
            .primitive(
                .init(
                    primitive: try Primitive.activationGradient(activation.fused, layout: layout),
                    source: source.place, secondSource: incoming, output: output))
        }
    }

    private mutating func add(_ node: Node, _ inputs: [Value], _ activation: Activation?) {
        let behind = activation == nil ? clipBehind(node) : (node.name, .none)
        let (result, clip) = (behind.0, activation?.clip ?? behind.1)
        let output = newValue(inputs[0].shape)
        let count = elementCount(output)
        emit(node, .add(inputs[0].place, inputs[1].place, count: count, clip: clip, output: output.place))
        values[node.name] = output
        values[result] = output
        note(node) { compiler throws(OneDNNError) in
            guard var gradient = compiler.gradients[result] else { return }
            if clip != .none {
                let target = compiler.target(gradient, like: output)
                compiler.emit(
                    node,
                    .clipGradient(
                        result: output.place, gradient: gradient.place, count: count, clip: clip,
                        output: .arena(target)))
                gradient = Gradient(storage: target, isShared: false)
            }
            // Both inputs have the sum's gradient for their own.
            gradient.isShared = true
            for name in node.inputs { compiler.give(gradient, to: name, node) }
        }
    }

    private mutating func lower(_ node: Node, dropoutRate rate: Double, _ source: Value) {
        guard rate > 0 else {
            alias(node, to: source)
            return
        }
        let output = newValue(source.shape)
        let mask = newStorage(like: source)
        let call = TrainingInstruction.DropoutCall(
            node: node.name, rate: rate, images: shardSize,
            positions: source.shape.elementCount / source.shape[0], channels: source.shape[0])
        emit(node, .dropout(call, source: source.place, mask: .arena(mask), output: output.place))
        values[node.name] = output
        noteGradient(node, source: source, overwrites: true) { incoming, output throws(OneDNNError) in
            .dropoutGradient(call, gradient: incoming, mask: .arena(mask), output: output)
        }
    }

    // MARK: Layouts

    func layout(_ value: Value) throws(OneDNNError) -> Layout {
        let shape = Shape([shardSize] + value.shape.dimensions)
        return try Layout(shape: shape, format: shape.rank == 2 ? .channelsFirst : .channelsLast)
    }

    func window(_ window: SlidingWindow, over shape: Shape) -> Window {
        let padding = window.padding.resolved(
            input: Extent(height: shape[1], width: shape[2]), window: window)
        return Window(
            kernel: [window.kernel.height, window.kernel.width],
            stride: [window.stride.height, window.stride.width],
            dilation: [window.dilation.height, window.dilation.width],
            paddingBegin: [padding.rows.before, padding.columns.before],
            paddingEnd: [padding.rows.after, padding.columns.after])
    }
}

extension Activation {
    /// The bounds of a function that only cuts values.
    fileprivate var clip: Clip? {
        switch self {
        case .relu: Clip(lower: 0, upper: .infinity)
        case .relu6: Clip(lower: 0, upper: 6)
        case .sigmoid, .tanh, .leakyRelu, .silu, .hardSwish, .gelu: nil
        }
    }
}

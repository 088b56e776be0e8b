internal import Networks
internal import OneDNN
internal import Tensors

// Convolutions: by Winograd's minimal filtering where it is worth while, else by oneDNN.
extension TrainingCompiler {
    mutating func lower(
        _ node: Node, _ convolution: Convolution, _ source: Value
    ) throws(OneDNNError) {
        let settings = Primitive.Convolution(
            outputChannels: convolution.filters, groups: convolution.groups,
            window: window(convolution.window, over: source.shape), hasBias: convolution.hasBias,
            addsToOutput: false, activation: nil)
        let output = newValue(shapes[node.name] ?? [])
        let winograd = WinogradKernels(
            settings, images: shardSize, channels: source.shape[0], input: size(source.shape),
            output: size(output.shape))
        if let winograd {
            lower(node, settings, winograd, source, output)
        } else {
            try lower(node, settings, source, output)
        }
        values[node.name] = output
    }

    private func size(_ shape: Shape) -> WinogradKernels.Size {
        WinogradKernels.Size(height: shape[1], width: shape[2])
    }

    private func bias(_ node: Node, _ settings: Primitive.Convolution) -> Int? {
        settings.hasBias ? offset(of: node, .bias) : nil
    }

    // MARK: Winograd

    private mutating func lower(
        _ node: Node, _ settings: Primitive.Convolution, _ kernels: WinogradKernels, _ source: Value,
        _ output: Value
    ) {
        let bias = bias(node, settings)
        let weights = packed(node, .winograd(kernels), byteCount: kernels.weightsByteCount)
        emit(
            node,
            .convolve(
                kernels, source: source.place, weights: weights, bias: bias.map(Place.parameter),
                output: output.place))
        let isInputNeeded = needsGradient.contains(node.inputs[0])
        note(node) { compiler throws(OneDNNError) in
            guard let gradient = compiler.gradients[node.name] else { return }
            compiler.emit(
                node,
                .convolutionWeightsGradient(
                    kernels, source: source.place, gradient: gradient.place,
                    output: .gradient(compiler.offset(of: node, .weight)), bias: bias.map(Place.gradient)))
            guard isInputNeeded else { return }
            let turned = compiler.packed(
                node, .turnedWinograd(kernels), byteCount: kernels.weightsByteCount)
            let storage = compiler.newStorage(like: source)
            compiler.emit(
                node,
                .convolve(
                    kernels.inputGradient, source: gradient.place, weights: turned, bias: nil,
                    output: .arena(storage)))
            compiler.give(Gradient(storage: storage, isShared: false), to: node.inputs[0], node)
        }
    }

    // MARK: oneDNN

    private mutating func lower(
        _ node: Node, _ settings: Primitive.Convolution, _ source: Value, _ output: Value
    ) throws(OneDNNError) {
        let (sourceLayout, outputLayout) = (try layout(source), try layout(output))
        let primitive = try Primitive.convolution(settings, source: sourceLayout, output: outputLayout)
        var call = TrainingInstruction.PrimitiveCall(
            primitive: primitive, source: source.place, output: output.place)
        call.weights = try packed(node, for: primitive)
        call.bias = bias(node, settings).map(Place.parameter)
        emit(node, .primitive(call))
        let isInputNeeded = needsGradient.contains(node.inputs[0])
        note(node) { compiler throws(OneDNNError) in
            guard let gradient = compiler.gradients[node.name] else { return }
            try compiler.weightsGradient(
                node, settings, source: source, sourceLayout, gradient, outputLayout)
            guard isInputNeeded else { return }
            let primitive = try Primitive.convolutionInputGradient(
                settings, gradient: outputLayout, output: sourceLayout)
            let storage = compiler.newStorage(like: source)
            var call = TrainingInstruction.PrimitiveCall(
                primitive: primitive, source: gradient.place, output: .arena(storage))
            call.weights = try compiler.packed(node, for: primitive)
            compiler.emit(node, .primitive(call))
            compiler.give(Gradient(storage: storage, isShared: false), to: node.inputs[0], node)
        }
    }

    private mutating func weightsGradient(
        _ node: Node, _ settings: Primitive.Convolution, source: Value, _ sourceLayout: Layout,
        _ gradient: Gradient, _ gradientLayout: Layout
    ) throws(OneDNNError) {
        let primitive = try Primitive.convolutionWeightsGradient(
            settings, source: sourceLayout, gradient: gradientLayout)
        guard let plain = primitive.plainWeights else { preconditionFailure("\(node.name) has weights") }
        let place = Place.gradient(offset(of: node, .weight))
        let isPlain = primitive.output.isEqual(to: plain)
        let output = isPlain ? place : .arena(newStorage(byteCount: primitive.output.byteCount))
        var call = TrainingInstruction.PrimitiveCall(
            primitive: primitive, source: source.place, secondSource: gradient.place, output: output)
        call.bias = bias(node, settings).map(Place.gradient)
        emit(node, .primitive(call))
        guard !isPlain else { return }
        let reorder = try Primitive.reorder(from: primitive.output, to: plain)
        emit(node, .primitive(.init(primitive: reorder, source: output, output: place)))
    }
}

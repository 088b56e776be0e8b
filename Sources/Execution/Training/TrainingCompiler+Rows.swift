internal import Networks
internal import OneDNN
internal import Tensors

// Operations that work on the channels of each position by themselves.
extension TrainingCompiler {
    private func rows(of value: Value) -> RowKernels {
        let channels = value.shape[0]
        return RowKernels(rowCount: elementCount(value) / channels, channelCount: channels)
    }

    mutating func lower(_ node: Node, _ settings: LayerNormalization, _ source: Value) {
        let output = newValue(source.shape)
        let call = TrainingInstruction.LayerCall(
            kernels: rows(of: source), epsilon: Float(settings.epsilon), weight: offset(of: node, .weight),
            bias: offset(of: node, .bias))
        emit(node, .layerNormalize(call, values: source.place, output: output.place))
        values[node.name] = output
        noteGradient(node, source: source, overwrites: true) { incoming, output throws(OneDNNError) in
            .layerNormalizeGradient(call, values: source.place, gradient: incoming, output: output)
        }
    }

    mutating func softmax(_ node: Node, _ source: Value) {
        let output = newValue(source.shape)
        let kernels = rows(of: source)
        emit(node, .softmax(kernels, values: source.place, output: output.place))
        values[node.name] = output
        noteGradient(node, source: source, overwrites: true) { incoming, target throws(OneDNNError) in
            .softmaxGradient(kernels, result: output.place, gradient: incoming, output: target)
        }
    }

    mutating func concatenate(_ node: Node, _ inputs: [Value]) {
        let output = newValue(shapes[node.name] ?? [])
        let width = output.shape[0]
        var first = 0
        var parts: [(name: String, value: Value, first: Int)] = []
        for (name, input) in zip(node.inputs, inputs) {
            emit(
                node,
                .join(rows(of: input), values: input.place, first: first, width: width, output: output.place))
            parts.append((name, input, first))
            first += input.shape[0]
        }
        values[node.name] = output
        note(node) { [parts] compiler throws(OneDNNError) in
            guard let gradient = compiler.gradients[node.name] else { return }
            for part in parts where compiler.needsGradient.contains(part.name) {
                let storage = compiler.newStorage(like: part.value)
                compiler.emit(
                    node,
                    .part(
                        compiler.rows(of: part.value), values: gradient.place, first: part.first,
                        width: width,
                        output: .arena(storage)))
                compiler.give(Gradient(storage: storage, isShared: false), to: part.name, node)
            }
        }
    }
}

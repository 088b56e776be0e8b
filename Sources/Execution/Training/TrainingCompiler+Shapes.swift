internal import Networks
internal import OneDNN
internal import Tensors

// Pooling, changes of shape, and fully connected layers.
extension TrainingCompiler {
    mutating func pool(
        _ node: Node, _ kind: Primitive.Pooling, _ window: SlidingWindow, _ source: Value
    ) throws(OneDNNError) {
        let output = newValue(shapes[node.name] ?? [])
        let (sourceLayout, outputLayout) = (try layout(source), try layout(output))
        let window = self.window(window, over: source.shape)
        let primitive = try Primitive.poolingForTraining(
            kind, window: window, source: sourceLayout, output: outputLayout)
        let workspace =
            primitive.workspaceByteCount > 0
            ? Place.arena(newStorage(byteCount: primitive.workspaceByteCount)) : nil
        var call = TrainingInstruction.PrimitiveCall(
            primitive: primitive, source: source.place, output: output.place)
        call.workspace = workspace
        emit(node, .primitive(call))
        values[node.name] = output
        let isInputNeeded = needsGradient.contains(node.inputs[0])
        note(node) { compiler throws(OneDNNError) in
            guard isInputNeeded, let gradient = compiler.gradients[node.name] else { return }
            let primitive = try Primitive.poolingGradient(
                kind, window: window, gradient: outputLayout, output: sourceLayout)
            let storage = compiler.newStorage(like: source)
            var call = TrainingInstruction.PrimitiveCall(
                primitive: primitive, source: gradient.place, output: .arena(storage))
            call.workspace = workspace
            compiler.emit(node, .primitive(call))
            compiler.give(Gradient(storage: storage, isShared: false), to: node.inputs[0], node)
        }
    }

    mutating func average(_ node: Node, _ source: Value) {
        let output = newValue(shapes[node.name] ?? [])
        let (channels, images) = (source.shape[0], shardSize)
        let positions = source.shape.elementCount / channels
        emit(
            node,
            .meanPositions(
                source.place, images: images, positions: positions, channels: channels, output: output.place))
        values[node.name] = output
        noteGradient(node, source: source, overwrites: false) { incoming, output throws(OneDNNError) in
            .meanPositionsGradient(
                incoming, images: images, positions: positions, channels: channels, output: output)
        }
    }

    /// Vectors are in the order C H W, whatever the order in memory before.
    mutating func flatten(_ node: Node, _ source: Value) {
        let channels = source.shape[0]
        let positions = source.shape.elementCount / channels
        guard positions > 1, channels > 1 else {
            alias(node, to: Value(storage: source.storage, shape: shapes[node.name] ?? []))
            return
        }
        let output = newValue(shapes[node.name] ?? [])
        let images = shardSize
        emit(
            node,
            .transpose(
                source.place, images: images, rows: positions, columns: channels, output: output.place))
        values[node.name] = output
        noteGradient(node, source: source, overwrites: false) { incoming, output throws(OneDNNError) in
            .transpose(incoming, images: images, rows: channels, columns: positions, output: output)
        }
    }

    /// A node whose value is that of its input.
    mutating func alias(_ node: Node, to value: Value) {
        values[node.name] = value
        note(node) { compiler throws(OneDNNError) in
            guard let gradient = compiler.gradients[node.name] else { return }
            compiler.give(gradient, to: node.inputs[0], node)
        }
    }

    mutating func lower(_ node: Node, _ linear: Linear, _ source: Value) {
        let output = newValue(shapes[node.name] ?? [])
        let call = TrainingInstruction.LinearCall(
            rows: shardSize, inner: source.shape[0], columns: linear.features,
            weight: offset(of: node, .weight), bias: linear.hasBias ? offset(of: node, .bias) : nil)
        emit(node, .linear(call, source: source.place, output: output.place))
        values[node.name] = output
        let isInputNeeded = needsGradient.contains(node.inputs[0])
        note(node) { compiler throws(OneDNNError) in
            guard let gradient = compiler.gradients[node.name] else { return }
            compiler.emit(
                node, .linearWeightsGradient(call, source: source.place, gradient: gradient.place))
            guard isInputNeeded else { return }
            let storage = compiler.newStorage(like: source)
            compiler.emit(
                node, .linearInputGradient(call, gradient: gradient.place, output: .arena(storage)))
            compiler.give(Gradient(storage: storage, isShared: false), to: node.inputs[0], node)
        }
    }
}

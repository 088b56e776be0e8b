internal import Networks
internal import OneDNN
internal import Tensors

/// Turns a rewritten network into a program: one primitive a node, reorders where layouts differ, storages reused.
struct PlanCompiler {
    /// A computed value: how it lies in memory, and where.
    private struct Value {
        let layout: Layout
        let storage: Int
    }

    private let shapes: [String: Shape]
    private let batchSize: Int
    private let format: InferencePlan.MemoryFormat
    private var instructions: [Program.Instruction] = []
    private var storageByteCounts: [Int] = []
    private var values: [String: Value] = [:]

    init(shapes: [String: Shape], batchSize: Int, format: InferencePlan.MemoryFormat) {
        self.shapes = shapes
        self.batchSize = batchSize
        self.format = format
    }

    mutating func compile(
        _ network: Network, _ parameters: Parameters, outputs: [String]
    ) throws(ExecutionError) -> Program {
        values[Network.inputName] = try naming(Network.inputName) { compiler throws(OneDNNError) in
            compiler.newValue(try compiler.layout(of: Network.inputName, .channelsLast))
        }
        for node in network.nodes {
            let inputs = node.inputs.compactMap { values[$0] }
            let value = try self.value(of: node, inputs, parameters)
            values[node.name] = value
        }
        var outputStorages: [String: Int] = [:]
        for name in outputs {
            outputStorages[name] = try naming(name) { compiler throws(OneDNNError) in
                try compiler.plain(name, node: name).storage
            }
        }
        return program(outputs: outputStorages)
    }

    /// Runs a piece of compilation, and names the node where oneDNN refuses.
    private mutating func naming<Result>(
        _ node: String, _ body: (inout PlanCompiler) throws(OneDNNError) -> Result
    ) throws(ExecutionError) -> Result {
        do {
            return try body(&self)
        } catch {
            throw .kernel(node: node, error)
        }
    }

    private mutating func value(
        of node: Node, _ inputs: [Value], _ parameters: Parameters
    ) throws(ExecutionError) -> Value {
        let inputShape = node.inputs.first.flatMap { shapes[$0] } ?? []
        if case .batchNormalization = node.operation {
            throw .unsupported(node: node.name, node.operation.kind, input: inputShape)
        }
        return try naming(node.name) { compiler throws(OneDNNError) in
            try compiler.lower(node, inputs, parameters)
        }
    }

    private mutating func lower(
        _ node: Node, _ inputs: [Value], _ parameters: Parameters
    ) throws(OneDNNError) -> Value {
        let source = inputs[0]
        switch node.operation {
        case .convolution(let convolution):
            return try lower(node, convolution, inputs, parameters)
        case .maxPooling(let window):
            return try pool(node, .max, window, source)
        case .averagePooling(let window, let countsPadding):
            return try pool(node, countsPadding ? .averageIncludingPadding : .average, window, source)
        case .globalAveragePooling:
            let shape = shapes[node.inputs[0]] ?? []
            let window = SlidingWindow(kernel: Extent(height: shape[1], width: shape[2]))
            return try vector(try pool(node, .average, window, source), of: node)
        case .flatten:
            return try vector(try plain(node.inputs[0], node: node.name), of: node)
        case .linear(let linear):
            let output = try layout(of: node.name, .channelsFirst)
            let primitive = try Primitive.linear(
                hasBias: linear.hasBias, activation: linear.activation?.fused, source: source.layout,
                output: output)
            return try weighted(node, primitive, source, parameters, output: newValue(primitive.output))
        case .activation(let activation):
            let primitive = try Primitive.activation(activation.fused, layout: source.layout)
            return emit(node.name, primitive, source, output: newValue(primitive.output))
        case .add(let activation):
            let second = try reordered(inputs[1], to: source.layout, node: node.name)
            let primitive = try Primitive.add(activation: activation?.fused, layout: source.layout)
            return emit(node.name, primitive, source, second, output: newValue(primitive.output))
        case .layerNormalization(let normalization):
            return try lower(node, normalization, source, parameters)
        case .softmax:
            let rows = try reordered(
                source, to: try layout(of: node.name, .channelsLast), node: node.name)
            let primitive = try Primitive.softmax(layout: try rowLayout(of: node.name))
            return emit(node.name, primitive, rows, output: newValue(rows.layout))
        case .concatenate:
            return try concatenate(node, inputs)
        case .dropout, .batchNormalization:
            return source  // Dropout does nothing here; batch normalisation was refused before.
        }
    }

    // MARK: Operations

    private mutating func lower(
        _ node: Node, _ convolution: Convolution, _ inputs: [Value], _ parameters: Parameters
    ) throws(OneDNNError) -> Value {
        let residual = convolution.addsResidual ? inputs[1] : nil
        let settings = Primitive.Convolution(
            outputChannels: convolution.filters, groups: convolution.groups,
            window: window(convolution.window, over: node.inputs[0]), hasBias: convolution.hasBias,
            addsToOutput: convolution.addsResidual, activation: convolution.activation?.fused)
        let wanted: Layout.Format = format == .channelsLast ? .channelsLast : .any
        let open = try layout(of: node.name, wanted)
        let primitive = try Primitive.convolution(
            settings, source: try layout(of: node.inputs[0], wanted), output: residual?.layout ?? open)
        let source = try reordered(inputs[0], to: primitive.source, node: node.name)
        // The kernel adds in place: its output takes the residual's memory, which nothing reads any more.
        let output = residual ?? newValue(primitive.output)
        return try weighted(node, primitive, source, parameters, output: output)
    }

    private mutating func lower(
        _ node: Node, _ normalization: LayerNormalization, _ source: Value, _ parameters: Parameters
    ) throws(OneDNNError) -> Value {
        guard let weight = parameters[node.parameterName(.weight)],
            let bias = parameters[node.parameterName(.bias)]
        else { preconditionFailure("parameters of \(node.name) were checked before") }
        let rows = try reordered(source, to: try layout(of: node.name, .channelsLast), node: node.name)
        let primitive = try Primitive.rowNormalization(
            epsilon: Float(normalization.epsilon), layout: try rowLayout(of: node.name))
        let output = newValue(rows.layout)
        instructions.append(
            Program.Instruction(
                node: node.name, primitive: primitive, source: rows.storage,
                weights: AlignedBuffer(weight.values), bias: AlignedBuffer(bias.values),
                output: output.storage))
        return output
    }

    /// Copies each input into its channels of the output: blocked orders cannot be cut at any channel.
    private mutating func concatenate(_ node: Node, _ inputs: [Value]) throws(OneDNNError) -> Value {
        let output = newValue(try layout(of: node.name, .channelsLast))
        var channel = 0
        for (name, part) in zip(node.inputs, inputs) {
            let end = channel + (shapes[name]?[0] ?? 0)
            let slice = try output.layout.slice(axis: 1, channel..<end)
            let primitive = try Primitive.reorder(from: part.layout, to: slice)
            _ = emit(node.name, primitive, part, output: output)
            channel = end
        }
        return output
    }

    private mutating func pool(
        _ node: Node, _ kind: Primitive.Pooling, _ window: SlidingWindow, _ source: Value
    ) throws(OneDNNError) -> Value {
        let shape = shapes[node.name] ?? []
        let full = shape.rank == 1 ? Shape([batchSize, shape[0], 1, 1]) : batched(shape)
        let primitive = try Primitive.pooling(
            kind, window: self.window(window, over: node.inputs[0]), source: source.layout,
            output: try Layout(shape: full, format: format == .channelsLast ? .channelsLast : .any))
        return emit(node.name, primitive, source, output: newValue(primitive.output))
    }

    private mutating func weighted(
        _ node: Node, _ primitive: Primitive, _ source: Value, _ parameters: Parameters, output: Value
    ) throws(OneDNNError) -> Value {
        guard let weight = parameters[node.parameterName(.weight)] else {
            preconditionFailure("parameters of \(node.name) were checked before")
        }
        let bias = parameters[node.parameterName(.bias)]
        instructions.append(
            Program.Instruction(
                node: node.name, primitive: primitive, source: source.storage,
                weights: try primitive.packedWeights(weight),
                bias: primitive.hasBias ? bias.map { AlignedBuffer($0.values) } : nil,
                output: output.storage))
        return output
    }

    private mutating func emit(
        _ node: String, _ primitive: Primitive, _ source: Value, _ second: Value? = nil, output: Value
    ) -> Value {
        instructions.append(
            Program.Instruction(
                node: node, primitive: primitive, source: source.storage, secondSource: second?.storage,
                output: output.storage))
        return output
    }

    // MARK: Layouts

    private func batched(_ shape: Shape) -> Shape { Shape([batchSize] + shape.dimensions) }

    private func layout(of name: String, _ format: Layout.Format) throws(OneDNNError) -> Layout {
        try Layout(shape: batched(shapes[name] ?? []), format: format)
    }

    /// A value in the order `N H W C` seen as a matrix `[N · H · W, C]`.
    private func rowLayout(of name: String) throws(OneDNNError) -> Layout {
        let shape = batched(shapes[name] ?? [])
        return try Layout(shape: [shape.elementCount / shape[1], shape[1]], format: .channelsFirst)
    }

    private func window(_ window: SlidingWindow, over input: String) -> Window {
        let shape = shapes[input] ?? []
        let padding = window.padding.resolved(
            input: Extent(height: shape[1], width: shape[2]), window: window)
        return Window(
            kernel: [window.kernel.height, window.kernel.width],
            stride: [window.stride.height, window.stride.width],
            dilation: [window.dilation.height, window.dilation.width],
            paddingBegin: [padding.rows.before, padding.columns.before],
            paddingEnd: [padding.rows.after, padding.columns.after])
    }

    private mutating func newValue(_ layout: Layout) -> Value {
        storageByteCounts.append(layout.byteCount)
        return Value(layout: layout, storage: storageByteCounts.count - 1)
    }

    private mutating func reordered(
        _ value: Value, to layout: Layout, node: String
    ) throws(OneDNNError) -> Value {
        guard !value.layout.isEqual(to: layout) else { return value }
        let primitive = try Primitive.reorder(from: value.layout, to: layout)
        return emit(node, primitive, value, output: newValue(layout))
    }

    /// A value in the order `N C H W`.
    private mutating func plain(_ name: String, node: String) throws(OneDNNError) -> Value {
        guard let value = values[name] else { preconditionFailure("\(name) was computed before") }
        return try reordered(value, to: try layout(of: name, .channelsFirst), node: node)
    }

    /// The same memory seen as vectors `[N, D]`.
    private mutating func vector(_ value: Value, of node: Node) throws(OneDNNError) -> Value {
        let vector = try layout(of: node.name, .channelsFirst)
        let size = shapes[node.name]?.elementCount ?? 0
        let point = try Layout(shape: [batchSize, size, 1, 1], format: .channelsFirst)
        let isPlain = value.layout.byteCount == vector.byteCount
        let source = isPlain ? value : try reordered(value, to: point, node: node.name)
        return Value(layout: vector, storage: source.storage)
    }

    // MARK: Memory

    private func program(outputs: [String: Int]) -> Program {
        let input = values[Network.inputName]?.storage ?? 0
        let last = instructions.count
        var lifetimes = [ClosedRange<Int>?](repeating: nil, count: storageByteCounts.count)
        func touch(_ storage: Int?, at step: Int) {
            guard let storage else { return }
            let known = lifetimes[storage] ?? step...step
            lifetimes[storage] = min(known.lowerBound, step)...max(known.upperBound, step)
        }
        touch(input, at: 0)
        for (step, instruction) in instructions.enumerated() {
            touch(instruction.source, at: step)
            touch(instruction.secondSource, at: step)
            touch(instruction.output, at: step)
        }
        for storage in outputs.values { touch(storage, at: last) }
        let requests = zip(storageByteCounts, lifetimes).map { byteCount, steps in
            MemoryPlan.Request(byteCount: byteCount, steps: steps ?? 0...0)
        }
        let memory = MemoryPlan(requests, alignment: AlignedBuffer.alignment)
        return Program(
            instructions: instructions, offsets: memory.offsets, arenaByteCount: memory.byteCount,
            scratchpadByteCount: instructions.map(\.primitive.scratchpadByteCount).max() ?? 0,
            input: input, outputs: outputs)
    }
}

internal import Networks
internal import OneDNN
internal import Tensors

/// Turns a network into a training program: forward in the order of the nodes, and for each node a note of what its
/// gradient takes, which is read backwards.
struct TrainingCompiler {
    /// A computed value: `[N, H, W, C]` in memory for a shape `[C, H, W]`, `[N, D]` for `[D]`.
    struct Value {
        let storage: Int
        let shape: Shape

        var place: Place { .arena(storage) }
    }

    /// The gradient of a value. Where another value's gradient has the same memory, nothing may be written over it.
    struct Gradient {
        var storage: Int
        var isShared: Bool

        var place: Place { .arena(storage) }
    }

    typealias Backward = (inout TrainingCompiler) throws(OneDNNError) -> Void

    let network: Network
    let shapes: [String: Shape]
    let offsets: [String: Int]
    let shardSize: Int
    let keepsStatistics: Bool
    let readers: [String: [Int]]
    /// The names of values that depend on a learned parameter; the input's where its gradient is wanted.
    private(set) var needsGradient: Set<String> = []

    var values: [String: Value] = [:]
    var gradients: [String: Gradient] = [:]
    var normalizationCount = 0
    private var forward: [TrainingProgram.Step] = []
    private var backward: [TrainingProgram.Step] = []
    private var isBackward = false
    private var notes: [(node: String, body: Backward)] = []
    private var packings: [TrainingProgram.Packing] = []
    private var packedByteCount = 0
    private var storageByteCounts: [Int] = []

    init(
        _ network: Network, shapes: [String: Shape], layout: ParameterLayout, shardSize: Int,
        keepsStatistics: Bool, computesInputGradient: Bool
    ) {
        if computesInputGradient { needsGradient = [Network.inputName] }
        self.network = network
        self.shapes = shapes
        self.shardSize = shardSize
        self.keepsStatistics = keepsStatistics
        offsets = layout.offsets()
        readers = network.readers()
    }

    mutating func compile() throws(ExecutionError) -> TrainingProgram {
        values[Network.inputName] = newValue(shapes[Network.inputName] ?? [])
        for node in network.nodes {
            // An activation may have been computed with the node before it.
            if values[node.name] == nil {
                try naming(node) { compiler throws(OneDNNError) in try compiler.lower(node) }
            }
            if hasParameters(node) || node.inputs.contains(where: needsGradient.contains) {
                needsGradient.insert(node.name)
            }
        }
        guard let input = values[Network.inputName], let output = values[network.output] else {
            preconditionFailure("the output \(network.output) was checked before")
        }
        let outputGradient = newStorage(like: output)
        isBackward = true
        gradients[network.output] = Gradient(storage: outputGradient, isShared: false)
        for note in notes.reversed() {
            do throws(OneDNNError) { try note.body(&self) } catch { throw .kernel(node: note.node, error) }
        }
        return program(input: input.storage, output: output.storage, outputGradient: outputGradient)
    }

    private func hasParameters(_ node: Node) -> Bool {
        switch node.operation.kind {
        case .convolution, .batchNormalization, .linear, .layerNormalization: true
        default: false
        }
    }

    private mutating func naming(
        _ node: Node, _ body: (inout TrainingCompiler) throws(OneDNNError) -> Bool
    ) throws(ExecutionError) {
        let isSupported: Bool
        do throws(OneDNNError) { isSupported = try body(&self) } catch {
            throw .kernel(node: node.name, error)
        }
        guard isSupported else {
            throw .unsupported(
                node: node.name, node.operation.kind, input: node.inputs.first.flatMap { shapes[$0] } ?? [])
        }
    }

    // MARK: Emitting

    mutating func emit(_ node: Node, _ instruction: TrainingInstruction) {
        let step = TrainingProgram.Step(node: node.name, instruction: instruction)
        if isBackward { backward.append(step) } else { forward.append(step) }
    }

    /// Notes what the gradient of a node takes.
    mutating func note(_ node: Node, _ body: @escaping Backward) {
        notes.append((node.name, body))
    }

    mutating func newStorage(byteCount: Int) -> Int {
        storageByteCounts.append(byteCount)
        return storageByteCounts.count - 1
    }

    mutating func newStorage(like value: Value) -> Int {
        newStorage(byteCount: elementCount(value) * MemoryLayout<Float>.stride)
    }

    mutating func newValue(_ shape: Shape) -> Value {
        let byteCount = shardSize * shape.elementCount * MemoryLayout<Float>.stride
        return Value(storage: newStorage(byteCount: byteCount), shape: shape)
    }

    func elementCount(_ value: Value) -> Int { shardSize * value.shape.elementCount }

    /// Has weights packed for a kernel before each step of training, and says where they then lie.
    mutating func packed(_ node: Node, for primitive: Primitive) throws(OneDNNError) -> Place {
        guard let plain = primitive.plainWeights, let packed = primitive.packedWeights else {
            preconditionFailure("\(node.name) has weights")
        }
        if plain.isEqual(to: packed) { return .parameter(offset(of: node, .weight)) }
        let reorder = try Primitive.reorder(from: plain, to: packed)
        return self.packed(node, .reorder(reorder), byteCount: packed.byteCount)
    }

    mutating func packed(
        _ node: Node, _ method: TrainingProgram.Packing.Method, byteCount: Int
    ) -> Place {
        packings.append(
            TrainingProgram.Packing(
                node: node.name, method: method, parameterOffset: offset(of: node, .weight),
                byteOffset: packedByteCount))
        let alignment = AlignedBuffer.alignment
        let place = Place.packed(packedByteCount)
        packedByteCount += (byteCount + alignment - 1) / alignment * alignment
        return place
    }

    func offset(of node: Node, _ role: ParameterRole) -> Int {
        guard let offset = offsets[node.parameterName(role)] else {
            preconditionFailure("parameter \(node.parameterName(role)) was laid out before")
        }
        return offset
    }

    // MARK: Gradients

    /// Where the gradient of a value may be computed: over an incoming gradient that nobody else reads, or in new
    /// memory.
    mutating func target(_ gradient: Gradient, like value: Value) -> Int {
        gradient.isShared ? newStorage(like: value) : gradient.storage
    }

    /// Notes the gradient of a node with one input that a single step computes.
    ///
    /// - Parameters:
    ///   - result: The name of what the node computes, together with an activation behind it.
    ///   - overwrites: Whether the step may write over the incoming gradient, which then has the input's size.
    ///   - step: Makes the step from the places of the incoming gradient and of the input's.
    mutating func noteGradient(
        _ node: Node, of result: String? = nil, source: Value, overwrites: Bool,
        _ step: @escaping (_ incoming: Place, _ output: Place) throws(OneDNNError) -> TrainingInstruction
    ) {
        note(node) { compiler throws(OneDNNError) in
            guard let gradient = compiler.gradients[result ?? node.name] else { return }
            let storage =
                overwrites ? compiler.target(gradient, like: source) : compiler.newStorage(like: source)
            compiler.emit(node, try step(gradient.place, .arena(storage)))
            compiler.give(Gradient(storage: storage, isShared: false), to: node.inputs[0], node)
        }
    }

    /// Adds to the gradient of a value that several nodes read.
    mutating func give(_ gradient: Gradient, to name: String, _ node: Node) {
        guard needsGradient.contains(name), let value = values[name] else { return }
        guard let known = gradients[name] else {
            gradients[name] = gradient
            return
        }
        let output =
            !gradient.isShared
            ? gradient.storage : known.isShared ? newStorage(like: value) : known.storage
        emit(
            node,
            .add(
                known.place, gradient.place, count: elementCount(value), clip: .none, output: .arena(output)))
        gradients[name] = Gradient(storage: output, isShared: false)
    }

    // MARK: Memory

    private func program(input: Int, output: Int, outputGradient: Int) -> TrainingProgram {
        let steps = forward + backward
        let inputGradient = gradients[Network.inputName]?.storage
        var lifetimes = [ClosedRange<Int>?](repeating: nil, count: storageByteCounts.count)
        func touch(_ storage: Int, at step: Int) {
            let known = lifetimes[storage] ?? step...step
            lifetimes[storage] = min(known.lowerBound, step)...max(known.upperBound, step)
        }
        touch(input, at: 0)
        for (index, step) in steps.enumerated() {
            for storage in step.instruction.storages { touch(storage, at: index) }
        }
        // The output is read, and its gradient written, between forward and backward.
        let turn = max(forward.count - 1, 0)
        touch(output, at: turn)
        touch(outputGradient, at: turn)
        touch(outputGradient, at: forward.count)
        // It is read behind everything.
        if let inputGradient { touch(inputGradient, at: steps.count - 1) }
        let requests = zip(storageByteCounts, lifetimes).map { byteCount, steps in
            MemoryPlan.Request(byteCount: byteCount, steps: steps ?? 0...0)
        }
        let memory = MemoryPlan(requests, alignment: AlignedBuffer.alignment)
        let scratchpads = steps.map(\.instruction.scratchpadByteCount)
        return TrainingProgram(
            forward: forward, backward: backward, packings: packings, offsets: memory.offsets,
            arenaByteCount: memory.byteCount,
            scratchpadByteCount: scratchpads.max() ?? 0,
            packedByteCount: packedByteCount, input: input, output: output, outputGradient: outputGradient,
            inputGradient: inputGradient, normalizationCount: normalizationCount)
    }
}

internal import Networks
public import OneDNN
internal import Tensors

/// One worker's way of training on shards: its own memory for values and gradients, bound to shared parameters.
///
/// A session belongs to one task at a time.
public final class TrainingSession {
    /// The plan that this session runs.
    public let plan: TrainingPlan

    /// The gradients of the learned parameters after `backward`, laid out as `plan.layout` says.
    public let gradient: AlignedBuffer

    /// The means and biased variances of the last shard after `forward`, laid out like the running statistics.
    public let statistics: AlignedBuffer

    let parameters: TrainingParameters
    private let arena: AlignedBuffer
    /// Working memory of the step that runs.
    let scratchpad: BufferSlice
    private let stream: Stream
    private var forwardSteps: [BoundStep] = []
    private var backwardSteps: [BoundStep] = []
    var normalizations: [NormalizationState]

    /// A oneDNN step bound to its buffers, or an instruction of our own.
    private enum BoundStep {
        case primitive(node: String, Step)
        case own(TrainingInstruction)
    }

    /// Allocates a session's memory and binds its steps.
    ///
    /// - Throws: `ExecutionError.kernel` where oneDNN refuses.
    public init(_ parameters: TrainingParameters) throws(ExecutionError) {
        let plan = parameters.plan
        let size = MemoryLayout<Float>.stride
        self.plan = plan
        self.parameters = parameters
        arena = AlignedBuffer(byteCount: plan.program.arenaByteCount)
        gradient = AlignedBuffer(byteCount: plan.layout.learnedCount * size)
        statistics = AlignedBuffer(byteCount: plan.layout.statisticsCount * size)
        normalizations = Array(repeating: NormalizationState(), count: plan.program.normalizationCount)
        scratchpad = BufferSlice(AlignedBuffer(byteCount: plan.program.scratchpadByteCount))
        do {
            stream = try Stream()
        } catch {
            throw .kernel(node: Network.inputName, error)
        }
        for step in plan.program.forward { forwardSteps.append(try bound(step)) }
        for step in plan.program.backward { backwardSteps.append(try bound(step)) }
    }

    private func bound(_ step: TrainingProgram.Step) throws(ExecutionError) -> BoundStep {
        guard case .primitive(let call) = step.instruction else { return .own(step.instruction) }
        var arguments = Step.Arguments(source: slice(call.source), output: slice(call.output))
        arguments.secondSource = call.secondSource.map(slice)
        arguments.weights = call.weights.map(slice)
        arguments.bias = call.bias.map(slice)
        arguments.workspace = call.workspace.map(slice)
        arguments.scratchpad = scratchpad
        do {
            return .primitive(node: step.node, try Step(call.primitive, arguments))
        } catch {
            throw .kernel(node: step.node, error)
        }
    }

    func slice(_ place: Place) -> BufferSlice {
        let size = MemoryLayout<Float>.stride
        return switch place {
        case .arena(let storage): BufferSlice(arena, byteOffset: plan.program.offsets[storage])
        case .parameter(let offset): BufferSlice(parameters.learned, byteOffset: offset * size)
        case .gradient(let offset): BufferSlice(gradient, byteOffset: offset * size)
        case .packed(let byteOffset): BufferSlice(parameters.packed, byteOffset: byteOffset)
        }
    }

    // MARK: Running

    /// Lends the input, `[N, H, W, C]` floats, to be filled before each shard.
    public func withInput<Result>(_ body: (inout MutableSpan<Float>) -> Result) -> Result {
        let count = plan.shardSize * plan.network.input.shape.elementCount
        return slice(.arena(plan.program.input)).withFloats(count: count, body)
    }

    /// Lends one image of the input, `[H, W, C]` floats.
    ///
    /// - Precondition: `row` is in `0 ..< N`.
    public func withInput<Result>(row: Int, _ body: (inout MutableSpan<Float>) -> Result) -> Result {
        precondition((0..<plan.shardSize).contains(row), "image \(row) of a shard of \(plan.shardSize)")
        let count = plan.network.input.shape.elementCount
        return slice(.arena(plan.program.input)).advanced(by: row * count).withFloats(count: count, body)
    }

    /// Computes the outputs of the shard in the input, with dropout.
    ///
    /// - Parameter dropoutSeed: Decides what dropout zeroes: another one for every shard.
    /// - Throws: `ExecutionError.kernel` when a kernel fails.
    public func forward(dropoutSeed: UInt64) throws(ExecutionError) {
        try run(forwardSteps, dropoutSeed: dropoutSeed)
    }

    /// Lends the outputs after `forward`, `[N, K]` floats, and the place for their gradient.
    public func withOutput<Result>(
        _ body: (Span<Float>, inout MutableSpan<Float>) -> Result
    ) -> Result {
        let count = plan.shardSize * plan.outputCount
        let gradient = slice(.arena(plan.program.outputGradient))
        return slice(.arena(plan.program.output)).withFloats(count: count) { output in
            gradient.withFloats(count: count) { gradient in body(output.span, &gradient) }
        }
    }

    /// Computes the gradients of all learned parameters from the gradient of the outputs.
    ///
    /// - Throws: `ExecutionError.kernel` when a kernel fails.
    public func backward() throws(ExecutionError) {
        try run(backwardSteps, dropoutSeed: 0)
    }

    /// The gradient of the images after `backward`, `[N, H, W, C]`.
    ///
    /// - Precondition: The plan computes it.
    public func inputGradient() -> [Float] {
        guard let storage = plan.program.inputGradient else {
            preconditionFailure("the plan of \(plan.network.name) computes no gradient of its input")
        }
        let count = plan.shardSize * plan.network.input.shape.elementCount
        return arena.read(at: plan.program.offsets[storage], count: count)
    }

    private func run(_ steps: [BoundStep], dropoutSeed: UInt64) throws(ExecutionError) {
        Runtime.useOneThread()
        for step in steps {
            switch step {
            case .primitive(let node, let step):
                do {
                    try step.run(on: stream)
                } catch {
                    throw .kernel(node: node, error)
                }
            case .own(let instruction):
                try run(instruction, dropoutSeed: dropoutSeed)
            }
        }
    }

    /// Runs as `forward` and `backward` do, and times each step, in the order of the plan's implementations.
    ///
    /// - Throws: `ExecutionError.kernel` when a kernel fails.
    package func timedRun() throws(ExecutionError) -> [Duration] {
        var durations: [Duration] = []
        for step in forwardSteps + backwardSteps {
            let start = ContinuousClock.now
            try run([step], dropoutSeed: 0)
            durations.append(ContinuousClock.now - start)
        }
        return durations
    }
}

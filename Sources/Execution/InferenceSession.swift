internal import Networks
internal import OneDNN
public import Tensors

/// One worker's way of running a plan: its own memory for values, bound to the plan's shared weights.
///
/// A session belongs to one task at a time.
public final class InferenceSession {
    /// The plan that this session runs.
    public let plan: InferencePlan

    private let arena: AlignedBuffer
    private let stream: Stream
    private let steps: [(node: String, step: Step)]

    init(_ plan: InferencePlan) throws(ExecutionError) {
        let program = plan.program
        let arena = AlignedBuffer(byteCount: program.arenaByteCount)
        let scratchpad = AlignedBuffer(byteCount: program.scratchpadByteCount)
        let slice = { (storage: Int) in BufferSlice(arena, byteOffset: program.offsets[storage]) }
        var steps: [(node: String, step: Step)] = []
        for instruction in program.instructions {
            var arguments = Step.Arguments(
                source: slice(instruction.source), output: slice(instruction.output))
            arguments.secondSource = instruction.secondSource.map(slice)
            arguments.weights = instruction.weights.map { BufferSlice($0) }
            arguments.bias = instruction.bias.map { BufferSlice($0) }
            arguments.scratchpad = BufferSlice(scratchpad)
            do {
                steps.append((instruction.node, try Step(instruction.primitive, arguments)))
            } catch {
                throw .kernel(node: instruction.node, error)
            }
        }
        do {
            stream = try Stream()
        } catch {
            throw .kernel(node: Network.inputName, error)
        }
        self.plan = plan
        self.arena = arena
        self.steps = steps
    }

    /// Lends the input, `[N, H, W, C]` floats, to be filled before each run: running overwrites it.
    public func withInput<Result>(_ body: (inout MutableSpan<Float>) -> Result) -> Result {
        let count = plan.batchSize * plan.input.shape.elementCount
        return arena.withFloats(at: plan.program.offsets[plan.program.input], count: count, body)
    }

    /// Computes the wanted values of the images in the input.
    ///
    /// - Throws: `ExecutionError.kernel` when a kernel fails.
    public func run() throws(ExecutionError) {
        Runtime.useOneThread()
        for (node, step) in steps {
            do {
                try step.run(on: stream)
            } catch {
                throw .kernel(node: node, error)
            }
        }
    }

    /// Runs as `run` does, and times each step, in the order of the plan's implementations.
    ///
    /// - Throws: `ExecutionError.kernel` when a kernel fails.
    package func timedRun() throws(ExecutionError) -> [Duration] {
        Runtime.useOneThread()
        var durations: [Duration] = []
        for (node, step) in steps {
            let start = ContinuousClock.now
            do {
                try step.run(on: stream)
            } catch {
                throw .kernel(node: node, error)
            }
            durations.append(ContinuousClock.now - start)
        }
        return durations
    }

    /// A wanted value after a run, `[N, C, H, W]` or `[N, D]`; the network's output unless another is named.
    ///
    /// - Precondition: The value was asked for when the plan was made, and is the only one where no name is given.
    public func output(_ name: String? = nil) -> Tensor<Float> {
        let name = name ?? plan.outputShapes.keys.first ?? ""
        guard let shape = plan.outputShapes[name], let storage = plan.program.outputs[name] else {
            preconditionFailure("\(name) is none of the plan's outputs \(plan.outputShapes.keys.sorted())")
        }
        let full = Shape([plan.batchSize] + shape.dimensions)
        let values = arena.read(at: plan.program.offsets[storage], count: full.elementCount)
        return Tensor(shape: full, values: values)
    }
}

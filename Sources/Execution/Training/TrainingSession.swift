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

    private let parameters: TrainingParameters
    private let arena: AlignedBuffer
    private let stream: Stream
    private var forwardSteps: [BoundStep] = []
    private var backwardSteps: [BoundStep] = []
    private var normalizations: [NormalizationState]

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
        do {
            stream = try Stream()
        } catch {
            throw .kernel(node: Network.inputName, error)
        }
        let scratchpad = AlignedBuffer(byteCount: plan.program.scratchpadByteCount)
        for step in plan.program.forward { forwardSteps.append(try bound(step, scratchpad)) }
        for step in plan.program.backward { backwardSteps.append(try bound(step, scratchpad)) }
    }

    private func bound(
        _ step: TrainingProgram.Step, _ scratchpad: AlignedBuffer
    ) throws(ExecutionError) -> BoundStep {
        guard case .primitive(let call) = step.instruction else { return .own(step.instruction) }
        var arguments = Step.Arguments(source: slice(call.source), output: slice(call.output))
        arguments.secondSource = call.secondSource.map(slice)
        arguments.weights = call.weights.map(slice)
        arguments.bias = call.bias.map(slice)
        arguments.workspace = call.workspace.map(slice)
        arguments.scratchpad = BufferSlice(scratchpad)
        do {
            return .primitive(node: step.node, try Step(call.primitive, arguments))
        } catch {
            throw .kernel(node: step.node, error)
        }
    }

    private func slice(_ place: Place) -> BufferSlice {
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

    private func run(_ instruction: TrainingInstruction, dropoutSeed: UInt64) throws(ExecutionError) {
        switch instruction {
        case .primitive:
            preconditionFailure("a primitive is bound to its buffers")
        case .normalize(let settings):
            normalize(settings)
        case .normalizeGradient(let settings, let gradient, let output):
            normalizeGradient(settings, gradient: gradient, output: output)
        case .add(let first, let second, let count, let clip, let output):
            ValueKernels.add(slice(first), slice(second), count: count, clip: clip, into: slice(output))
        case .clipGradient(let result, let gradient, let count, let clip, let output):
            ValueKernels.clipGradient(
                result: slice(result), gradient: slice(gradient), count: count, clip: clip,
                into: slice(output))
        case .meanPositions(let source, let images, let positions, let channels, let output):
            ValueKernels.meanPositions(
                slice(source), images: images, positions: positions, channels: channels, into: slice(output))
        case .meanPositionsGradient(let gradient, let images, let positions, let channels, let output):
            ValueKernels.meanPositionsGradient(
                slice(gradient), images: images, positions: positions, channels: channels,
                into: slice(output))
        case .transpose(let source, let images, let rows, let columns, let output):
            ValueKernels.transpose(
                slice(source), images: images, rows: rows, columns: columns, into: slice(output))
        case .linear, .linearWeightsGradient, .linearInputGradient:
            try runLinear(instruction)
        case .layerNormalize, .layerNormalizeGradient, .softmax, .softmaxGradient, .join, .part:
            runRows(instruction)
        case .dropout(let call, let source, let mask, let output):
            dropout(call, source: source, mask: mask, output: output, seed: dropoutSeed)
        case .dropoutGradient(let call, let gradient, let mask, let output):
            multiply(gradient, mask, into: output, count: call.count)
        }
    }

    // MARK: Normalisation

    private func normalize(_ settings: TrainingInstruction.Normalization) {
        let channels = settings.kernels.channelCount
        let (mean, variance) = statistics(of: settings)
        let scales = floats(parameters.learned, settings.weight, channels)
        let shifts = floats(parameters.learned, settings.bias, channels)
        let state = NormalizationState(
            mean: mean, variance: variance, epsilon: settings.epsilon, weight: scales, bias: shifts)
        normalizations[settings.index] = state
        settings.kernels.scale(
            slice(settings.values), by: state.scale, state.shift, clip: settings.clip,
            into: slice(settings.output))
    }

    private func statistics(
        of settings: TrainingInstruction.Normalization
    ) -> (mean: [Double], variance: [Double]) {
        let channels = settings.kernels.channelCount
        guard settings.usesBatch else {
            return (
                floats(parameters.statistics, settings.runningMean, channels).map(Double.init),
                floats(parameters.statistics, settings.runningVariance, channels).map(Double.init)
            )
        }
        let found = settings.kernels.statistics(of: slice(settings.values))
        let size = MemoryLayout<Float>.stride
        statistics.write(found.mean.map(Float.init), at: settings.runningMean * size)
        statistics.write(found.variance.map(Float.init), at: settings.runningVariance * size)
        return found
    }

    private func normalizeGradient(
        _ settings: TrainingInstruction.Normalization, gradient incoming: Place, output: Place
    ) {
        let state = normalizations[settings.index]
        let sums = settings.kernels.gradientSums(
            of: slice(settings.values), gradient: slice(incoming), scale: state.scale, shift: state.shift,
            mean: state.mean, clip: settings.clip)
        let size = MemoryLayout<Float>.stride
        let scaled = zip(sums.productSum, state.inverseDeviation).map { Float($0 * $1) }
        gradient.write(scaled, at: settings.weight * size)
        gradient.write(sums.sum.map(Float.init), at: settings.bias * size)
        let coefficients =
            settings.usesBatch
            ? state.coefficients(sums, rowCount: settings.kernels.rowCount) : state.keptCoefficients
        settings.kernels.gradient(
            of: slice(settings.values), gradient: slice(incoming), scale: state.scale, shift: state.shift,
            coefficients: coefficients, clip: settings.clip, into: slice(output))
    }

    private func floats(_ buffer: AlignedBuffer, _ offset: Int, _ count: Int) -> [Float] {
        buffer.read(at: offset * MemoryLayout<Float>.stride, count: count)
    }

    // MARK: Linear

    private func runLinear(_ instruction: TrainingInstruction) throws(ExecutionError) {
        do {
            switch instruction {
            case .linear(let call, let source, let output):
                try LinearKernels(call).forward(
                    slice(source), weight: slice(.parameter(call.weight)),
                    bias: call.bias.map { slice(.parameter($0)) }, into: slice(output))
            case .linearWeightsGradient(let call, let source, let gradient):
                try LinearKernels(call).weightsGradient(
                    slice(source), gradient: slice(gradient), into: slice(.gradient(call.weight)))
                if let bias = call.bias {
                    ValueKernels.sumRows(
                        slice(gradient), rows: call.rows, columns: call.columns, into: slice(.gradient(bias)))
                }
            case .linearInputGradient(let call, let gradient, let output):
                try LinearKernels(call).inputGradient(
                    slice(gradient), weight: slice(.parameter(call.weight)), into: slice(output))
            default:
                break
            }
        } catch {
            throw .kernel(node: plan.network.output, error)
        }
    }

    // MARK: Rows

    private func runRows(_ instruction: TrainingInstruction) {
        switch instruction {
        case .layerNormalize(let call, let values, let output):
            call.kernels.normalize(
                slice(values), weight: slice(.parameter(call.weight)), bias: slice(.parameter(call.bias)),
                epsilon: call.epsilon, into: slice(output))
        case .layerNormalizeGradient(let call, let values, let gradient, let output):
            call.kernels.normalizeGradient(
                slice(values), gradient: slice(gradient), weight: slice(.parameter(call.weight)),
                epsilon: call.epsilon, weightGradient: slice(.gradient(call.weight)),
                biasGradient: slice(.gradient(call.bias)), into: slice(output))
        case .softmax(let kernels, let values, let output):
            kernels.softmax(slice(values), into: slice(output))
        case .softmaxGradient(let kernels, let result, let gradient, let output):
            kernels.softmaxGradient(result: slice(result), gradient: slice(gradient), into: slice(output))
        case .join(let kernels, let values, let first, let width, let output):
            kernels.join(slice(values), into: slice(output), at: first, of: width)
        case .part(let kernels, let values, let first, let width, let output):
            kernels.part(slice(values), at: first, of: width, into: slice(output))
        default:
            preconditionFailure("no instruction about rows")
        }
    }

    // MARK: Dropout

    private func dropout(
        _ call: TrainingInstruction.DropoutCall, source: Place, mask: Place, output: Place, seed: UInt64
    ) {
        let generator = DropoutMask(seed: seed, node: call.node, rate: call.rate)
        slice(mask).withFloats(count: call.count) { values in
            var index = 0
            for image in 0..<call.images {
                for position in 0..<call.positions {
                    for channel in 0..<call.channels {
                        let plain = (image * call.channels + channel) * call.positions + position
                        values[index] = Float(generator.factor(at: plain))
                        index += 1
                    }
                }
            }
        }
        multiply(source, mask, into: output, count: call.count)
    }

    private func multiply(_ first: Place, _ second: Place, into output: Place, count: Int) {
        ValueKernels.multiply(slice(first), slice(second), count: count, into: slice(output))
    }
}

extension TrainingInstruction.DropoutCall {
    fileprivate var count: Int { images * positions * channels }
}

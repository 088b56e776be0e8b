internal import Execution
internal import Networks
internal import OneDNN
internal import Synchronization
internal import Tensors

/// What changes the weights after each batch: adds the gradients of the shards, bounds them, lets the
/// optimizer step, and keeps the moving average.
///
/// Each parameter is worked on by one task at a time, in sums of a fixed order.
final class ParameterUpdate: Sendable {
    /// Room for the gradients of shards, for all of a batch or for as many as keep the workers busy; the first
    /// becomes their sum.
    let gradients: [AlignedBuffer]

    /// The moving average of the learned parameters, laid out like them; nil where none is kept.
    let average: AlignedBuffer?

    /// The shards whose gradients there is room for beside the sum, at least: large batches take no more
    /// memory than this.
    static let leastWave = 16

    private let parameters: TrainingParameters
    private let settings: TrainingSettings
    private let slots: [Slot]

    /// One parameter with what the optimizer remembers of it.
    private final class Slot: Sendable {
        let entry: ParameterLayout.Entry
        let group: ParameterGroup
        let state: Mutex<OptimizerState>

        init(_ entry: ParameterLayout.Entry, _ group: ParameterGroup, _ state: OptimizerState) {
            self.entry = entry
            self.group = group
            self.state = Mutex(state)
        }
    }

    /// - Throws: `OptimizerStateError` where what an earlier run remembered does not fit.
    init(
        _ parameters: TrainingParameters, _ settings: TrainingSettings, workerCount: Int,
        resuming: TrainingState?
    ) throws(OptimizerStateError) {
        let layout = parameters.plan.layout
        let size = MemoryLayout<Float>.stride
        self.parameters = parameters
        self.settings = settings
        let shardCount = settings.batchSize / settings.shardSize
        gradients = (0..<min(shardCount, 1 + max(Self.leastWave, 2 * workerCount))).map { _ in
            AlignedBuffer(byteCount: layout.learnedCount * size)
        }
        average = settings.average.map { _ in AlignedBuffer(byteCount: layout.learnedCount * size) }
        let rule = settings.optimizer.rule
        let factors = Self.rateFactors(layout.learned, factor: settings.layerwiseFactor)
        var slots: [Slot] = []
        for (entry, factor) in zip(layout.learned, factors) {
            let count = entry.shape.elementCount
            let state =
                if let resuming {
                    try OptimizerState(
                        rule, elementCount: count, tensors: resuming.optimizer[entry.name] ?? [:])
                } else {
                    OptimizerState(rule, elementCount: count)
                }
            slots.append(Slot(entry, ParameterGroup(shape: entry.shape, rateFactor: factor), state))
        }
        self.slots = slots
        for entry in layout.learned {
            let values =
                resuming?.average?[entry.name]?.values
                ?? parameters.learned.read(at: entry.offset * size, count: entry.shape.elementCount)
            average?.write(values, at: entry.offset * size)
        }
    }

    /// What the rate of each parameter is multiplied by.
    ///
    /// A layer is a convolution or linear layer, together with the biases and normalisations up to the next
    /// one.
    static func rateFactors(_ entries: [ParameterLayout.Entry], factor: Double) -> [Double] {
        var layers: [Int] = []
        for entry in entries {
            let last = layers.last ?? -1
            layers.append(entry.shape.rank > 1 || last < 0 ? last + 1 : last)
        }
        let factors = ParameterGroup.layerwiseRateFactors(depth: (layers.last ?? -1) + 1, factor: factor)
        return layers.map { factors[$0] }
    }

    /// The memory of weights, their packed copies, the gradients of the shards, the moving average and what
    /// the optimizer remembers, and of the copies that a state keeps: of weights, of the best weights, of the
    /// moving average and of what the optimizer remembers; in bytes.
    var byteCount: Int {
        let remembered = settings.optimizer.rule.slots.count + (average == nil ? 0 : 1)
        return (gradients.count + 4 + 2 * remembered) * parameters.learned.byteCount
    }

    /// Whether all weights, averages and statistics are numbers.
    var isFinite: Bool {
        [parameters.learned, parameters.statistics, average].compactMap { $0 }.allSatisfy { buffer in
            // Squares of floats are far from the limits of a double.
            buffer.withFloats(at: 0, count: buffer.byteCount / MemoryLayout<Float>.stride) { values in
                GradientNorm.squaredSum(values.span).isFinite
            }
        }
    }

    /// Adds gradients into the first, in their order.
    ///
    /// - Parameter count: The number of gradients, with the first one.
    func addGradients<State>(count: Int, _ team: WorkerTeam<State>) async throws {
        guard count > 1 else { return }
        let (slots, gradients) = (slots, gradients)
        _ = try await team.map(slots.count) { _, index in
            let entry = slots[index].entry
            let byteOffset = entry.offset * MemoryLayout<Float>.stride
            let sum = BufferSlice(gradients[0], byteOffset: byteOffset)
            for gradient in gradients[1..<count] {
                ValueKernels.add(
                    sum, BufferSlice(gradient, byteOffset: byteOffset), count: entry.shape.elementCount,
                    into: sum)
            }
        }
    }

    /// Clips single entries of the sum where settings say so.
    ///
    /// - Returns: The Euclidean norm of the sum before.
    func finishGradient<State>(_ team: WorkerTeam<State>) async throws -> Double {
        let (slots, gradient, clipping) = (slots, gradients[0], settings.clipping)
        let squaredSums = try await team.map(slots.count) { _, index in
            let entry = slots[index].entry
            return gradient.withFloats(
                at: entry.offset * MemoryLayout<Float>.stride, count: entry.shape.elementCount
            ) { values in
                // Before clipping, which would make infinities look sound.
                let squaredSum = GradientNorm.squaredSum(values.span)
                clipping.clip(&values)
                return squaredSum
            }
        }
        return GradientNorm.norm(squaredSums: squaredSums)
    }

    /// Lets the optimizer take a step.
    ///
    /// - Parameters:
    ///   - norm: The norm of the gradients.
    ///   - step: The number of the step, from 0.
    ///   - factor: What the schedule multiplies the rate by.
    func apply<State>(norm: Double, step: Int, factor: Double, _ team: WorkerTeam<State>) async throws {
        let (slots, settings, parameters) = (slots, settings, parameters)
        let (gradient, average) = (gradients[0], average)
        let scale = settings.clipping.factor(norm: norm)
        _ = try await team.map(slots.count) { _, index in
            let slot = slots[index]
            let offset = slot.entry.offset * MemoryLayout<Float>.stride
            let count = slot.entry.shape.elementCount
            parameters.learned.withFloats(at: offset, count: count) { values in
                gradient.withFloats(at: offset, count: count) { gradient in
                    slot.state.withLock { state in
                        settings.optimizer.update(
                            parameter: &values, gradient: gradient.span, state: &state, group: slot.group,
                            scheduleFactor: factor, step: step + 1, gradientFactor: scale)
                    }
                }
                if let average, let rule = settings.average {
                    average.withFloats(at: offset, count: count) { average in
                        rule.update(average: &average, weights: values.span, update: step)
                    }
                }
            }
        }
    }

    /// Lets the running statistics follow the mean of those of the shards.
    func follow(_ shards: [[Float]]) {
        let share = 1 / Double(shards.count)
        for rule in parameters.plan.followedStatistics {
            for (offset, factor) in [(rule.meanOffset, 1), (rule.varianceOffset, rule.unbiasedFactor)] {
                parameters.statistics.withFloats(
                    at: offset * MemoryLayout<Float>.stride, count: rule.channelCount
                ) { running in
                    for channel in 0..<rule.channelCount {
                        let batch = shards.reduce(0.0) { $0 + Double($1[offset + channel]) } * share * factor
                        let old = Double(running[channel])
                        running[channel] = Float(old + rule.momentum * (batch - old))
                    }
                }
            }
        }
    }

    /// The weights to judge and keep: the moving averages where there are any, with the running statistics.
    var judgedParameters: Parameters { average.map(parameters.tensors(from:)) ?? parameters.tensors }

    /// Writes what going on needs.
    func write(to state: inout TrainingState) {
        state.parameters = parameters.tensors
        state.average = average.map(parameters.tensors(from:))
        state.optimizer = [:]
        for slot in slots {
            let tensors = slot.state.withLock { $0.tensors }
            if !tensors.isEmpty { state.optimizer[slot.entry.name] = tensors }
        }
    }
}

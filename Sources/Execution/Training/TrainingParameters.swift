public import Networks
public import OneDNN
internal import Tensors

/// The numbers of a network while it trains, in flat buffers that all sessions read and an optimizer changes between
/// steps.
public final class TrainingParameters: Sendable {
    /// The plan whose parameters these are.
    public let plan: TrainingPlan

    /// The learned parameters, laid out as `plan.layout` says.
    public let learned: AlignedBuffer

    /// The running means and variances, laid out as `plan.layout` says.
    public let statistics: AlignedBuffer

    let packed: AlignedBuffer

    /// Takes parameters over from tensors by name.
    ///
    /// - Throws: `ExecutionError.network` where one is missing or misshapen.
    public init(_ plan: TrainingPlan, _ parameters: Parameters) throws(ExecutionError) {
        do {
            try plan.network.check(parameters)
        } catch {
            throw .network(error)
        }
        self.plan = plan
        let size = MemoryLayout<Float>.stride
        learned = AlignedBuffer(byteCount: plan.layout.learnedCount * size)
        statistics = AlignedBuffer(byteCount: plan.layout.statisticsCount * size)
        packed = AlignedBuffer(byteCount: plan.program.packedByteCount)
        for entry in plan.layout.learned {
            learned.write(parameters[entry.name]?.values ?? [], at: entry.offset * size)
        }
        for entry in plan.layout.statistics {
            statistics.write(parameters[entry.name]?.values ?? [], at: entry.offset * size)
        }
    }

    /// The parameters as tensors by name.
    public var tensors: Parameters { tensors(from: learned) }

    /// The parameters as tensors by name, with learned ones from another buffer of the same layout, such as their
    /// moving averages.
    public func tensors(from learned: AlignedBuffer) -> Parameters {
        var parameters: Parameters = [:]
        for (entries, buffer) in [(plan.layout.learned, learned), (plan.layout.statistics, statistics)] {
            for entry in entries {
                let values = buffer.read(
                    at: entry.offset * MemoryLayout<Float>.stride, count: entry.shape.elementCount)
                parameters[entry.name] = Tensor(shape: entry.shape, values: values)
            }
        }
        return parameters
    }

    /// The number of weights that kernels read in an order of their own; each is packed for itself.
    public var packingCount: Int { plan.program.packings.count }

    /// Makes the steps that pack weights: one thread's own, to be run after each change of the learned parameters.
    ///
    /// - Throws: `ExecutionError.kernel` where oneDNN refuses.
    public func makePacker() throws(ExecutionError) -> WeightPacker {
        try WeightPacker(self)
    }
}

public import Networks
internal import OneDNN
internal import Tensors

/// A network compiled for training: forward with the shard's own statistics, backward for every parameter, memory
/// planned once for both.
///
/// A batch is cut into shards of a fixed size; each is computed by one session on one thread, so that the bits of a
/// gradient do not depend on the number of threads. Batch normalisation sees one shard at a time.
/// Source: "ghost batch normalization", Hoffer et al. 2017, <https://arxiv.org/abs/1705.08741>.
public final class TrainingPlan: Sendable {
    /// What is trained: batch normalisation, dropout and activations as nodes of their own.
    public let network: Network

    /// The number of images that a session takes at once, N.
    public let shardSize: Int

    /// Where the parameters lie.
    public let layout: ParameterLayout

    /// The number of outputs, K.
    public let outputCount: Int

    /// Whether batch normalisation keeps to the running statistics, and leaves them as they are.
    public let keepsStatistics: Bool

    /// Whether sessions compute the gradient of the images, too.
    public let computesInputGradient: Bool

    let program: TrainingProgram

    /// Compiles a network, all of whose parameters are learned.
    ///
    /// - Parameters:
    ///   - network: What to train; it ends in a vector.
    ///   - shardSize: N.
    ///   - keepsStatistics: Whether batch normalisation uses the running statistics, as is usual where few images
    ///     fine-tune a pretrained network.
    ///   - computesInputGradient: Whether the gradient of the images is wanted, too.
    /// - Throws: `ExecutionError` where the network does not fit together, a kernel is missing, or batch normalisation
    ///   would see a single value of each channel.
    public init(
        _ network: Network, shardSize: Int, keepsStatistics: Bool = false, computesInputGradient: Bool = false
    ) throws(ExecutionError) {
        precondition(shardSize > 0, "a shard of \(shardSize) images")
        let separated = network.separatingActivations()
        let shapes: [String: Shape]
        do throws(NetworkError) {
            shapes = try separated.shapes()
            layout = ParameterLayout(try network.parameterDescriptions())
        } catch {
            throw .network(error)
        }
        guard let output = shapes[network.output], output.rank == 1 else {
            throw .network(
                .wrongInputShape(
                    node: network.output, expected: "a vector to train on",
                    got: shapes[network.output] ?? []))
        }
        if shardSize == 1, !keepsStatistics { try Self.checkStatistics(of: separated, shapes) }
        self.network = network
        self.shardSize = shardSize
        self.keepsStatistics = keepsStatistics
        self.computesInputGradient = computesInputGradient
        outputCount = output.elementCount
        var compiler = TrainingCompiler(
            separated, shapes: shapes, layout: layout, shardSize: shardSize, keepsStatistics: keepsStatistics,
            computesInputGradient: computesInputGradient)
        program = try compiler.compile()
        guard sessionByteCount <= Self.sessionByteLimit else {
            throw .memoryTooLarge(byteCount: sessionByteCount, limit: Self.sessionByteLimit)
        }
    }

    /// Refuses batch normalisation that sees one image at one position.
    ///
    /// - Throws: `ExecutionError.singleValueStatistics` for the first.
    private static func checkStatistics(of network: Network, _ shapes: [String: Shape]) throws(ExecutionError)
    {
        for node in network.nodes where node.operation.kind == .batchNormalization {
            guard let input = node.inputs.first.flatMap({ shapes[$0] }), input.elementCount == input[0]
            else { continue }
            throw .singleValueStatistics(node: node.name, input: input)
        }
    }

    /// The most memory that a session may take, in bytes.
    public static let sessionByteLimit = 16 << 30

    /// The memory that each session takes for values, gradients and working space, in bytes.
    ///
    /// Every value that a gradient needs is kept: twice the sum of the convolutions' outputs, where each is normalised.
    public var sessionByteCount: Int {
        program.arenaByteCount + program.scratchpadByteCount
            + (layout.learnedCount + layout.statisticsCount) * MemoryLayout<Float>.stride
    }

    /// The memory that weights take in the order that kernels read, in bytes, once for all sessions: four times that of
    /// the weights for each direction of a convolution in Winograd's domain.
    public var packedByteCount: Int { program.packedByteCount }

    /// The statistics that training follows, normalisation by normalisation, and how.
    public var followedStatistics: [FollowedStatistics] {
        guard !keepsStatistics else { return [] }
        return program.forward.compactMap { step in
            guard case .normalize(let settings) = step.instruction else { return nil }
            let rows = Double(settings.kernels.rowCount)
            return FollowedStatistics(
                meanOffset: settings.runningMean, varianceOffset: settings.runningVariance,
                channelCount: settings.kernels.channelCount, momentum: settings.momentum,
                unbiasedFactor: rows > 1 ? rows / (rows - 1) : 1)
        }
    }

    /// How the running statistics of one batch normalisation follow those of batches:
    /// `running += momentum · (batch − running)`, the variance times `unbiasedFactor`.
    public struct FollowedStatistics: Hashable, Sendable {
        /// Where the means begin among the statistics, in floats.
        public let meanOffset: Int
        /// Where the variances begin among the statistics, in floats.
        public let varianceOffset: Int
        /// C.
        public let channelCount: Int
        /// In `0 ... 1`.
        public let momentum: Double
        /// R / (R − 1) for R rows of a shard.
        public let unbiasedFactor: Double
    }

    /// The names of the chosen kernels by step, for benchmarks; our own are named as such.
    package var implementations: [(node: String, implementation: String)] {
        (program.forward + program.backward).map { step in
            switch step.instruction {
            case .primitive(let call): (step.node, call.primitive.implementation)
            case .convolve, .convolutionWeightsGradient: (step.node, "own:winograd")
            default: (step.node, "own")
            }
        }
    }
}

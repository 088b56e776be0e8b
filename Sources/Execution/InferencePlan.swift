public import Networks
internal import OneDNN
public import Tensors

/// A network compiled for inference: batch norm folded, activations and residual additions fused, weights packed
/// once, memory planned.
///
/// The plan is immutable and shared; each worker thread makes its own `InferenceSession`, and runs it alone. The
/// result for an image therefore does not depend on the number of workers.
public final class InferencePlan: Sendable {
    /// The order of values in memory while the plan runs.
    public enum MemoryFormat: Hashable, Sendable {
        /// `N H W C`: best for depthwise-separable networks, and needs no copy of decoded pixels.
        case channelsLast
        /// Whatever blocks each kernel prefers: best for wide 3×3 convolutions.
        case blocked
    }

    /// The shape of one input image.
    public let input: InputShape

    /// The number of images that a session takes at once, N.
    public let batchSize: Int

    /// The order of values in memory that was chosen.
    public let memoryFormat: MemoryFormat

    /// The shape of each requested value for one image, `[C, H, W]` or `[D]`.
    public let outputShapes: [String: Shape]

    let program: Program

    /// Compiles a network.
    ///
    /// - Parameters:
    ///   - network: What to compute.
    ///   - parameters: Its weights by name.
    ///   - outputs: The nodes whose values are wanted; the network's output unless said otherwise.
    ///   - batchSize: The number of images that a session takes at once.
    ///   - memoryFormat: The order in memory; nil chooses by the kind of network.
    /// - Throws: `ExecutionError` where network and parameters do not fit together or a kernel is missing.
    public init(
        _ network: Network, parameters: Parameters, outputs: [String]? = nil, batchSize: Int = 1,
        memoryFormat: MemoryFormat? = nil
    ) throws(ExecutionError) {
        precondition(batchSize > 0, "a batch of \(batchSize) images")
        let wanted = outputs ?? [network.output]
        let format = memoryFormat ?? Self.preferredFormat(for: network)
        input = network.input
        self.batchSize = batchSize
        self.memoryFormat = format
        let prepared: (network: Network, parameters: Parameters)
        let shapes: [String: Shape]
        do throws(NetworkError) {
            outputShapes = try Self.outputShapes(of: wanted, in: network)
            prepared = try Self.rewritten(network, parameters, keeping: wanted)
            shapes = try prepared.network.shapes()
        } catch {
            throw .network(error)
        }
        var compiler = PlanCompiler(shapes: shapes, batchSize: batchSize, format: format)
        program = try compiler.compile(prepared.network, prepared.parameters, outputs: wanted)
        guard sessionByteCount <= Self.sessionByteLimit else {
            throw .memoryTooLarge(byteCount: sessionByteCount, limit: Self.sessionByteLimit)
        }
    }

    /// The most memory that a session may take, in bytes: a file must not be able to exhaust the machine.
    public static let sessionByteLimit = 2 << 30

    /// The names of the chosen kernels by node, for benchmarks and for finding slow ones.
    public var implementations: [(node: String, implementation: String)] {
        program.instructions.map { ($0.node, $0.primitive.implementation) }
    }

    /// The memory that each session takes for values and working space, in bytes.
    public var sessionByteCount: Int { program.arenaByteCount + program.scratchpadByteCount }

    /// Makes a session of its own for the calling worker.
    ///
    /// - Throws: `ExecutionError` where oneDNN cannot bind buffers.
    public func makeSession() throws(ExecutionError) -> InferenceSession {
        try InferenceSession(self)
    }

    /// With AVX2, depthwise-separable networks run best on `N H W C` and wide 3×3 convolutions in blocks; with
    /// AVX-512, oneDNN chooses the same kernels for both. `Benchmarks throughput --format` compares them.
    static func preferredFormat(for network: Network) -> MemoryFormat {
        let hasDepthwise = network.nodes.contains { node in
            if case .convolution(let convolution) = node.operation { return convolution.groups > 1 }
            return false
        }
        return hasDepthwise ? .channelsLast : .blocked
    }

    private static func outputShapes(
        of names: [String], in network: Network
    ) throws(NetworkError) -> [String: Shape] {
        let shapes = try network.shapes()
        var chosen: [String: Shape] = [:]
        for name in names {
            guard let shape = shapes[name], name != Network.inputName else { throw .unknownOutput(name) }
            chosen[name] = shape
        }
        return chosen
    }

    /// Applies the passes, which leave wanted values alone.
    private static func rewritten(
        _ network: Network, _ parameters: Parameters, keeping wanted: [String]
    ) throws(NetworkError) -> (network: Network, parameters: Parameters) {
        try network.check(parameters)
        let keeping = Set(wanted)
        let folded = try network.separatingResiduals().droppingDropout(keeping: keeping)
            .foldingBatchNormalization(parameters, keeping: keeping)
        let replaced = try folded.network.replacingBatchNormalization(folded.parameters)
        let fused = replaced.network.fusingActivations(keeping: keeping).fusingResiduals(keeping: keeping)
        return (fused, replaced.parameters)
    }
}

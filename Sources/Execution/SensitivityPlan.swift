public import Networks
internal import Tensors

/// A network cut in two at its last feature map, compiled to compute that map and how the outputs depend on
/// it.
///
/// The part before the cut is an inference plan, with everything folded and fused. The part behind, usually
/// pooling and a linear layer, is a training plan for one image that computes the gradient of its input; its
/// batch normalisations use the stored statistics, and nothing is dropped.
///
/// The plan is immutable and shared; each worker makes its own `SensitivitySession`.
public final class SensitivityPlan: Sendable {
    /// The node at which the network is cut; see `Network.lastFeatureMap()`.
    public let node: String

    /// The shape of the value there, `[C, H, W]`.
    public let featureMap: InputShape

    let prefix: InferencePlan
    let suffix: TrainingParameters

    /// Compiles a network.
    ///
    /// - Throws: `ExecutionError.network(.noFeatureMap)` where there is nothing to cut at, other errors where
    ///   network and parameters do not fit together or a kernel is missing.
    public init(_ network: Network, parameters: Parameters) throws(ExecutionError) {
        let parts: (prefix: Network, suffix: Network)
        do throws(NetworkError) {
            // What the output does not depend on could stand in the way of a cut.
            let plain = try network.prefix(through: network.output).separatingResiduals().droppingDropout()
            node = try plain.lastFeatureMap()
            guard let shape = try plain.shapes()[node] else { throw .unknownOutput(node) }
            featureMap = InputShape(channels: shape[0], height: shape[1], width: shape[2])
            parts = (try plain.prefix(through: node), plain.suffix(after: node, input: featureMap))
        } catch {
            throw .network(error)
        }
        prefix = try InferencePlan(parts.prefix, parameters: parameters)
        let plan = try TrainingPlan(
            parts.suffix, shardSize: 1, keepsStatistics: true, computesInputGradient: true)
        suffix = try TrainingParameters(plan, parameters)
        try suffix.makePacker().pack(0..<suffix.packingCount)
    }

    /// The number of outputs, K.
    public var outputCount: Int { suffix.plan.outputCount }

    /// Makes a session of its own for the calling worker.
    ///
    /// - Throws: `ExecutionError` where oneDNN cannot bind buffers.
    public func makeSession() throws(ExecutionError) -> SensitivitySession {
        try SensitivitySession(self)
    }
}

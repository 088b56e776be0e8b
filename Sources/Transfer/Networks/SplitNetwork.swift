internal import Execution
internal import Models
internal import Networks
internal import Tensors

/// A network cut into a beginning that stays and an end that is trained.
struct SplitNetwork {
    /// The beginning; nil where everything is trained.
    let frozen: LazyInferencePlan?
    let trained: Network

    init(_ start: NetworkTuner.Start, blockCount: Int?) throws(ModelError) {
        let network = start.network
        guard let blockCount, let cut = network.cutPoint(unfreezingLast: blockCount) else {
            frozen = nil
            trained = network
            return
        }
        do throws(NetworkError) {
            let shape = try network.shapes()[cut] ?? []
            let input =
                shape.rank == 3
                ? InputShape(channels: shape[0], height: shape[1], width: shape[2])
                : InputShape(channels: shape.elementCount, height: 1, width: 1)
            frozen = LazyInferencePlan(try network.prefix(through: cut), parameters: start.parameters)
            trained = network.suffix(after: cut, input: input)
        } catch {
            throw .network(error)
        }
    }
}

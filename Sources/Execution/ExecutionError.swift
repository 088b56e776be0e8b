public import Networks
public import OneDNN
public import Tensors

/// Why a network could not be compiled or run.
public enum ExecutionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The network or its parameters do not fit together.
    case network(NetworkError)
    /// oneDNN refused one of the nodes.
    case kernel(node: String, OneDNNError)
    /// Plans have no kernel for an operation at this place.
    case unsupported(node: String, Operation.Kind, input: Shape)
    /// In training, batch normalisation would see one value of each channel: the difference from its own mean is 0, so
    /// that nothing gets through, and its variance tells nothing about other images.
    case singleValueStatistics(node: String, input: Shape)
    /// The values of one run would take more memory than a session may.
    case memoryTooLarge(byteCount: Int, limit: Int)

    /// One sentence that names the node.
    public var description: String {
        switch self {
        case .network(let error): error.description
        case .kernel(let node, let error): "\(error), at node \"\(node)\""
        case .singleValueStatistics(let node, let input):
            "node \"\(node)\" would normalise a single value of each channel, one image of \(input): train with larger "
                + "batches or larger images, or keep the stored statistics"
        case .memoryTooLarge(let byteCount, let limit):
            "the network takes \(byteCount) bytes of memory to run; the limit is \(limit)"
        case .unsupported(let node, let kind, let input):
            "no kernel computes the \(kind.rawValue) of node \"\(node)\" for an input of \(input)"
        }
    }
}

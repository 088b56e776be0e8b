public import Networks
internal import OneDNN
internal import Synchronization

/// A plan that is compiled once, by whichever task needs it first; where all features are cached, nobody does.
public final class LazyInferencePlan: Sendable {
    private let network: Network
    private let parameters: Parameters
    private let plan = Mutex<InferencePlan?>(nil)

    /// Remembers what to compile.
    public init(_ network: Network, parameters: Parameters) {
        self.network = network
        self.parameters = parameters
    }

    /// What the last bits of results depend on besides network and input: the kernels' version and instruction set.
    public static var kernels: String {
        "oneDNN \(Runtime.version), instruction set \(Runtime.instructionSet)"
    }

    /// The plan, compiled now if it has not been before.
    ///
    /// - Throws: `ExecutionError` where network and parameters do not fit together or a kernel is missing.
    public func compiled() throws(ExecutionError) -> InferencePlan {
        try plan.withLock { plan throws(ExecutionError) in
            if let plan { return plan }
            let compiled = try InferencePlan(network, parameters: parameters)
            plan = compiled
            return compiled
        }
    }
}

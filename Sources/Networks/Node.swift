/// One operation in a network, with a name and the names of what it reads.
public struct Node: Hashable, Sendable {
    /// The name that other nodes read it by; unique in its network.
    public var name: String
    /// The names of the nodes (or of the network's input) that it reads.
    public var inputs: [String]
    /// What it computes.
    public var operation: Operation
    /// What its parameters' names begin with, for example `conv_stem` for `conv_stem.weight`.
    public var parameterPrefix: String
    /// What the weights of a convolution or a linear layer are before training; nil leaves it to the network.
    /// Networks that rewriting passes make, which are not there to begin training with, do not keep it.
    public var initializer: Initializer?

    /// Makes a node whose parameters are named after it.
    public init(_ name: String, _ operation: Operation, inputs: [String]) {
        self.init(name, operation, inputs: inputs, parameterPrefix: name)
    }

    /// Makes a node whose parameters are named otherwise.
    public init(_ name: String, _ operation: Operation, inputs: [String], parameterPrefix: String) {
        self.name = name
        self.inputs = inputs
        self.operation = operation
        self.parameterPrefix = parameterPrefix
    }

    /// The full name of one of the node's parameters.
    public func parameterName(_ role: ParameterRole) -> String { "\(parameterPrefix).\(role.rawValue)" }
}

/// The parameters that operations have, by the endings of their names.
public enum ParameterRole: String, Hashable, Sendable, CaseIterable {
    /// Filters, matrices, or the scale of a normalisation.
    case weight
    /// What is added.
    case bias
    /// The mean that batch normalisation subtracts in inference.
    case runningMean = "running_mean"
    /// The variance that batch normalisation divides by in inference.
    case runningVariance = "running_var"
}

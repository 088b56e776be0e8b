/// Convolution, batch normalisation where named, activation where given: the unit that most networks repeat.
public struct ConvBlock: NetworkBlock {
    let name: String
    let convolution: Convolution
    let normalization: (name: String, epsilon: Double)?
    let activation: Activation?

    /// Describes the block. With a normalisation, the convolution has no bias; without, it has one.
    ///
    /// - Parameters:
    ///   - name: The convolution's name, which begins its parameters' names.
    ///   - filters: The number of output channels.
    ///   - kernelSize: The side of the square kernel.
    ///   - groups: 1, or the number of input channels for a depthwise convolution.
    ///   - normalization: The name of the batch normalisation, or nil for none.
    ///   - epsilon: What the normalisation adds to the variance.
    public init(
        _ name: String, filters: Int, kernelSize: Int, stride: Int = 1, padding: Padding, groups: Int = 1,
        normalization: String?, epsilon: Double = 1e-5, activation: Activation?
    ) {
        self.name = name
        convolution = Convolution(
            filters: filters,
            window: SlidingWindow(kernel: Extent(kernelSize), stride: Extent(stride), padding: padding),
            groups: groups, hasBias: normalization == nil)
        self.normalization = normalization.map { ($0, epsilon) }
        self.activation = activation
    }

    /// Appends convolution, normalisation and activation.
    public func append(to builder: inout NetworkBuilder) {
        builder.append(name, .convolution(convolution))
        if let normalization {
            builder.append(
                normalization.name, .batchNormalization(BatchNormalization(epsilon: normalization.epsilon)))
        }
        if let activation {
            builder.append("\(builder.current).\(activation.rawValue)", .activation(activation))
        }
    }
}

/// Any single operation under a name.
public struct Layer: NetworkBlock {
    let name: String
    let operation: Operation

    /// Names an operation.
    public init(_ name: String, _ operation: Operation) {
        self.name = name
        self.operation = operation
    }

    /// Appends the operation.
    public func append(to builder: inout NetworkBuilder) {
        builder.append(name, operation)
    }
}

/// Linear layer, activation and dropout where given: a hidden layer of a multilayer perceptron.
public struct LinearBlock: NetworkBlock {
    let name: String
    let features: Int
    let activation: Activation?
    let dropoutRate: Double?

    /// Describes the block; `name` begins the names of its nodes.
    public init(_ name: String, features: Int, activation: Activation?, dropoutRate: Double? = nil) {
        self.name = name
        self.features = features
        self.activation = activation
        self.dropoutRate = dropoutRate
    }

    /// Appends layer, activation and dropout.
    public func append(to builder: inout NetworkBuilder) {
        builder.append(name, .linear(Linear(features: features)))
        if let activation {
            builder.append("\(name).\(activation.rawValue)", .activation(activation))
        }
        if let dropoutRate {
            builder.append("\(name).dropout", .dropout(rate: dropoutRate))
        }
    }
}

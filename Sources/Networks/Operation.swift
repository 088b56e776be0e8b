/// What a node computes. Shapes are those of one image: `[C, H, W]`, or `[D]` behind `flatten` and pooling to a
/// point.
public enum Operation: Hashable, Sendable {
    /// Cross-correlation with learned filters, `[C, H, W] → [O, H′, W′]`.
    case convolution(Convolution)
    /// Normalisation per channel with stored statistics, any shape.
    case batchNormalization(BatchNormalization)
    /// An element-wise function.
    case activation(Activation)
    /// The largest value under a window; padding never wins.
    case maxPooling(SlidingWindow)
    /// The mean under a window; padding counts as zeros where asked for.
    case averagePooling(SlidingWindow, countsPadding: Bool)
    /// The mean over all positions, `[C, H, W] → [C]`.
    case globalAveragePooling
    /// `[C, H, W] → [C · H · W]` in that order.
    case flatten
    /// `W x + b`, `[D] → [K]`.
    case linear(Linear)
    /// Zeroes values at random while training; does nothing in inference.
    case dropout(rate: Double = Operation.usualDropoutRate)
    /// The sum of two inputs of one shape.
    case add(activation: Activation?)
    /// Normalisation of the channels of each position by their own mean and variance, any shape.
    case layerNormalization(LayerNormalization)
    /// Two or more inputs along the channel axis: `[Cᵢ, H, W] → [ΣCᵢ, H, W]`, `[Dᵢ] → [ΣDᵢ]`.
    case concatenate
    /// `exp(x) / Σ exp(x)` over the channels of each position, any shape.
    case softmax

    /// The share of values that dropout zeroes where nothing else is said.
    public static let usualDropoutRate = 0.5

    /// The name of the kind in files and messages.
    public var kind: Kind {
        switch self {
        case .convolution: .convolution
        case .batchNormalization: .batchNormalization
        case .activation: .activation
        case .maxPooling: .maxPooling
        case .averagePooling: .averagePooling
        case .globalAveragePooling: .globalAveragePooling
        case .flatten: .flatten
        case .linear: .linear
        case .dropout: .dropout
        case .add: .add
        case .layerNormalization: .layerNormalization
        case .concatenate: .concatenate
        case .softmax: .softmax
        }
    }

    /// The kinds of operation, by their names in files.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// See `Operation.convolution`.
        case convolution
        /// See `Operation.batchNormalization`.
        case batchNormalization = "batch_normalization"
        /// See `Operation.activation`.
        case activation
        /// See `Operation.maxPooling`.
        case maxPooling = "max_pooling"
        /// See `Operation.averagePooling`.
        case averagePooling = "average_pooling"
        /// See `Operation.globalAveragePooling`.
        case globalAveragePooling = "global_average_pooling"
        /// See `Operation.flatten`.
        case flatten
        /// See `Operation.linear`.
        case linear
        /// See `Operation.dropout`.
        case dropout
        /// See `Operation.add`.
        case add
        /// See `Operation.layerNormalization`.
        case layerNormalization = "layer_normalization"
        /// See `Operation.concatenate`.
        case concatenate
        /// See `Operation.softmax`.
        case softmax
    }
}

/// The settings of a convolution. Weights are `[O, C / groups, kh, kw]`, the bias is `[O]`.
public struct Convolution: Hashable, Sendable {
    /// The number of output channels, O.
    public var filters: Int
    /// Kernel, stride, dilation and padding.
    public var window: SlidingWindow
    /// The number of groups; the input's channels for a depthwise convolution.
    public var groups: Int
    /// Whether a bias is added.
    public var hasBias: Bool
    /// Whether the second input is added before the activation; rewriting passes set it.
    public var addsResidual: Bool
    /// The function behind; rewriting passes set it.
    public var activation: Activation?

    /// Describes a convolution.
    public init(
        filters: Int, window: SlidingWindow, groups: Int = 1, hasBias: Bool = false,
        addsResidual: Bool = false, activation: Activation? = nil
    ) {
        self.filters = filters
        self.window = window
        self.groups = groups
        self.hasBias = hasBias
        self.addsResidual = addsResidual
        self.activation = activation
    }
}

/// The settings of batch normalisation: `(x − mean) / √(variance + ε) · weight + bias`.
/// Source: Ioffe & Szegedy 2015, <https://arxiv.org/abs/1502.03167>.
public struct BatchNormalization: Hashable, Sendable {
    /// Added to the variance.
    public var epsilon: Double
    /// How fast the stored statistics follow those of a batch in training, 0 to 1:
    /// `stored ← (1 − momentum) · stored + momentum · batch`, as PyTorch has it.
    public var momentum: Double

    /// The momentum where none is given.
    public static let defaultMomentum = 0.1

    /// Describes a normalisation; 1e-5 and 0.1 are PyTorch's defaults, EfficientNet uses an epsilon of 1e-3.
    public init(epsilon: Double = 1e-5, momentum: Double = BatchNormalization.defaultMomentum) {
        self.epsilon = epsilon
        self.momentum = momentum
    }
}

/// The settings of layer normalisation over the channels of one position:
/// `(x − mean) / √(variance + ε) · weight + bias` with the mean and the biased variance of the C values. Weight
/// and bias are `[C]`.
/// Source: Ba, Kiros & Hinton 2016, <https://arxiv.org/abs/1607.06450>.
public struct LayerNormalization: Hashable, Sendable {
    /// Added to the variance.
    public var epsilon: Double

    /// Describes a normalisation; 1e-5 is PyTorch's default.
    public init(epsilon: Double = 1e-5) {
        self.epsilon = epsilon
    }
}

/// The settings of a fully connected layer. Weights are `[K, D]`, the bias is `[K]`.
public struct Linear: Hashable, Sendable {
    /// The number of outputs, K.
    public var features: Int
    /// Whether a bias is added.
    public var hasBias: Bool
    /// The function behind; rewriting passes set it.
    public var activation: Activation?

    /// Describes a fully connected layer.
    public init(features: Int, hasBias: Bool = true, activation: Activation? = nil) {
        self.features = features
        self.hasBias = hasBias
        self.activation = activation
    }
}

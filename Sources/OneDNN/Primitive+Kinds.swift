internal import COneDNN

extension Primitive {
    /// A convolution with everything that is fused behind it.
    public struct Convolution: Hashable, Sendable {
        /// The number of filters, O.
        public var outputChannels: Int
        /// The number of groups; as many as input channels for a depthwise convolution.
        public var groups: Int
        /// Kernel, stride, dilation and padding.
        public var window: Window
        /// Whether a bias `[O]` is added.
        public var hasBias: Bool
        /// Whether the result is added to what the output buffer holds, before the activation.
        public var addsToOutput: Bool
        /// The function behind.
        public var activation: FusedActivation?

        /// Describes a convolution.
        public init(
            outputChannels: Int, groups: Int, window: Window, hasBias: Bool, addsToOutput: Bool,
            activation: FusedActivation?
        ) {
            self.outputChannels = outputChannels
            self.groups = groups
            self.window = window
            self.hasBias = hasBias
            self.addsToOutput = addsToOutput
            self.activation = activation
        }

        var value: onednn_convolution {
            let activation = activation.parameters
            return onednn_convolution(
                output_channels: Int64(outputChannels), groups: Int64(groups), window: window.value,
                has_bias: hasBias ? 1 : 0, adds_to_output: addsToOutput ? 1 : 0, activation: activation.kind,
                alpha: activation.alpha, beta: activation.beta)
        }
    }

    /// Compiles a convolution.
    ///
    /// - Throws: `OneDNNError` where shapes do not fit or no kernel exists.
    public static func convolution(
        _ convolution: Convolution, source: Layout, output: Layout
    ) throws(OneDNNError) -> Primitive {
        var value = convolution.value
        return unsafe try make("a convolution") { handle in
            unsafe onednn_convolution_create(&handle, &value, source.handle, output.handle)
        }
    }

    /// Which number a pooling window yields.
    public enum Pooling: Hashable, Sendable {
        /// The largest value.
        case max
        /// The mean of the values inside the image.
        case average
        /// The sum of the values divided by the size of the window, padding counted as zeros.
        case averageIncludingPadding

        var value: onednn_pooling_kind {
            switch self {
            case .max: ONEDNN_POOLING_MAX
            case .average: ONEDNN_POOLING_AVERAGE
            case .averageIncludingPadding: ONEDNN_POOLING_AVERAGE_WITH_PADDING
            }
        }
    }

    /// Compiles a pooling operation.
    ///
    /// - Throws: `OneDNNError` where shapes do not fit or no kernel exists.
    public static func pooling(
        _ kind: Pooling, window: Window, source: Layout, output: Layout
    ) throws(OneDNNError) -> Primitive {
        var value = window.value
        return unsafe try make("a pooling operation") { handle in
            unsafe onednn_pooling_create(&handle, kind.value, &value, source.handle, output.handle)
        }
    }

    /// Compiles `activation(x · Wᵀ + b)` for x `[N, D]` and W `[K, D]`.
    ///
    /// - Throws: `OneDNNError` where shapes do not fit or no kernel exists.
    public static func linear(
        hasBias: Bool, activation: FusedActivation?, source: Layout, output: Layout
    ) throws(OneDNNError) -> Primitive {
        let parameters = activation.parameters
        return unsafe try make("a linear layer") { handle in
            unsafe onednn_linear_create(
                &handle, hasBias ? 1 : 0, parameters.kind, parameters.alpha, parameters.beta, source.handle,
                output.handle)
        }
    }

    /// Compiles an element-wise function; it may run in place.
    ///
    /// - Throws: `OneDNNError` where no kernel exists.
    public static func activation(
        _ activation: FusedActivation, layout: Layout
    ) throws(OneDNNError) -> Primitive {
        let parameters = activation.parameters
        return unsafe try make("an activation") { handle in
            unsafe onednn_activation_create(
                &handle, parameters.kind, parameters.alpha, parameters.beta, layout.handle)
        }
    }

    /// Compiles the element-wise sum of two tensors of one layout, with an activation behind.
    ///
    /// - Throws: `OneDNNError` where no kernel exists.
    public static func add(activation: FusedActivation?, layout: Layout) throws(OneDNNError) -> Primitive {
        let parameters = activation.parameters
        return unsafe try make("an addition") { handle in
            unsafe onednn_add_create(
                &handle, parameters.kind, parameters.alpha, parameters.beta, layout.handle)
        }
    }

    /// Compiles a copy from one layout into another of the same shape.
    ///
    /// - Throws: `OneDNNError` where no kernel exists.
    public static func reorder(from source: Layout, to output: Layout) throws(OneDNNError) -> Primitive {
        unsafe try make("a reorder") { handle in
            unsafe onednn_reorder_create(&handle, source.handle, output.handle)
        }
    }
}

internal import COneDNN

/// The operations that training needs beside those of inference. A gradient is a source like any other, and what an
/// operation computes is its output.
extension Primitive {
    /// Compiles the gradient of a convolution with respect to its input: source is the gradient of its output, output
    /// that of its input, and the weights are packed for this operation.
    ///
    /// - Parameters:
    ///   - convolution: The convolution, without anything fused behind it.
    ///   - gradient: The layout of the gradient of the convolution's output.
    ///   - output: The layout of the gradient of its input.
    /// - Throws: `OneDNNError` where shapes do not fit or no kernel exists.
    public static func convolutionInputGradient(
        _ convolution: Convolution, gradient: Layout, output: Layout
    ) throws(OneDNNError) -> Primitive {
        var value = convolution.value
        return unsafe try make("the gradient of a convolution's input") { handle in
            unsafe onednn_convolution_backward_data_create(&handle, &value, gradient.handle, output.handle)
        }
    }

    /// Compiles the gradient of a convolution with respect to its weights and bias: source is the convolution's input,
    /// second source the gradient of its output, output the gradient of the weights in the order that the kernel likes.
    ///
    /// - Throws: `OneDNNError` where shapes do not fit or no kernel exists.
    public static func convolutionWeightsGradient(
        _ convolution: Convolution, source: Layout, gradient: Layout
    ) throws(OneDNNError) -> Primitive {
        var value = convolution.value
        return unsafe try make("the gradient of a convolution's weights") { handle in
            unsafe onednn_convolution_backward_weights_create(
                &handle, &value, source.handle, gradient.handle)
        }
    }

    /// Compiles a pooling operation that remembers in a workspace what its gradient needs.
    ///
    /// - Throws: `OneDNNError` where shapes do not fit or no kernel exists.
    public static func poolingForTraining(
        _ kind: Pooling, window: Window, source: Layout, output: Layout
    ) throws(OneDNNError) -> Primitive {
        var value = window.value
        return unsafe try make("a pooling operation for training") { handle in
            unsafe onednn_pooling_training_create(&handle, kind.value, &value, source.handle, output.handle)
        }
    }

    /// Compiles the gradient of a pooling operation; it reads the workspace that the operation left.
    ///
    /// - Parameters:
    ///   - gradient: The layout of the gradient of the operation's output.
    ///   - output: The layout of the gradient of its input.
    /// - Throws: `OneDNNError` where shapes do not fit or no kernel exists.
    public static func poolingGradient(
        _ kind: Pooling, window: Window, gradient: Layout, output: Layout
    ) throws(OneDNNError) -> Primitive {
        var value = window.value
        return unsafe try make("the gradient of a pooling operation") { handle in
            unsafe onednn_pooling_backward_create(
                &handle, kind.value, &value, gradient.handle, output.handle)
        }
    }

    /// Compiles the gradient of an element-wise function: source is the function's input, second source the gradient of
    /// its output, which the output may replace.
    ///
    /// - Throws: `OneDNNError` where no kernel exists.
    public static func activationGradient(
        _ activation: FusedActivation, layout: Layout
    ) throws(OneDNNError) -> Primitive {
        let parameters = activation.parameters
        return unsafe try make("the gradient of an activation") { handle in
            unsafe onednn_activation_backward_create(
                &handle, parameters.kind, parameters.alpha, parameters.beta, layout.handle)
        }
    }

    /// The layout of weights as they are stored, `[O, I / groups, kh, kw]`; nil for an operation without.
    public var plainWeights: Layout? {
        unsafe onednn_operation_plain_weights(handle).map { unsafe Layout(owning: $0) }
    }

    /// The layout of the packed weights; nil for an operation without.
    public var packedWeights: Layout? {
        unsafe onednn_operation_layout(handle, ONEDNN_ROLE_WEIGHTS).map { unsafe Layout(owning: $0) }
    }

    /// What a forward operation leaves for its gradient, in bytes; 0 for nothing.
    public var workspaceByteCount: Int { byteCount(ONEDNN_ROLE_WORKSPACE) }
}

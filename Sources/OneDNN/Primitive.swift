internal import COneDNN
public import Tensors

/// A compiled operation of oneDNN. Immutable; any number of threads may run steps made of it.
@safe public final class Primitive: @unchecked Sendable {
    // Immutable after creation. This class alone destroys it.
    let handle: OpaquePointer

    /// The layout of the input.
    public let source: Layout

    /// The layout of the result, chosen by oneDNN where the caller left it open.
    public let output: Layout

    private init(owning handle: OpaquePointer) throws(OneDNNError) {
        unsafe self.handle = handle
        guard let source = unsafe onednn_operation_layout(handle, ONEDNN_ROLE_SOURCE),
            let output = unsafe onednn_operation_layout(handle, ONEDNN_ROLE_OUTPUT)
        else {
            unsafe onednn_operation_destroy(handle)
            throw OneDNNError(operation: "read the layouts of an operation", status: 1)
        }
        self.source = unsafe Layout(owning: source)
        self.output = unsafe Layout(owning: output)
    }

    deinit {
        unsafe onednn_operation_destroy(handle)
    }

    /// The name of the kernel that oneDNN chose, for example `jit:avx2`.
    public var implementation: String { unsafe String(cString: onednn_operation_implementation(handle)) }

    /// The working memory that a run needs, in bytes.
    public var scratchpadByteCount: Int { byteCount(ONEDNN_ROLE_SCRATCHPAD) }

    /// Whether a bias is among the arguments.
    public var hasBias: Bool { byteCount(ONEDNN_ROLE_BIAS) > 0 }

    func byteCount(_ role: onednn_role) -> Int {
        unsafe onednn_operation_byte_count(handle, role)
    }

    /// Reorders plain weights, `[O, I / groups, kh, kw]` or `[K, D]`, into the order that the kernel reads.
    ///
    /// - Throws: `OneDNNError` where oneDNN cannot.
    /// - Precondition: The operation has weights, and this many of them.
    public func packedWeights(_ weights: Tensor<Float>) throws(OneDNNError) -> AlignedBuffer {
        let packed = AlignedBuffer(byteCount: byteCount(ONEDNN_ROLE_WEIGHTS))
        precondition(
            packed.byteCount >= weights.shape.elementCount * 4,
            "weights of \(weights.shape) for an operation that takes \(packed.byteCount) bytes")
        Runtime.useOneThread()
        let status = unsafe weights.values.withUnsafeBufferPointer { values in
            unsafe onednn_operation_pack_weights(handle, values.baseAddress, packed.base)
        }
        try OneDNNError.check(status, "pack weights of \(weights.shape)")
        return packed
    }

    static func make(
        _ description: @autoclosure () -> String, _ create: (inout OpaquePointer?) -> Int32
    ) throws(OneDNNError) -> Primitive {
        Runtime.useOneThread()
        var handle: OpaquePointer?
        let status = unsafe create(&handle)
        guard status == 0, let created = unsafe handle else {
            throw OneDNNError(operation: "create \(description())", status: status)
        }
        return unsafe try Primitive(owning: created)
    }
}

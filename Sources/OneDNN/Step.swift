internal import COneDNN

/// The order in which steps run; each thread has its own.
@safe public final class Stream {
    let handle: OpaquePointer

    /// Opens a stream on the processor.
    ///
    /// - Throws: `OneDNNError` without memory.
    public init() throws(OneDNNError) {
        var handle: OpaquePointer?
        let status = unsafe onednn_stream_create(&handle)
        guard status == 0, let created = unsafe handle else {
            throw OneDNNError(operation: "open a stream", status: status)
        }
        unsafe self.handle = created
    }

    deinit {
        unsafe onednn_stream_destroy(handle)
    }
}

/// A stretch of a buffer that an operation reads or writes.
public struct BufferSlice: Sendable {
    let buffer: AlignedBuffer
    let byteOffset: Int

    /// Points into a buffer.
    ///
    /// - Precondition: The offset lies inside.
    public init(_ buffer: AlignedBuffer, byteOffset: Int = 0) {
        precondition(
            byteOffset >= 0 && byteOffset <= buffer.byteCount,
            "offset \(byteOffset) is outside a buffer of \(buffer.byteCount) bytes")
        self.buffer = buffer
        self.byteOffset = byteOffset
    }
}

/// An operation bound to its buffers, ready to run on one thread at a time.
@safe public final class Step {
    private let handle: OpaquePointer
    // Keeps what the handle points to alive.
    private let operation: Primitive
    private let buffers: [AlignedBuffer]

    /// The buffers of an operation; those that it does not have stay nil.
    public struct Arguments {
        /// The input.
        public var source: BufferSlice
        /// The second input of an addition.
        public var secondSource: BufferSlice?
        /// Packed weights.
        public var weights: BufferSlice?
        /// The bias.
        public var bias: BufferSlice?
        /// The result.
        public var output: BufferSlice
        /// Working memory.
        public var scratchpad: BufferSlice?
        /// What a forward operation leaves for its gradient.
        public var workspace: BufferSlice?

        /// Names the buffers that every operation has.
        public init(source: BufferSlice, output: BufferSlice) {
            self.source = source
            self.output = output
        }

        /// In the order of the roles in the C header.
        fileprivate var byRole: [BufferSlice?] {
            [source, secondSource, weights, bias, output, scratchpad, workspace]
        }
    }

    /// Binds an operation to buffers, which it keeps alive.
    ///
    /// - Throws: `OneDNNError` where a buffer is missing.
    /// - Precondition: Every buffer is large enough behind its offset.
    public init(_ operation: Primitive, _ arguments: Arguments) throws(OneDNNError) {
        let slices = arguments.byRole
        var pointers: [UnsafeMutableRawPointer?] = unsafe []
        for (role, slice) in slices.enumerated() {
            let needed = operation.byteCount(onednn_role(UInt32(role)))
            if let slice {
                precondition(
                    slice.byteOffset + needed <= slice.buffer.byteCount,
                    "role \(role) needs \(needed) bytes at \(slice.byteOffset) of \(slice.buffer.byteCount)")
                unsafe pointers.append(slice.buffer.base + slice.byteOffset)
            } else {
                unsafe pointers.append(nil)
            }
        }
        var handle: OpaquePointer?
        let status = unsafe pointers.withUnsafeMutableBufferPointer { roles in
            unsafe onednn_step_create(&handle, operation.handle, roles.baseAddress)
        }
        guard status == 0, let created = unsafe handle else {
            throw OneDNNError(operation: "bind an operation to its buffers", status: status)
        }
        unsafe self.handle = created
        self.operation = operation
        buffers = slices.compactMap { $0?.buffer }
    }

    deinit {
        unsafe onednn_step_destroy(handle)
    }

    /// Runs the operation to its end on the calling thread.
    ///
    /// - Throws: `OneDNNError` when the kernel fails.
    public func run(on stream: Stream) throws(OneDNNError) {
        try OneDNNError.check(unsafe onednn_step_run(handle, stream.handle), "run an operation")
    }
}

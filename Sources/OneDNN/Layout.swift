internal import COneDNN
public import Tensors

/// How a tensor of 32-bit floats lies in memory: its shape with strides or blocking.
///
/// The shape is always `[N, C, H, W]`, or `[N, D]` for vectors, whatever the order in memory.
@safe public final class Layout: @unchecked Sendable {
    // Immutable after creation: any thread may read it. This class alone destroys it.
    let handle: OpaquePointer

    /// The orders that a caller can ask for.
    public enum Format: Hashable, Sendable {
        /// The operation chooses what suits its kernel.
        case any
        /// `N C H W` in memory.
        case channelsFirst
        /// `N H W C` in memory.
        case channelsLast

        var value: onednn_format {
            switch self {
            case .any: ONEDNN_FORMAT_ANY
            case .channelsFirst: ONEDNN_FORMAT_CHANNELS_FIRST
            case .channelsLast: ONEDNN_FORMAT_CHANNELS_LAST
            }
        }
    }

    init(owning handle: OpaquePointer) {
        unsafe self.handle = handle
    }

    /// Describes a tensor of two or four axes.
    ///
    /// - Throws: `OneDNNError` for another number of axes, or without memory.
    public convenience init(shape: Shape, format: Format) throws(OneDNNError) {
        var handle: OpaquePointer?
        let status = unsafe onednn_layout_create(
            &handle, Int32(shape.rank), shape.dimensions.map(Int64.init), format.value)
        guard status == 0, let created = unsafe handle else {
            throw OneDNNError(operation: "describe a tensor of \(shape)", status: status)
        }
        unsafe self.init(owning: created)
    }

    deinit {
        unsafe onednn_layout_destroy(handle)
    }

    /// The memory that a tensor of this layout takes, padding included; 0 while the format is `any`.
    public var byteCount: Int { unsafe onednn_layout_byte_count(handle) }

    /// Whether both describe the same bytes.
    public func isEqual(to other: Layout) -> Bool {
        unsafe onednn_layout_equal(handle, other.handle) != 0
    }
}

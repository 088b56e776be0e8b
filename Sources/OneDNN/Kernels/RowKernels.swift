internal import CNetworkKernels

/// Loops over rows of channels in which each row is computed for itself: a row is one position of one image.
public struct RowKernels: Hashable, Sendable {
    /// The number of rows, N · H · W.
    public let rowCount: Int
    /// C.
    public let channelCount: Int

    /// Describes the matrix `[rows, channels]` that all arguments are.
    public init(rowCount: Int, channelCount: Int) {
        self.rowCount = rowCount
        self.channelCount = channelCount
    }

    private static let size = MemoryLayout<Float>.stride
    private var byteCount: Int { rowCount * channelCount * Self.size }
    private var channelByteCount: Int { channelCount * Self.size }

    /// Layer normalisation: `(x − m) / √(v + ε) · weight + bias`, m and v of each row.
    public func normalize(
        _ values: BufferSlice, weight: BufferSlice, bias: BufferSlice, epsilon: Float,
        into output: BufferSlice
    ) {
        unsafe network_normalize_rows(
            values.floats(byteCount), rowCount, channelCount, weight.floats(channelByteCount),
            bias.floats(channelByteCount), epsilon, output.floats(byteCount))
    }

    /// The gradients of layer normalisation; the output may be the incoming gradient.
    public func normalizeGradient(
        _ values: BufferSlice, gradient: BufferSlice, weight: BufferSlice, epsilon: Float,
        weightGradient: BufferSlice, biasGradient: BufferSlice, into output: BufferSlice
    ) {
        unsafe network_normalize_rows_gradient(
            values.floats(byteCount), gradient.floats(byteCount), rowCount, channelCount,
            weight.floats(channelByteCount), epsilon, weightGradient.floats(channelByteCount),
            biasGradient.floats(channelByteCount), output.floats(byteCount))
    }

    /// The softmax of each row.
    public func softmax(_ values: BufferSlice, into output: BufferSlice) {
        unsafe network_softmax_rows(
            values.floats(byteCount), rowCount, channelCount, output.floats(byteCount))
    }

    /// The gradient of a softmax from its result; the output may be the incoming gradient.
    public func softmaxGradient(result: BufferSlice, gradient: BufferSlice, into output: BufferSlice) {
        unsafe network_softmax_rows_gradient(
            result.floats(byteCount), gradient.floats(byteCount), rowCount, channelCount,
            output.floats(byteCount))
    }

    /// Copies all channels of each row to where they lie among those of a wider matrix.
    ///
    /// - Parameters:
    ///   - first: The number of the first of them there.
    ///   - width: The number of channels of the wider matrix.
    public func join(_ values: BufferSlice, into output: BufferSlice, at first: Int, of width: Int) {
        precondition(
            first >= 0 && first + channelCount <= width, "\(channelCount) channels at \(first) of \(width)")
        unsafe network_copy_channels(
            values.floats(byteCount), channelCount, 0, rowCount, channelCount,
            output.floats(rowCount * width * Self.size), width, first)
    }

    /// Copies some channels of each row out of a wider matrix.
    public func part(_ values: BufferSlice, at first: Int, of width: Int, into output: BufferSlice) {
        precondition(
            first >= 0 && first + channelCount <= width, "\(channelCount) channels at \(first) of \(width)")
        unsafe network_copy_channels(
            values.floats(rowCount * width * Self.size), width, first, rowCount, channelCount,
            output.floats(byteCount), channelCount, 0)
    }
}

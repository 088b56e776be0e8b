internal import CNetworkKernels

/// Loops over all values of a tensor, whatever its shape.
public enum ValueKernels {
    private static let size = MemoryLayout<Float>.stride

    /// `output = clip(first + second)`; the output may be either.
    public static func add(
        _ first: BufferSlice, _ second: BufferSlice, count: Int, clip: Clip = .none, into output: BufferSlice
    ) {
        let byteCount = count * size
        unsafe network_add(
            first.floats(byteCount), second.floats(byteCount), count, clip.value, output.floats(byteCount))
    }

    /// `output = first · second`; the output may be either.
    public static func multiply(
        _ first: BufferSlice, _ second: BufferSlice, count: Int, into output: BufferSlice
    ) {
        let byteCount = count * size
        unsafe network_multiply(
            first.floats(byteCount), second.floats(byteCount), count, output.floats(byteCount))
    }

    /// The gradient where a clip let its own result through, else 0; the output may be the gradient.
    public static func clipGradient(
        result: BufferSlice, gradient: BufferSlice, count: Int, clip: Clip, into output: BufferSlice
    ) {
        let byteCount = count * size
        unsafe network_clip_gradient(
            result.floats(byteCount), gradient.floats(byteCount), count, clip.value, output.floats(byteCount))
    }

    /// Replaces sums `[columns]` by those of the rows of a matrix `[rows, columns]`.
    public static func sumRows(_ values: BufferSlice, rows: Int, columns: Int, into sums: BufferSlice) {
        let output = unsafe sums.floats(columns * size)
        unsafe output.update(repeating: 0, count: columns)
        unsafe network_add_rows(values.floats(rows * columns * size), rows, columns, output)
    }

    /// The mean over positions, `[N, P, C] → [N, C]`.
    public static func meanPositions(
        _ values: BufferSlice, images: Int, positions: Int, channels: Int, into means: BufferSlice
    ) {
        unsafe network_mean_positions(
            values.floats(images * positions * channels * size), images, positions, channels,
            means.floats(images * channels * size))
    }

    /// The gradient of the mean over positions, `[N, C] → [N, P, C]`.
    public static func meanPositionsGradient(
        _ gradient: BufferSlice, images: Int, positions: Int, channels: Int, into output: BufferSlice
    ) {
        unsafe network_mean_positions_gradient(
            gradient.floats(images * channels * size), images, positions, channels,
            output.floats(images * positions * channels * size))
    }

    /// Swaps the last two axes, `[N, R, C] → [N, C, R]`.
    public static func transpose(
        _ values: BufferSlice, images: Int, rows: Int, columns: Int, into output: BufferSlice
    ) {
        let byteCount = images * rows * columns * size
        unsafe network_transpose(
            values.floats(byteCount), images, rows, columns, output.floats(byteCount))
    }

    /// Copies floats.
    public static func copy(_ values: BufferSlice, count: Int, into output: BufferSlice) {
        let byteCount = count * size
        unsafe output.floats(byteCount).update(from: values.floats(byteCount), count: count)
    }
}

extension BufferSlice {
    /// The floats behind the offset.
    ///
    /// - Precondition: So many bytes lie inside.
    func floats(_ byteCount: Int) -> UnsafeMutablePointer<Float> {
        precondition(
            byteCount >= 0 && byteOffset + byteCount <= buffer.byteCount,
            "\(byteCount) bytes at \(byteOffset) of \(buffer.byteCount)")
        return unsafe (buffer.base + byteOffset).assumingMemoryBound(to: Float.self)
    }

    /// The slice that begins some floats later.
    public func advanced(by floatCount: Int) -> BufferSlice {
        BufferSlice(buffer, byteOffset: byteOffset + floatCount * MemoryLayout<Float>.stride)
    }

    /// Lends the floats behind the offset.
    ///
    /// - Precondition: So many lie inside.
    public func withFloats<Result>(count: Int, _ body: (inout MutableSpan<Float>) -> Result) -> Result {
        buffer.withFloats(at: byteOffset, count: count, body)
    }
}

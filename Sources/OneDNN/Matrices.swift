internal import COneDNN

/// Products of small matrices on the calling thread.
public enum Matrices {
    /// Whether a matrix is stored as named or with its axes swapped.
    public enum Storage: Hashable, Sendable {
        /// As the product reads it.
        case plain
        /// With rows and columns swapped.
        case transposed
    }

    /// Multiplies matrices on the calling thread: `output [M, N] = left [M, I] · right [I, N] + β · output`.
    ///
    /// All matrices are row-major; a transposed one is stored as `[I, M]` or `[N, I]`.
    ///
    /// - Parameters:
    ///   - rows: M.
    ///   - columns: N.
    ///   - inner: I.
    ///   - scale: β, what becomes of the old output.
    /// - Throws: `OneDNNError` when the kernel fails.
    /// - Precondition: Every span holds its whole matrix.
    public static func multiply(
        _ left: Span<Float>, _ leftStorage: Storage = .plain, by right: Span<Float>,
        _ rightStorage: Storage = .plain, rows: Int, columns: Int, inner: Int,
        addingToOutputScaledBy scale: Float = 0, into output: inout MutableSpan<Float>
    ) throws(OneDNNError) {
        precondition(
            left.count >= rows * inner && right.count >= inner * columns && output.count >= rows * columns,
            """
            \(left.count), \(right.count) and \(output.count) floats cannot hold a product of \
            \(rows)×\(inner) and \(inner)×\(columns)
            """)
        guard rows > 0, columns > 0 else { return }
        Runtime.useOneThread()
        let status = unsafe left.withUnsafeBufferPointer { leftValues in
            unsafe right.withUnsafeBufferPointer { rightValues in
                unsafe output.withUnsafeMutableBufferPointer { outputValues in
                    unsafe onednn_multiply(
                        leftStorage == .transposed ? 1 : 0, rightStorage == .transposed ? 1 : 0, Int64(rows),
                        Int64(columns), Int64(inner), leftValues.baseAddress, rightValues.baseAddress, scale,
                        outputValues.baseAddress)
                }
            }
        }
        try OneDNNError.check(status, "multiply \(rows)×\(inner) by \(inner)×\(columns)")
    }

    /// Multiplies matrices that lie in buffers, as above.
    ///
    /// - Throws: `OneDNNError` when the kernel fails.
    /// - Precondition: Every slice holds its whole matrix.
    public static func multiply(
        _ left: BufferSlice, _ leftStorage: Storage = .plain, by right: BufferSlice,
        _ rightStorage: Storage = .plain, rows: Int, columns: Int, inner: Int,
        addingToOutputScaledBy scale: Float = 0, into output: BufferSlice
    ) throws(OneDNNError) {
        let size = MemoryLayout<Float>.stride
        Runtime.useOneThread()
        let status = unsafe onednn_multiply(
            leftStorage == .transposed ? 1 : 0, rightStorage == .transposed ? 1 : 0, Int64(rows),
            Int64(columns), Int64(inner), left.floats(rows * inner * size),
            right.floats(inner * columns * size), scale, output.floats(rows * columns * size))
        try OneDNNError.check(status, "multiply \(rows)×\(inner) by \(inner)×\(columns)")
    }
}

internal import OneDNN

/// The three products of a fully connected layer, `y [N, K] = x [N, D] · Wᵀ + b` with W `[K, D]`.
struct LinearKernels {
    private let call: TrainingInstruction.LinearCall

    init(_ call: TrainingInstruction.LinearCall) {
        self.call = call
    }

    func forward(
        _ source: BufferSlice, weight: BufferSlice, bias: BufferSlice?, into output: BufferSlice
    ) throws(OneDNNError) {
        if let bias {
            for row in 0..<call.rows {
                ValueKernels.copy(bias, count: call.columns, into: output.advanced(by: row * call.columns))
            }
        }
        try Matrices.multiply(
            source, by: weight, .transposed, rows: call.rows, columns: call.columns, inner: call.inner,
            addingToOutputScaledBy: bias == nil ? 0 : 1, into: output)
    }

    func weightsGradient(
        _ source: BufferSlice, gradient: BufferSlice, into output: BufferSlice
    ) throws(OneDNNError) {
        try Matrices.multiply(
            gradient, .transposed, by: source, rows: call.columns, columns: call.inner, inner: call.rows,
            into: output)
    }

    func inputGradient(
        _ gradient: BufferSlice, weight: BufferSlice, into output: BufferSlice
    ) throws(OneDNNError) {
        try Matrices.multiply(
            gradient, by: weight, rows: call.rows, columns: call.inner, inner: call.columns, into: output)
    }
}

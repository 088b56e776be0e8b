internal import Networks
public import Tensors

/// One worker's way of running a `SensitivityPlan`: an image first, then as many gradients as are wanted.
///
/// A session belongs to one task at a time.
public final class SensitivitySession {
    /// The plan that this session runs.
    public let plan: SensitivityPlan

    /// The last feature map of the image of the last run, `[C, H, W]`.
    public private(set) var featureMap: Tensor<Float>

    private let prefix: InferenceSession
    private let suffix: TrainingSession

    init(_ plan: SensitivityPlan) throws(ExecutionError) {
        self.plan = plan
        prefix = try plan.prefix.makeSession()
        suffix = try TrainingSession(plan.suffix)
        featureMap = Tensor(shape: plan.featureMap.shape, repeating: 0)
    }

    /// Lends the input, `[H, W, C]` floats, to be filled before each run: running overwrites it.
    public func withInput<Result>(_ body: (inout MutableSpan<Float>) -> Result) -> Result {
        prefix.withInput(body)
    }

    /// Computes the last feature map of the image in the input.
    ///
    /// - Throws: `ExecutionError.kernel` when a kernel fails.
    public func run() throws(ExecutionError) {
        try prefix.run()
        featureMap = prefix.output().row(0)
    }

    /// The gradient of a weighted sum of the outputs with respect to the last feature map.
    ///
    /// - Parameter outputWeights: The weight of each output, K numbers: 1 for one of them and 0 for the
    ///   others gives the gradient of that one.
    /// - Returns: `∂(Σ wₖ yₖ) / ∂A` for the last run's image, `[C, H, W]`.
    /// - Throws: `ExecutionError.kernel` when a kernel fails.
    /// - Precondition: There is a weight for each output, and an image has been run.
    public func gradient(outputWeights: [Float]) throws(ExecutionError) -> Tensor<Float> {
        precondition(
            outputWeights.count == plan.outputCount,
            "\(outputWeights.count) weights for \(plan.outputCount) outputs")
        let (channels, positions) = (plan.featureMap.channels, plan.featureMap.height * plan.featureMap.width)
        let map = featureMap.values
        // Going back overwrites what going forward left, so that each gradient begins anew.
        suffix.withInput { input in
            Self.transpose(map.span, rows: channels, columns: positions, into: &input)
        }
        try suffix.forward(dropoutSeed: 0)
        suffix.withOutput { _, gradient in
            for index in outputWeights.indices { gradient[index] = outputWeights[index] }
        }
        try suffix.backward()
        let gradient = suffix.inputGradient()
        var values = gradient
        var span = values.mutableSpan
        Self.transpose(gradient.span, rows: positions, columns: channels, into: &span)
        return Tensor(shape: plan.featureMap.shape, values: values)
    }

    /// Writes a matrix `[rows, columns]` as `[columns, rows]`.
    private static func transpose(
        _ matrix: Span<Float>, rows: Int, columns: Int, into output: inout MutableSpan<Float>
    ) {
        for row in 0..<rows {
            for column in 0..<columns { output[column * rows + row] = matrix[row * columns + column] }
        }
    }
}

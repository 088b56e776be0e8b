internal import Tensors

/// The arithmetic of Grad-CAM; see `Explainer`.
enum GradCAM {
    /// `Σ αₖ Aₖ` with `αₖ` the mean of the gradient over all positions.
    ///
    /// - Parameters:
    ///   - featureMap: A, `[C, h, w]`.
    ///   - gradient: That of the output with respect to A, `[C, h, w]`.
    /// - Returns: `[h, w]`.
    static func scores(featureMap: Tensor<Float>, gradient: Tensor<Float>) -> [Double] {
        let (channels, positions) = (gradient.shape[0], gradient.shape[1] * gradient.shape[2])
        let (values, slopes) = (featureMap.values.span, gradient.values.span)
        var scores = [Double](repeating: 0, count: positions)
        var output = scores.mutableSpan
        for channel in 0..<channels {
            let start = channel * positions
            var sum = 0.0
            for position in 0..<positions { sum += Double(slopes[start + position]) }
            let weight = sum / Double(positions)
            for position in 0..<positions { output[position] += weight * Double(values[start + position]) }
        }
        return scores
    }
}

internal import Networks
internal import Tensors

// With n values of mean m, variance v and s = √(v + ε), the normalised x̂ = (x − m) / s depends on x also by
// m and v: a gradient g of x̂ comes back as (g − mean(g) − x̂ · mean(g · x̂)) / s.
// Source: Ioffe & Szegedy 2015, section 3, <https://arxiv.org/abs/1502.03167>.
extension ReferenceGradients {
    /// Mean and variance of each channel over N, H and W.
    static func statistics(of input: Tensor<Double>) -> BatchStatistics {
        let channels = input.shape[1]
        let area = input.shape.elementCount / (input.shape[0] * channels)
        let count = input.shape[0] * area
        var mean = [Double](repeating: 0, count: channels)
        var variance = mean
        for index in input.values.indices { mean[index / area % channels] += input[index] }
        for channel in mean.indices { mean[channel] /= Double(count) }
        for index in input.values.indices {
            let distance = input[index] - mean[index / area % channels]
            variance[index / area % channels] += distance * distance
        }
        return BatchStatistics(
            mean: mean, variance: variance.map { $0 / Double(count) }, valueCount: count)
    }

    func normalize(
        _ input: Tensor<Double>, _ node: Node, _ settings: BatchNormalization, _ seen: BatchStatistics
    ) -> Tensor<Double> {
        let weight = executor.parameter(node, .weight)
        let bias = executor.parameter(node, .bias)
        let channels = input.shape[1]
        let area = input.shape.elementCount / (input.shape[0] * channels)
        let scales = seen.variance.map { 1 / ($0 + settings.epsilon).squareRoot() }
        var output = input
        for index in input.values.indices {
            let channel = index / area % channels
            let normalized = (input[index] - seen.mean[channel]) * scales[channel]
            output[index] = normalized * weight[channel] + bias[channel]
        }
        return output
    }

    /// - Parameter seen: The shard's statistics; nil where the node is frozen and used its stored ones, which
    ///   are constants.
    func batchNormalization(
        _ node: Node, _ settings: BatchNormalization, _ input: Tensor<Double>, _ gradient: Tensor<Double>,
        _ seen: BatchStatistics?
    ) -> LocalGradients {
        let weight = executor.parameter(node, .weight)
        let mean = seen?.mean ?? executor.parameter(node, .runningMean)
        let variance = seen?.variance ?? executor.parameter(node, .runningVariance)
        let channels = input.shape[1]
        let area = input.shape.elementCount / (input.shape[0] * channels)
        let count = Double(input.shape[0] * area)
        let scales = variance.map { 1 / ($0 + settings.epsilon).squareRoot() }
        var normalized = input
        var weightGradient = [Double](repeating: 0, count: channels)
        var biasGradient = weightGradient
        for index in input.values.indices {
            let channel = index / area % channels
            normalized[index] = (input[index] - mean[channel]) * scales[channel]
            weightGradient[channel] += gradient[index] * normalized[index]
            biasGradient[channel] += gradient[index]
        }
        var inputGradient = gradient
        for index in input.values.indices {
            let channel = index / area % channels
            if seen != nil {
                inputGradient[index] -=
                    (biasGradient[channel] + normalized[index] * weightGradient[channel]) / count
            }
            inputGradient[index] *= weight[channel] * scales[channel]
        }
        return LocalGradients(
            inputs: [inputGradient],
            parameters: [
                .weight: Tensor(shape: [channels], values: weightGradient),
                .bias: Tensor(shape: [channels], values: biasGradient),
            ])
    }

    func layerNormalization(
        _ node: Node, _ settings: LayerNormalization, _ input: Tensor<Double>, _ gradient: Tensor<Double>
    ) -> LocalGradients {
        let weight = executor.parameter(node, .weight)
        let channels = weight.count
        var weightGradient = [Double](repeating: 0, count: channels)
        var biasGradient = weightGradient
        let inputGradient = zipChannels(input, gradient) { values, slopes in
            let count = Double(channels)
            let mean = values.reduce(0, +) / count
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
            let scale = 1 / (variance + settings.epsilon).squareRoot()
            let normalized = values.map { ($0 - mean) * scale }
            let scaled = zip(slopes, weight).map(*)
            let meanSlope = scaled.reduce(0, +) / count
            let meanProduct = zip(scaled, normalized).reduce(0) { $0 + $1.0 * $1.1 } / count
            for channel in 0..<channels {
                weightGradient[channel] += slopes[channel] * normalized[channel]
                biasGradient[channel] += slopes[channel]
            }
            return zip(scaled, normalized).map { ($0 - meanSlope - $1 * meanProduct) * scale }
        }
        return LocalGradients(
            inputs: [inputGradient],
            parameters: [
                .weight: Tensor(shape: [channels], values: weightGradient),
                .bias: Tensor(shape: [channels], values: biasGradient),
            ])
    }

    /// `y · (g − Σ g y)` over the channels of each position, for the result y.
    func softmax(_ output: Tensor<Double>, _ gradient: Tensor<Double>) -> Tensor<Double> {
        zipChannels(output, gradient) { values, slopes in
            let mean = zip(values, slopes).reduce(0) { $0 + $1.0 * $1.1 }
            return zip(values, slopes).map { $0 * ($1 - mean) }
        }
    }

    /// Makes one value a channel of two, `[C]`, at every position.
    private func zipChannels(
        _ first: Tensor<Double>, _ second: Tensor<Double>,
        _ transform: (_ first: [Double], _ second: [Double]) -> [Double]
    ) -> Tensor<Double> {
        let channels = first.shape[1]
        let area = first.shape.elementCount / (first.shape[0] * channels)
        var output = first
        for image in 0..<first.shape[0] {
            for position in 0..<area {
                let places = (0..<channels).map { (image * channels + $0) * area + position }
                let result = transform(places.map { first[$0] }, places.map { second[$0] })
                for (place, value) in zip(places, result) { output[place] = value }
            }
        }
        return output
    }
}

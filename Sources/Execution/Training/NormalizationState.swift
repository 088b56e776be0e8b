internal import OneDNN

/// What a batch normalisation keeps from forward to backward, one number a channel: `y = scale · x + shift`.
struct NormalizationState {
    private(set) var mean: [Float] = []
    private(set) var scale: [Float] = []
    private(set) var shift: [Float] = []
    private(set) var inverseDeviation: [Double] = []
    private var exactMean: [Double] = []

    init() {}

    init(mean: [Double], variance: [Double], epsilon: Double, weight: [Float], bias: [Float]) {
        exactMean = mean
        self.mean = mean.map { Float($0) }
        inverseDeviation = variance.map { 1 / ($0 + epsilon).squareRoot() }
        let scales = zip(weight, inverseDeviation).map { Double($0) * $1 }
        scale = scales.map { Float($0) }
        shift = bias.indices.map { Float(Double(bias[$0]) - scales[$0] * mean[$0]) }
    }

    /// How a gradient passes where mean and variance depend on the values:
    /// `scale · (g − Σg / R − (x − mean) / σ² · Σ(g · (x − mean)) / R)`.
    /// Source: Ioffe & Szegedy 2015, section 3, <https://arxiv.org/abs/1502.03167>.
    func coefficients(
        _ sums: (sum: [Double], productSum: [Double]), rowCount: Int
    ) -> ChannelKernels.GradientCoefficients {
        let count = Double(rowCount)
        var (slopes, offsets): ([Float], [Float]) = ([], [])
        for channel in scale.indices {
            let factor = Double(scale[channel])
            let inverse = inverseDeviation[channel]
            let slope = -factor * inverse * inverse * sums.productSum[channel] / count
            slopes.append(Float(slope))
            offsets.append(Float(-factor * sums.sum[channel] / count - slope * exactMean[channel]))
        }
        return ChannelKernels.GradientCoefficients(factor: scale, slope: slopes, offset: offsets)
    }

    /// How a gradient passes where mean and variance are kept as they are: `scale · g`.
    var keptCoefficients: ChannelKernels.GradientCoefficients {
        let zeros = [Float](repeating: 0, count: scale.count)
        return ChannelKernels.GradientCoefficients(factor: scale, slope: zeros, offset: zeros)
    }
}

public import Networks

/// What batch normalisation saw of one shard of images, per channel `[C]`.
public struct BatchStatistics: Hashable, Sendable {
    /// The mean over N, H and W.
    public let mean: [Double]
    /// The mean square distance from the mean, by which the shard was normalised.
    public let variance: [Double]
    /// The number of values of each channel, N · H · W.
    public let valueCount: Int

    /// Records the statistics of one shard.
    public init(mean: [Double], variance: [Double], valueCount: Int) {
        self.mean = mean
        self.variance = variance
        self.valueCount = valueCount
    }

    /// The stored statistics after this shard: `(1 − momentum) · stored + momentum · shard`, with the
    /// unbiased estimate of the variance, `variance · n / (n − 1)`, as PyTorch has it. One value alone has no
    /// such estimate; its variance of 0 is taken as it is.
    ///
    /// - Precondition: The stored statistics have as many channels.
    public func updated(
        runningMean: [Double], runningVariance: [Double], _ settings: BatchNormalization
    ) -> (mean: [Double], variance: [Double]) {
        precondition(
            runningMean.count == mean.count && runningVariance.count == mean.count,
            "statistics of \(runningMean.count) channels and of \(mean.count)")
        let correction = valueCount > 1 ? Double(valueCount) / Double(valueCount - 1) : 1
        func follow(_ stored: Double, _ seen: Double) -> Double {
            (1 - settings.momentum) * stored + settings.momentum * seen
        }
        return (
            zip(runningMean, mean).map(follow),
            zip(runningVariance, variance).map { follow($0, $1 * correction) }
        )
    }
}

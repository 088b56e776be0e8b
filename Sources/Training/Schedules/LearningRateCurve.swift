import Glibc

/// What a learning-rate finder saw: the loss of each batch while the rate rises.
///
/// Losses of single batches are noisy, so the curve is an exponential moving average in which each point
/// keeps the share `smoothing` of the one before, divided by what it would be if all losses were 1 (else the
/// first points would be too low).
public struct LearningRateCurve: Hashable, Sendable, Encodable {
    /// One step of the sweep.
    public struct Point: Hashable, Sendable, Encodable {
        /// The learning rate.
        public let rate: Double
        /// The loss of the batch, before the step.
        public let loss: Double
        /// The smoothed loss.
        public let smoothed: Double
    }

    /// The rates that are tried.
    public let sweep: LearningRateSweep

    /// The share that each point keeps of the one before, in `0 ..< 1`.
    public let smoothing: Double

    /// The sweep ends where the smoothed loss exceeds the lowest one so far by this factor.
    public let divergenceFactor: Double

    /// The points so far; all are finite.
    public private(set) var points: [Point] = []

    /// Whether the loss has grown beyond bounds.
    public private(set) var hasDiverged = false

    private var average = 0.0

    /// Starts an empty curve.
    ///
    /// - Precondition: `smoothing` is in `0 ..< 1` and the factor is above 1.
    public init(sweep: LearningRateSweep, smoothing: Double = 0.9, divergenceFactor: Double = 4) {
        SettingRange.belowOne.require(smoothing, "smoothing")
        precondition(divergenceFactor > 1, "divergence factor \(divergenceFactor) is not above 1")
        self.sweep = sweep
        self.smoothing = smoothing
        self.divergenceFactor = divergenceFactor
    }

    /// The rate to try next; nil when the sweep has ended.
    public var nextRate: Double? {
        hasDiverged || points.count == sweep.stepCount ? nil : sweep.rate(step: points.count)
    }

    /// Adds the loss that the next rate came with.
    ///
    /// A loss that is not finite ends the sweep and is no point of the curve. So does a smoothed loss above
    /// `divergenceFactor` times the lowest one, which is kept.
    /// - Precondition: The sweep has not ended.
    public mutating func observe(_ loss: Double) {
        precondition(nextRate != nil, "the sweep has ended after \(points.count) steps")
        average = smoothing * average + (1 - smoothing) * loss
        let smoothed = average / (1 - pow(smoothing, Double(points.count + 1)))
        guard loss.isFinite, smoothed.isFinite else {
            hasDiverged = true
            return
        }
        let lowest = points.map(\.smoothed).min() ?? smoothed
        points.append(Point(rate: sweep.rate(step: points.count), loss: loss, smoothed: smoothed))
        hasDiverged = smoothed > divergenceFactor * lowest
    }

    /// The rate to train with: where the loss falls most steeply before the smoothed loss reaches its
    /// minimum.
    ///
    /// The slope at a point is that of the straight line, by least squares over the logarithm of the rate,
    /// through the losses of the points within a tenth of the sweep to both sides, but at least two. These
    /// are the losses themselves: the average lags behind them, which would make the suggestion several times
    /// too high. The first tenth of the sweep does not count, because its points have too few before them,
    /// and nor does what comes after the lowest smoothed loss, where training begins to diverge. Of equal
    /// slopes the first counts.
    ///
    /// - Returns: nil where the loss does not fall.
    public var suggestion: Double? {
        guard let lowest = points.indices.min(by: { points[$0].smoothed < points[$1].smoothed }) else {
            return nil
        }
        var best: (slope: Double, rate: Double)?
        let start = sweep.stepCount / 10
        guard start <= lowest else { return nil }
        for index in start...lowest {
            let slope = slope(at: index)
            if slope < best?.slope ?? 0 { best = (slope, points[index].rate) }
        }
        return best?.rate
    }

    private func slope(at index: Int) -> Double {
        let reach = max(2, sweep.stepCount / 10)
        let range = max(0, index - reach)...min(points.count - 1, index + reach)
        let middle = Double(range.lowerBound + range.upperBound) / 2
        let mean = range.reduce(0) { $0 + points[$1].loss } / Double(range.count)
        var (products, squares) = (0.0, 0.0)
        // Rates rise by equal factors, so the index stands for the logarithm.
        for neighbour in range {
            let offset = Double(neighbour) - middle
            products += offset * (points[neighbour].loss - mean)
            squares += offset * offset
        }
        return squares > 0 ? products / squares : 0
    }
}

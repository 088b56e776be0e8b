internal import CNetworkKernels

/// Loops over rows of channels, values in the order N H W C: a row is one position of one image.
public struct ChannelKernels: Hashable, Sendable {
    /// The number of rows, N · H · W.
    public let rowCount: Int
    /// C.
    public let channelCount: Int

    /// Describes the matrix `[rows, channels]` that all arguments are.
    public init(rowCount: Int, channelCount: Int) {
        self.rowCount = rowCount
        self.channelCount = channelCount
    }

    private var byteCount: Int { rowCount * channelCount * MemoryLayout<Float>.stride }

    /// The mean and the biased variance of each channel.
    public func statistics(of values: BufferSlice) -> (mean: [Double], variance: [Double]) {
        var mean = [Double](repeating: 0, count: channelCount)
        var variance = mean
        unsafe network_channel_statistics(
            values.floats(byteCount), rowCount, channelCount, &mean, &variance)
        return (mean, variance)
    }

    /// `output = clip(scale · values + shift)` by channel; the output may be the input.
    public func scale(
        _ values: BufferSlice, by scale: [Float], _ shift: [Float], clip: Clip, into output: BufferSlice
    ) {
        check(scale, shift)
        unsafe network_scale_rows(
            values.floats(byteCount), rowCount, channelCount, scale, shift, clip.value,
            output.floats(byteCount))
    }

    /// The sums over the rows of g and of `g · (values − mean)`, where g is the gradient that passes the clip of
    /// `scale · values + shift`.
    public func gradientSums(
        of values: BufferSlice, gradient: BufferSlice, scale: [Float], shift: [Float], mean: [Float],
        clip: Clip
    ) -> (sum: [Double], productSum: [Double]) {
        check(scale, shift, mean)
        var sum = [Double](repeating: 0, count: channelCount)
        var productSum = sum
        unsafe network_gradient_sums(
            values.floats(byteCount), gradient.floats(byteCount), rowCount, channelCount, scale, shift, mean,
            clip.value, &sum, &productSum)
        return (sum, productSum)
    }

    /// How a gradient passes back: `factor · g + slope · values + offset`, g as above.
    public struct GradientCoefficients: Hashable, Sendable {
        /// Multiplies the gradient.
        public var factor: [Float]
        /// Multiplies the value.
        public var slope: [Float]
        /// Is added.
        public var offset: [Float]

        /// Groups the coefficients, one of each a channel.
        public init(factor: [Float], slope: [Float], offset: [Float]) {
            self.factor = factor
            self.slope = slope
            self.offset = offset
        }
    }

    /// The gradient of the values; the output may be the incoming gradient.
    public func gradient(
        of values: BufferSlice, gradient: BufferSlice, scale: [Float], shift: [Float],
        coefficients: GradientCoefficients, clip: Clip, into output: BufferSlice
    ) {
        check(scale, shift, coefficients.factor, coefficients.slope, coefficients.offset)
        unsafe network_normalization_gradient(
            values.floats(byteCount), gradient.floats(byteCount), rowCount, channelCount, scale, shift,
            coefficients.factor, coefficients.slope, coefficients.offset, clip.value, output.floats(byteCount)
        )
    }

    private func check(_ lists: [Float]...) {
        for list in lists {
            precondition(list.count == channelCount, "\(list.count) numbers for \(channelCount) channels")
        }
    }
}

internal import OneDNN

extension TrainingSession {
    /// Normalises over the batch, or by the running statistics.
    func normalize(_ settings: TrainingInstruction.Normalization) {
        let channels = settings.kernels.channelCount
        let (mean, variance) = statistics(of: settings)
        let scales = floats(parameters.learned, settings.weight, channels)
        let shifts = floats(parameters.learned, settings.bias, channels)
        let state = NormalizationState(
            mean: mean, variance: variance, epsilon: settings.epsilon, weight: scales, bias: shifts)
        normalizations[settings.index] = state
        settings.kernels.scale(
            slice(settings.values), by: state.scale, state.shift, clip: settings.clip,
            into: slice(settings.output))
    }

    private func statistics(
        of settings: TrainingInstruction.Normalization
    ) -> (mean: [Double], variance: [Double]) {
        let channels = settings.kernels.channelCount
        guard settings.usesBatch else {
            return (
                floats(parameters.statistics, settings.runningMean, channels).map(Double.init),
                floats(parameters.statistics, settings.runningVariance, channels).map(Double.init)
            )
        }
        let found = settings.kernels.statistics(of: slice(settings.values))
        let size = MemoryLayout<Float>.stride
        statistics.write(found.mean.map(Float.init), at: settings.runningMean * size)
        statistics.write(found.variance.map(Float.init), at: settings.runningVariance * size)
        return found
    }

    /// The gradients of a normalisation: of its scale, its shift and its input.
    func normalizeGradient(
        _ settings: TrainingInstruction.Normalization, gradient incoming: Place, output: Place
    ) {
        let state = normalizations[settings.index]
        let sums = settings.kernels.gradientSums(
            of: slice(settings.values), gradient: slice(incoming), scale: state.scale, shift: state.shift,
            mean: state.mean, clip: settings.clip)
        let size = MemoryLayout<Float>.stride
        let scaled = zip(sums.productSum, state.inverseDeviation).map { Float($0 * $1) }
        gradient.write(scaled, at: settings.weight * size)
        gradient.write(sums.sum.map(Float.init), at: settings.bias * size)
        let coefficients =
            settings.usesBatch
            ? state.coefficients(sums, rowCount: settings.kernels.rowCount) : state.keptCoefficients
        settings.kernels.gradient(
            of: slice(settings.values), gradient: slice(incoming), scale: state.scale, shift: state.shift,
            coefficients: coefficients, clip: settings.clip, into: slice(output))
    }

    private func floats(_ buffer: AlignedBuffer, _ offset: Int, _ count: Int) -> [Float] {
        buffer.read(at: offset * MemoryLayout<Float>.stride, count: count)
    }
}

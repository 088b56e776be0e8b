public import Networks
public import Tensors

/// Weights and images from simple formulas, so that tests need no files and other programs can make the same.
public enum Formula {
    /// Weights for a network: parameter p (by sorted name), element i is `((7919 i + 104729 p) mod 2003 − 1001) / 1001`
    /// times a scale that keeps activations in range, as `Tests/Golden` has it too.
    ///
    /// - Parameter spread: Normalisations multiply by `spread.scale` times the usual weight, and add
    ///   `spread.shift` to the usual bias.
    public static func parameters(
        for network: Network, spread: (scale: Double, shift: Double) = (1, 0)
    ) throws -> Parameters {
        let descriptions = try network.parameterDescriptions().sorted { $0.name < $1.name }
        let normalized = Set(
            network.nodes.filter { [.batchNormalization, .layerNormalization].contains($0.operation.kind) }
                .map(\.parameterPrefix))
        var parameters: Parameters = [:]
        for (number, description) in descriptions.enumerated() {
            let prefix = String(description.name.dropLast(description.role.rawValue.count + 1))
            let transform = scale(
                description, isNormalization: normalized.contains(prefix), spread: spread)
            let values = (0..<description.shape.elementCount).map { index in
                Float(transform(Double((index * 7919 + number * 104_729) % 2003 - 1001) / 1001))
            }
            parameters[description.name] = Tensor(shape: description.shape, values: values)
        }
        return parameters
    }

    private static func scale(
        _ description: ParameterDescription, isNormalization: Bool, spread: (scale: Double, shift: Double)
    ) -> (Double) -> Double {
        switch description.role {
        case .weight where isNormalization: { (1 + 0.1 * $0) * spread.scale }
        case .bias where isNormalization: { 0.1 * $0 + spread.shift }
        case .weight:
            { [fanIn = description.shape.elementCount / description.shape[0]] in
                $0 * (2 / Double(fanIn)).squareRoot()
            }
        case .bias: { 0.1 * $0 }
        case .runningMean: { 0.1 * $0 }
        case .runningVariance: { 1 + 0.5 * $0.magnitude }
        }
    }

    /// Images `[N, C, H, W]` with value `((7 h + 3 w + 11 c + 5 n) mod 256 − 127) / 128`.
    public static func images(_ count: Int, _ input: InputShape) -> Tensor<Double> {
        var values: [Double] = []
        for n in 0..<count {
            for c in 0..<input.channels {
                for h in 0..<input.height {
                    for w in 0..<input.width {
                        values.append(Double((7 * h + 3 * w + 11 * c + 5 * n) % 256 - 127) / 128)
                    }
                }
            }
        }
        return Tensor(shape: [count, input.channels, input.height, input.width], values: values)
    }

    /// The same images in the order that plans read, `[N, H, W, C]`.
    public static func channelsLast(_ images: Tensor<Double>) -> [Float] {
        let (count, channels) = (images.shape[0], images.shape[1])
        let area = images.shape[2] * images.shape[3]
        var values: [Float] = []
        values.reserveCapacity(images.shape.elementCount)
        for image in 0..<count {
            for position in 0..<area {
                for channel in 0..<channels {
                    values.append(Float(images[(image * channels + channel) * area + position]))
                }
            }
        }
        return values
    }
}

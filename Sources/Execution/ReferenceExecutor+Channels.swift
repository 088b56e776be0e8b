internal import Glibc
internal import Networks
internal import Tensors

// What the reference executor computes over the channels of one position.
extension ReferenceExecutor {
    /// Replaces the channels of every position, `[C]`, by what a function makes of them.
    func mapChannels(
        _ input: Tensor<Double>, _ transform: ([Double]) -> [Double]
    ) -> Tensor<Double> {
        let channels = input.shape[1]
        let area = input.shape.elementCount / (input.shape[0] * channels)
        var output = input
        for image in 0..<input.shape[0] {
            for position in 0..<area {
                let first = image * channels * area + position
                let column = (0..<channels).map { input[first + $0 * area] }
                for (channel, value) in transform(column).enumerated() {
                    output[first + channel * area] = value
                }
            }
        }
        return output
    }

    func normalize(_ input: Tensor<Double>, _ node: Node, _ settings: LayerNormalization) -> Tensor<Double> {
        let weight = parameter(node, .weight)
        let bias = parameter(node, .bias)
        return mapChannels(input) { column in
            let mean = column.reduce(0, +) / Double(column.count)
            let variance = column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(column.count)
            let scale = 1 / (variance + settings.epsilon).squareRoot()
            return column.indices.map { (column[$0] - mean) * scale * weight[$0] + bias[$0] }
        }
    }

    /// The largest value is subtracted first, so that no power overflows.
    func softmax(_ input: Tensor<Double>) -> Tensor<Double> {
        mapChannels(input) { column in
            let largest = column.max() ?? 0
            let powers = column.map { exp($0 - largest) }
            let sum = powers.reduce(0, +)
            return powers.map { $0 / sum }
        }
    }

    func concatenate(_ inputs: [Tensor<Double>]) -> Tensor<Double> {
        let images = inputs[0].shape[0]
        var values: [Double] = []
        for image in 0..<images {
            for input in inputs {
                let count = input.shape.elementCount / images
                values += input.values[image * count..<(image + 1) * count]
            }
        }
        let channels = inputs.reduce(0) { $0 + $1.shape[1] }
        return Tensor(
            shape: Shape([images, channels] + inputs[0].shape.dimensions.dropFirst(2)), values: values)
    }
}

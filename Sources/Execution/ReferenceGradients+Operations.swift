internal import Networks
internal import Tensors

extension ReferenceGradients {
    /// What one node sends back.
    struct LocalGradients {
        /// The gradient of each of its inputs, in their order.
        var inputs: [Tensor<Double>]
        /// The gradients of its weights and biases.
        var parameters: [ParameterRole: Tensor<Double>] = [:]
    }

    /// The gradients of a node's inputs and parameters, given that of its result.
    func localGradients(
        of node: Node, _ gradient: Tensor<Double>, in pass: ForwardPass
    ) -> LocalGradients {
        let input = value(node.inputs[0], of: pass)
        switch node.operation {
        case .convolution(let settings):
            return convolution(node, settings, input, gradient)
        case .batchNormalization(let settings):
            return batchNormalization(node, settings, input, gradient, pass.statistics[node.name])
        case .layerNormalization(let settings):
            return layerNormalization(node, settings, input, gradient)
        case .activation(let activation):
            let slopes = zip(input.values, gradient.values).map { activation.derivative(at: $0) * $1 }
            return LocalGradients(inputs: [Tensor(shape: input.shape, values: slopes)])
        case .maxPooling(let window):
            return LocalGradients(inputs: [maxPooling(window, input, gradient)])
        case .averagePooling(let window, let countsPadding):
            return LocalGradients(inputs: [
                averagePooling(window, countsPadding: countsPadding, input, gradient)
            ])
        case .globalAveragePooling:
            let area = input.shape[2] * input.shape[3]
            let shares = gradient.values.flatMap {
                repeatElement($0 / Double(area), count: area)
            }
            return LocalGradients(inputs: [Tensor(shape: input.shape, values: shares)])
        case .flatten:
            return LocalGradients(inputs: [gradient.reshaped(to: input.shape)])
        case .linear(let settings):
            return linear(node, settings, input, gradient)
        case .dropout(let rate):
            let mask = DropoutMask(seed: pass.dropoutSeed, node: node.name, rate: rate)
            return LocalGradients(inputs: [Self.dropping(gradient, mask)])
        case .add:
            return LocalGradients(inputs: [gradient, gradient])
        case .concatenate:
            return LocalGradients(
                inputs: parts(of: gradient, shapes: node.inputs.map { value($0, of: pass).shape }))
        case .softmax:
            return LocalGradients(inputs: [softmax(value(node.name, of: pass), gradient)])
        }
    }

    private func linear(
        _ node: Node, _ settings: Linear, _ input: Tensor<Double>, _ gradient: Tensor<Double>
    ) -> LocalGradients {
        let (rows, width, features) = (input.shape[0], input.shape[1], settings.features)
        let weight = executor.parameter(node, .weight)
        var inputGradient = [Double](repeating: 0, count: rows * width)
        var weightGradient = [Double](repeating: 0, count: features * width)
        var biasGradient = [Double](repeating: 0, count: features)
        for row in 0..<rows {
            for feature in 0..<features {
                let slope = gradient[row * features + feature]
                biasGradient[feature] += slope
                for index in 0..<width {
                    inputGradient[row * width + index] += slope * weight[feature * width + index]
                    weightGradient[feature * width + index] += slope * input[row * width + index]
                }
            }
        }
        var local = LocalGradients(inputs: [Tensor(shape: input.shape, values: inputGradient)])
        local.parameters[.weight] = Tensor(shape: [features, width], values: weightGradient)
        if settings.hasBias { local.parameters[.bias] = Tensor(shape: [features], values: biasGradient) }
        return local
    }

    /// Cuts a gradient into those of the inputs that were joined along the channels.
    private func parts(of gradient: Tensor<Double>, shapes: [Shape]) -> [Tensor<Double>] {
        let images = gradient.shape[0]
        let total = gradient.shape.elementCount / images
        var begin = 0
        return shapes.map { shape in
            let count = shape.elementCount / images
            let values = (0..<images).flatMap { image in
                gradient.values[image * total + begin..<image * total + begin + count]
            }
            begin += count
            return Tensor(shape: shape, values: values)
        }
    }
}

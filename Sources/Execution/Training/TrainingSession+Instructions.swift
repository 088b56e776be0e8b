internal import Networks
internal import OneDNN

extension TrainingSession {
    /// Runs an instruction of our own.
    func run(_ instruction: TrainingInstruction, dropoutSeed: UInt64) throws(ExecutionError) {
        switch instruction {
        case .primitive:
            preconditionFailure("a primitive is bound to its buffers")
        case .convolve(let kernels, let source, let weights, let bias, let output):
            kernels.convolve(
                slice(source), weights: slice(weights), bias: bias.map(slice), into: slice(output),
                scratchpad: scratchpad)
        case .convolutionWeightsGradient(let kernels, let source, let gradient, let output, let bias):
            kernels.weightsGradient(
                slice(source), gradient: slice(gradient), into: slice(output), bias: bias.map(slice),
                scratchpad: scratchpad)
        case .normalize(let settings):
            normalize(settings)
        case .normalizeGradient(let settings, let gradient, let output):
            normalizeGradient(settings, gradient: gradient, output: output)
        case .add(let first, let second, let count, let clip, let output):
            ValueKernels.add(slice(first), slice(second), count: count, clip: clip, into: slice(output))
        case .clipGradient(let result, let gradient, let count, let clip, let output):
            ValueKernels.clipGradient(
                result: slice(result), gradient: slice(gradient), count: count, clip: clip,
                into: slice(output))
        case .meanPositions(let source, let images, let positions, let channels, let output):
            ValueKernels.meanPositions(
                slice(source), images: images, positions: positions, channels: channels, into: slice(output))
        case .meanPositionsGradient(let gradient, let images, let positions, let channels, let output):
            ValueKernels.meanPositionsGradient(
                slice(gradient), images: images, positions: positions, channels: channels,
                into: slice(output))
        case .transpose(let source, let images, let rows, let columns, let output):
            ValueKernels.transpose(
                slice(source), images: images, rows: rows, columns: columns, into: slice(output))
        case .linear, .linearWeightsGradient, .linearInputGradient:
            try runLinear(instruction)
        case .layerNormalize, .layerNormalizeGradient, .softmax, .softmaxGradient, .join, .part:
            runRows(instruction)
        case .dropout(let call, let source, let mask, let output):
            dropout(call, source: source, mask: mask, output: output, seed: dropoutSeed)
        case .dropoutGradient(let call, let gradient, let mask, let output):
            multiply(gradient, mask, into: output, count: call.count)
        }
    }

    // MARK: Linear

    private func runLinear(_ instruction: TrainingInstruction) throws(ExecutionError) {
        do {
            switch instruction {
            case .linear(let call, let source, let output):
                try LinearKernels(call).forward(
                    slice(source), weight: slice(.parameter(call.weight)),
                    bias: call.bias.map { slice(.parameter($0)) }, into: slice(output))
            case .linearWeightsGradient(let call, let source, let gradient):
                try LinearKernels(call).weightsGradient(
                    slice(source), gradient: slice(gradient), into: slice(.gradient(call.weight)))
                if let bias = call.bias {
                    ValueKernels.sumRows(
                        slice(gradient), rows: call.rows, columns: call.columns, into: slice(.gradient(bias)))
                }
            case .linearInputGradient(let call, let gradient, let output):
                try LinearKernels(call).inputGradient(
                    slice(gradient), weight: slice(.parameter(call.weight)), into: slice(output))
            default:
                break
            }
        } catch {
            throw .kernel(node: plan.network.output, error)
        }
    }

    // MARK: Rows

    private func runRows(_ instruction: TrainingInstruction) {
        switch instruction {
        case .layerNormalize(let call, let values, let output):
            call.kernels.normalize(
                slice(values), weight: slice(.parameter(call.weight)), bias: slice(.parameter(call.bias)),
                epsilon: call.epsilon, into: slice(output))
        case .layerNormalizeGradient(let call, let values, let gradient, let output):
            call.kernels.normalizeGradient(
                slice(values), gradient: slice(gradient), weight: slice(.parameter(call.weight)),
                epsilon: call.epsilon, weightGradient: slice(.gradient(call.weight)),
                biasGradient: slice(.gradient(call.bias)), into: slice(output))
        case .softmax(let kernels, let values, let output):
            kernels.softmax(slice(values), into: slice(output))
        case .softmaxGradient(let kernels, let result, let gradient, let output):
            kernels.softmaxGradient(result: slice(result), gradient: slice(gradient), into: slice(output))
        case .join(let kernels, let values, let first, let width, let output):
            kernels.join(slice(values), into: slice(output), at: first, of: width)
        case .part(let kernels, let values, let first, let width, let output):
            kernels.part(slice(values), at: first, of: width, into: slice(output))
        default:
            preconditionFailure("no instruction about rows")
        }
    }

    // MARK: Dropout

    private func dropout(
        _ call: TrainingInstruction.DropoutCall, source: Place, mask: Place, output: Place, seed: UInt64
    ) {
        let generator = DropoutMask(seed: seed, node: call.node, rate: call.rate)
        slice(mask).withFloats(count: call.count) { values in
            var index = 0
            for image in 0..<call.images {
                for position in 0..<call.positions {
                    for channel in 0..<call.channels {
                        let plain = (image * call.channels + channel) * call.positions + position
                        values[index] = Float(generator.factor(at: plain))
                        index += 1
                    }
                }
            }
        }
        multiply(source, mask, into: output, count: call.count)
    }

    private func multiply(_ first: Place, _ second: Place, into output: Place, count: Int) {
        ValueKernels.multiply(slice(first), slice(second), count: count, into: slice(output))
    }
}

extension TrainingInstruction.DropoutCall {
    fileprivate var count: Int { images * positions * channels }
}

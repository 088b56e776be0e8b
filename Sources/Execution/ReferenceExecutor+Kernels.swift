internal import Networks
internal import Tensors

// The arithmetic of the reference executor: direct transcriptions of the definitions.
extension ReferenceExecutor {
    func apply(_ activation: Activation?, to input: Tensor<Double>) -> Tensor<Double> {
        guard let activation else { return input }
        return Tensor(shape: input.shape, values: input.values.map { activation($0) })
    }

    func add(_ first: Tensor<Double>, _ second: Tensor<Double>) -> Tensor<Double> {
        Tensor(shape: first.shape, values: zip(first.values, second.values).map { $0 + $1 })
    }

    /// Input positions under one window position along one axis: (index in the kernel, index in the input).
    private func taps(
        at position: Int, kernel: Int, stride: Int, dilation: Int, before: Int, extent: Int
    ) -> [(kernel: Int, input: Int)] {
        (0..<kernel).compactMap { tap in
            let index = position * stride + tap * dilation - before
            return index >= 0 && index < extent ? (tap, index) : nil
        }
    }

    /// The taps for every output row and column of a window over an image.
    func allTaps(
        _ window: SlidingWindow, over input: Extent
    ) -> (rows: [[(kernel: Int, input: Int)]], columns: [[(kernel: Int, input: Int)]]) {
        let output = window.output(for: input)
        let padding = window.padding.resolved(input: input, window: window)
        let rows = (0..<output.height).map { position in
            taps(
                at: position, kernel: window.kernel.height, stride: window.stride.height,
                dilation: window.dilation.height, before: padding.rows.before, extent: input.height)
        }
        let columns = (0..<output.width).map { position in
            taps(
                at: position, kernel: window.kernel.width, stride: window.stride.width,
                dilation: window.dilation.width, before: padding.columns.before, extent: input.width)
        }
        return (rows, columns)
    }

    func convolution(
        _ input: Tensor<Double>, _ settings: Convolution, _ weight: [Double], _ bias: [Double]
    ) -> Tensor<Double> {
        let (images, channels) = (input.shape[0], input.shape[1])
        let extent = Extent(height: input.shape[2], width: input.shape[3])
        let (rows, columns) = allTaps(settings.window, over: extent)
        let groupInputs = channels / settings.groups
        let groupFilters = settings.filters / settings.groups
        let kernel = settings.window.kernel
        var output: [Double] = []
        output.reserveCapacity(images * settings.filters * rows.count * columns.count)
        for image in 0..<images {
            for filter in 0..<settings.filters {
                let firstChannel = filter / groupFilters * groupInputs
                for row in rows {
                    for column in columns {
                        var sum = bias.isEmpty ? 0 : bias[filter]
                        for channel in 0..<groupInputs {
                            let plane = (image * channels + firstChannel + channel) * extent.height
                            let filterPlane = (filter * groupInputs + channel) * kernel.height
                            for y in row {
                                for x in column {
                                    let value = input[(plane + y.input) * extent.width + x.input]
                                    sum += value * weight[(filterPlane + y.kernel) * kernel.width + x.kernel]
                                }
                            }
                        }
                        output.append(sum)
                    }
                }
            }
        }
        return Tensor(shape: [images, settings.filters, rows.count, columns.count], values: output)
    }

    func pool(
        _ input: Tensor<Double>, _ window: SlidingWindow, _ combine: ([Double]) -> Double
    ) -> Tensor<Double> {
        let extent = Extent(height: input.shape[2], width: input.shape[3])
        let (rows, columns) = allTaps(window, over: extent)
        let planes = input.shape[0] * input.shape[1]
        var output: [Double] = []
        output.reserveCapacity(planes * rows.count * columns.count)
        for plane in 0..<planes {
            for row in rows {
                for column in columns {
                    let values = row.flatMap { y in
                        column.map { x in input[(plane * extent.height + y.input) * extent.width + x.input] }
                    }
                    output.append(combine(values))
                }
            }
        }
        return Tensor(shape: [input.shape[0], input.shape[1], rows.count, columns.count], values: output)
    }

    func globalAverage(_ input: Tensor<Double>) -> Tensor<Double> {
        let planes = input.shape[0] * input.shape[1]
        let area = input.shape[2] * input.shape[3]
        let means = (0..<planes).map { plane in
            input.values[plane * area..<(plane + 1) * area].reduce(0, +) / Double(area)
        }
        return Tensor(shape: [input.shape[0], input.shape[1]], values: means)
    }

    func linear(
        _ input: Tensor<Double>, _ settings: Linear, _ weight: [Double], _ bias: [Double]
    ) -> Tensor<Double> {
        let (rows, width) = (input.shape[0], input.shape[1])
        var output: [Double] = []
        for row in 0..<rows {
            for feature in 0..<settings.features {
                var sum = bias.isEmpty ? 0 : bias[feature]
                for index in 0..<width { sum += input[row * width + index] * weight[feature * width + index] }
                output.append(sum)
            }
        }
        return Tensor(shape: [rows, settings.features], values: output)
    }

    func normalize(_ input: Tensor<Double>, _ node: Node, _ settings: BatchNormalization) -> Tensor<Double> {
        let channels = input.shape[1]
        let area = input.shape.elementCount / (input.shape[0] * channels)
        let weight = parameter(node, .weight)
        let bias = parameter(node, .bias)
        let mean = parameter(node, .runningMean)
        let variance = parameter(node, .runningVariance)
        var values = input.values
        for index in values.indices {
            let channel = index / area % channels
            let scale = weight[channel] / (variance[channel] + settings.epsilon).squareRoot()
            values[index] = (values[index] - mean[channel]) * scale + bias[channel]
        }
        return Tensor(shape: input.shape, values: values)
    }
}

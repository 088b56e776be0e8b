internal import Networks
internal import Tensors

// Operations that slide a window: what a position sends back goes to the values that it read.
extension ReferenceGradients {
    func convolution(
        _ node: Node, _ settings: Convolution, _ input: Tensor<Double>, _ gradient: Tensor<Double>
    ) -> LocalGradients {
        let (images, channels) = (input.shape[0], input.shape[1])
        let extent = Extent(height: input.shape[2], width: input.shape[3])
        let (rows, columns) = executor.allTaps(settings.window, over: extent)
        let groupInputs = channels / settings.groups
        let groupFilters = settings.filters / settings.groups
        let kernel = settings.window.kernel
        let weight = executor.parameter(node, .weight)
        var inputGradient = [Double](repeating: 0, count: input.shape.elementCount)
        var weightGradient = [Double](repeating: 0, count: weight.count)
        var biasGradient = [Double](repeating: 0, count: settings.filters)
        var position = 0
        for image in 0..<images {
            for filter in 0..<settings.filters {
                let firstChannel = filter / groupFilters * groupInputs
                for row in rows {
                    for column in columns {
                        let slope = gradient[position]
                        position += 1
                        biasGradient[filter] += slope
                        for channel in 0..<groupInputs {
                            let plane = (image * channels + firstChannel + channel) * extent.height
                            let filterPlane = (filter * groupInputs + channel) * kernel.height
                            for y in row {
                                let line = (plane + y.input) * extent.width
                                let filterLine = (filterPlane + y.kernel) * kernel.width
                                for x in column {
                                    let (read, by) = (line + x.input, filterLine + x.kernel)
                                    inputGradient[read] += slope * weight[by]
                                    weightGradient[by] += slope * input[read]
                                }
                            }
                        }
                    }
                }
            }
        }
        var local = LocalGradients(inputs: [Tensor(shape: input.shape, values: inputGradient)])
        local.parameters[.weight] = Tensor(
            shape: [settings.filters, groupInputs, kernel.height, kernel.width], values: weightGradient)
        if settings.hasBias {
            local.parameters[.bias] = Tensor(shape: [settings.filters], values: biasGradient)
        }
        return local
    }

    /// Sends everything to the largest value of a window, the first of equal ones.
    func maxPooling(
        _ window: SlidingWindow, _ input: Tensor<Double>, _ gradient: Tensor<Double>
    ) -> Tensor<Double> {
        spread(window, input, gradient) { places, slope, result in
            guard var largest = places.first else { return }
            for place in places where input[place] > input[largest] { largest = place }
            result[largest] += slope
        }
    }

    /// Sends each value of a window an equal part.
    func averagePooling(
        _ window: SlidingWindow, countsPadding: Bool, _ input: Tensor<Double>, _ gradient: Tensor<Double>
    ) -> Tensor<Double> {
        let area = window.kernel.height * window.kernel.width
        return spread(window, input, gradient) { places, slope, result in
            let share = slope / Double(countsPadding ? area : places.count)
            for place in places { result[place] += share }
        }
    }

    /// Calls a function with the places that each window reads in `input`, and with that window's gradient.
    private func spread(
        _ window: SlidingWindow, _ input: Tensor<Double>, _ gradient: Tensor<Double>,
        _ send: (_ places: [Int], _ slope: Double, _ result: inout [Double]) -> Void
    ) -> Tensor<Double> {
        let extent = Extent(height: input.shape[2], width: input.shape[3])
        let (rows, columns) = executor.allTaps(window, over: extent)
        var result = [Double](repeating: 0, count: input.shape.elementCount)
        var position = 0
        for plane in 0..<input.shape[0] * input.shape[1] {
            for row in rows {
                for column in columns {
                    let places = row.flatMap { y in
                        column.map { x in (plane * extent.height + y.input) * extent.width + x.input }
                    }
                    send(places, gradient[position], &result)
                    position += 1
                }
            }
        }
        return Tensor(shape: input.shape, values: result)
    }
}

import OneDNN
import Testing

@Suite struct WinogradKernelsTests {
    /// A convolution of 3×3 kernels with stride 1.
    struct Case: CustomTestStringConvertible {
        var images = 1
        var channels = 16
        var filters = 16
        var input: WinogradKernels.Size
        var before = [1, 1]
        var after = [1, 1]

        var output: WinogradKernels.Size {
            .init(
                height: input.height + before[0] + after[0] - 2, width: input.width + before[1] + after[1] - 2
            )
        }
        var testDescription: String {
            "\(images)×\(input.height)×\(input.width), \(channels) to \(filters), \(before) \(after)"
        }

        func settings(_ change: (inout Primitive.Convolution) -> Void = { _ in }) -> Primitive.Convolution {
            var settings = Primitive.Convolution(
                outputChannels: filters, groups: 1,
                window: Window(
                    kernel: [3, 3], stride: [1, 1], dilation: [1, 1], paddingBegin: before, paddingEnd: after),
                hasBias: true, addsToOutput: false, activation: nil)
            change(&settings)
            return settings
        }

        func kernels(vectorBits: Int) throws -> WinogradKernels {
            try #require(
                WinogradKernels(
                    settings(), images: images, channels: channels, input: input, output: output,
                    vectorBits: vectorBits))
        }

        var inputCount: Int { images * input.height * input.width * channels }
        var outputCount: Int { images * output.height * output.width * filters }
        var weightsCount: Int { filters * channels * 9 }
    }

    static let cases = [
        // Every remainder of a length by a tile, borders of every width, filters that are no whole number of groups.
        Case(images: 2, channels: 32, filters: 48, input: .init(height: 13, width: 10)),
        Case(images: 3, channels: 16, filters: 64, input: .init(height: 7, width: 12)),
        Case(images: 12, channels: 48, input: .init(height: 6, width: 6), before: [0, 0], after: [0, 0]),
        Case(images: 6, input: .init(height: 7, width: 9), before: [2, 1], after: [1, 0]),
        Case(images: 6, input: .init(height: 6, width: 8), before: [0, 2], after: [1, 2]),
        Case(images: 12, input: .init(height: 4, width: 4)),
        // Several blocks of tiles, in the convolution and in the gradient, whose sums are kept from block to block.
        Case(images: 8, input: .init(height: 32, width: 32)),
        Case(images: 8, filters: 48, input: .init(height: 31, width: 32)),
    ]
    static let widths = [128, 256, 512].filter { $0 <= WinogradKernels.widestVectorBits }

    /// Numbers between −1 and 1 without a pattern.
    private static func values(_ count: Int, seed: UInt64) -> [Float] {
        var state = seed
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Float(Int64(state >> 40)) / Float(1 << 23) - 1
        }
    }

    /// What a convolution and its gradients are computed from.
    private struct Values {
        var input: [Float]
        var weights: [Float]
        var bias: [Float]
        var gradient: [Float]

        init(_ test: Case) {
            input = values(test.inputCount, seed: 1)
            weights = values(test.weightsCount, seed: 2)
            bias = values(test.filters, seed: 3)
            gradient = values(test.outputCount, seed: 4)
        }
    }

    /// What the kernels compute for some values.
    private struct Results {
        var output: [Float]
        var inputGradient: [Float]
        var weightsGradient: [Float]
        var biasGradient: [Float]

        init(_ test: Case, vectorBits: Int, _ values: Values) throws {
            let kernels = try test.kernels(vectorBits: vectorBits)
            let transformed = BufferSlice(AlignedBuffer(byteCount: kernels.weightsByteCount))
            let plain = BufferSlice(AlignedBuffer(values.weights))
            let source = BufferSlice(AlignedBuffer(values.input))
            let outputGradient = BufferSlice(AlignedBuffer(values.gradient))
            // What lies in working memory does not matter.
            func scratchpad(_ byteCount: Int) -> BufferSlice {
                BufferSlice(AlignedBuffer([Float](repeating: .nan, count: byteCount / 4)))
            }
            let output = AlignedBuffer(byteCount: 4 * test.outputCount)
            kernels.transform(plain, into: transformed)
            kernels.convolve(
                source, weights: transformed, bias: BufferSlice(AlignedBuffer(values.bias)),
                into: BufferSlice(output), scratchpad: scratchpad(kernels.scratchpadByteCount))
            self.output = output.read(at: 0, count: test.outputCount)

            let reverse = kernels.inputGradient
            let inputGradient = AlignedBuffer(byteCount: 4 * test.inputCount)
            kernels.transformTurned(plain, into: transformed)
            reverse.convolve(
                outputGradient, weights: transformed, bias: nil, into: BufferSlice(inputGradient),
                scratchpad: scratchpad(reverse.scratchpadByteCount))
            self.inputGradient = inputGradient.read(at: 0, count: test.inputCount)

            let weightsGradient = AlignedBuffer(byteCount: 4 * test.weightsCount)
            let biasGradient = AlignedBuffer(byteCount: 4 * test.filters)
            kernels.weightsGradient(
                source, gradient: outputGradient, into: BufferSlice(weightsGradient),
                bias: BufferSlice(biasGradient), scratchpad: scratchpad(kernels.gradientScratchpadByteCount))
            self.weightsGradient = weightsGradient.read(at: 0, count: test.weightsCount)
            self.biasGradient = biasGradient.read(at: 0, count: test.filters)
        }
    }

    /// Compares with the definition, for some filters and channels.
    private static func check(_ results: Results, _ test: Case, _ values: Values) {
        let (input, weights, gradient) = (values.input, values.weights, values.gradient)
        let (size, result) = (test.input, test.output)
        // The first channel and filter, one in the middle and the last, which lie in different vectors.
        let filters = [0, test.filters / 2 + 5, test.filters - 1]
        let channels = [0, test.channels / 2 + 3, test.channels - 1]
        func inside(_ y: Int, _ x: Int) -> Bool { y >= 0 && y < size.height && x >= 0 && x < size.width }
        var worst = 0.0
        func compare(_ found: Float, _ expected: Double, terms: Int) {
            worst = max(worst, abs(Double(found) - expected) / Double(terms).squareRoot())
        }
        for filter in filters {
            var biasGradient = 0.0
            for image in 0..<test.images {
                for y in 0..<result.height {
                    for x in 0..<result.width {
                        let place = ((image * result.height + y) * result.width + x) * test.filters + filter
                        biasGradient += Double(gradient[place])
                        var sum = Double(values.bias[filter])
                        for (i, j) in kernelPlaces {
                            let (row, column) = (y + i - test.before[0], x + j - test.before[1])
                            guard inside(row, column) else { continue }
                            let first = ((image * size.height + row) * size.width + column) * test.channels
                            for c in 0..<test.channels {
                                sum +=
                                    Double(input[first + c])
                                    * Double(weights[((filter * test.channels + c) * 3 + i) * 3 + j])
                            }
                        }
                        compare(results.output[place], sum, terms: 9 * test.channels)
                    }
                }
            }
            compare(results.biasGradient[filter], biasGradient, terms: test.images * result.height)
            for channel in channels {
                for (i, j) in kernelPlaces {
                    var sum = 0.0
                    for image in 0..<test.images {
                        for y in 0..<result.height {
                            for x in 0..<result.width {
                                let (row, column) = (y + i - test.before[0], x + j - test.before[1])
                                guard inside(row, column) else { continue }
                                let source = (image * size.height + row) * size.width + column
                                let target = (image * result.height + y) * result.width + x
                                sum +=
                                    Double(input[source * test.channels + channel])
                                    * Double(gradient[target * test.filters + filter])
                            }
                        }
                    }
                    compare(
                        results.weightsGradient[((filter * test.channels + channel) * 3 + i) * 3 + j], sum,
                        terms: test.images * result.height * result.width)
                }
            }
        }
        #expect(worst < 2e-5, "relative to the root of the number of terms")
    }

    private static let kernelPlaces = (0..<9).map { ($0 / 3, $0 % 3) }

    @Test(arguments: cases, widths) func `products and gradients are those of the definition`(
        _ test: Case, _ vectorBits: Int
    ) throws {
        let values = Values(test)
        let results = try Results(test, vectorBits: vectorBits, values)
        Self.check(results, test, values)

        // ⟨w ∗ x, g⟩ = ⟨x, gradient of x⟩ = ⟨w, gradient of w⟩, over all values.
        func product(_ first: [Float], _ second: [Float]) -> Double {
            zip(first, second).reduce(0) { $0 + Double($1.0) * Double($1.1) }
        }
        let positions = test.images * test.output.height * test.output.width
        let shift = (0..<positions).reduce(0) { sum, position in
            sum
                + (0..<test.filters).reduce(0) {
                    $0 + Double(values.bias[$1]) * Double(values.gradient[position * test.filters + $1])
                }
        }
        let expected = product(results.output, values.gradient) - shift
        let scale = Double(test.outputCount * test.channels).squareRoot()
        #expect(abs(product(values.input, results.inputGradient) - expected) < 1e-4 * scale)
        #expect(abs(product(values.weights, results.weightsGradient) - expected) < 1e-4 * scale)
    }

    @Test(arguments: widths) func `an image's result does not depend on the others`(_ vectorBits: Int) throws
    {
        var test = Case(images: 5, input: .init(height: 24, width: 21))
        var values = Values(test)
        let together = try Results(test, vectorBits: vectorBits, values)
        test.images = 1
        values.input.removeFirst(values.input.count - test.inputCount)
        values.gradient.removeFirst(values.gradient.count - test.outputCount)
        let last = try Results(test, vectorBits: vectorBits, values)
        #expect(last.output == together.output.suffix(test.outputCount))
        #expect(last.inputGradient == together.inputGradient.suffix(test.inputCount))
    }

    @Test func `what is not a number reaches the output`() throws {
        let test = Case(images: 1, input: .init(height: 16, width: 16))
        var values = Values(test)
        values.input[100] = .nan
        let results = try Results(test, vectorBits: WinogradKernels.widestVectorBits, values)
        #expect(results.output.contains { $0.isNaN })
        #expect(results.weightsGradient.contains { $0.isNaN })
        #expect(!results.inputGradient.contains { $0.isNaN })
    }

    @Test func `other convolutions are left to oneDNN`() {
        let test = Case(images: 2, input: .init(height: 16, width: 16))
        func isTaken(
            channels: Int = 16, _ size: WinogradKernels.Size = .init(height: 16, width: 16),
            _ change: (inout Primitive.Convolution) -> Void = { _ in }
        ) -> Bool {
            WinogradKernels(test.settings(change), images: 2, channels: channels, input: size, output: size)
                != nil
        }
        func window(kernel: Int = 3, stride: Int = 1, dilation: Int = 1) -> Window {
            Window(
                kernel: [kernel, kernel], stride: [stride, stride], dilation: [dilation, dilation],
                paddingBegin: [1, 1], paddingEnd: [1, 1])
        }
        #expect(isTaken())
        #expect(!isTaken(channels: 24))
        #expect(!isTaken { $0.outputChannels = 24 })
        #expect(!isTaken { $0.groups = 16 })
        #expect(!isTaken { $0.window = window(kernel: 5) })
        #expect(!isTaken { $0.window = window(stride: 2) })
        #expect(!isTaken { $0.window = window(dilation: 2) })
        #expect(!isTaken { $0.activation = .relu(negativeSlope: 0) })
        #expect(!isTaken { $0.addsToOutput = true })
        // Tiles would be empty for the most part.
        #expect(!isTaken(.init(height: 1, width: 1)))
        #expect(!isTaken(.init(height: 5, width: 5)))
    }
}

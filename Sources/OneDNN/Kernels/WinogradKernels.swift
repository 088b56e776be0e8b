internal import CNetworkKernels

/// A convolution of 3×3 kernels with stride 1 by Winograd's minimal filtering, F(4×4, 3×3), for values in the order
/// N H W C: a quarter of the multiplications that oneDNN's kernels take.
///
/// Results differ from theirs in the last bits: errors are some 10⁻⁶ of the largest values.
/// Source: Lavin & Gray 2015, <https://arxiv.org/abs/1509.09308>.
public struct WinogradKernels: Hashable, Sendable {
    /// Rows and columns.
    public struct Size: Hashable, Sendable {
        /// H.
        public var height: Int
        /// W.
        public var width: Int

        /// Makes a size.
        public init(height: Int, width: Int) {
            self.height = height
            self.width = width
        }

        fileprivate var count: Int { height * width }
    }

    private let images: Int
    private let channels: Int
    private let filters: Int
    private let input: Size
    private let output: Size
    /// Rows and columns of zeros before the input, 0 to 2.
    private let padding: Size
    private let vectorBits: Int

    /// The widest vectors that the processor has kernels for: 512, 256 or 128 bits.
    public static var widestVectorBits: Int { network_winograd_widest_vector() }

    private static let kernelSide = 3
    /// Numbers of channels and filters are multiples of this.
    private static let panel = 16
    /// The rows and columns of a tile of the output.
    private static let tileSide = 4
    /// Products take tiles in multiples of this.
    private static let tileMultiple = 12

    /// The kernels for a convolution; nil where they cannot compute it, or where more than half of its work, or of that of
    /// its input's gradient, would be on positions outside the output.
    ///
    /// - Parameters:
    ///   - images: N.
    ///   - channels: C, of the input.
    ///   - input: H and W.
    ///   - output: The rows and columns of the output.
    ///   - vectorBits: The width of the vectors to compute with: 128, 256 or 512, at most `widestVectorBits`.
    public init?(
        _ convolution: Primitive.Convolution, images: Int, channels: Int, input: Size, output: Size,
        vectorBits: Int = widestVectorBits
    ) {
        precondition(images > 0, "a convolution of \(images) images")
        precondition(vectorBits <= Self.widestVectorBits, "vectors of \(vectorBits) bits")
        let window = convolution.window
        guard window.kernel == [Self.kernelSide, Self.kernelSide], window.stride == [1, 1],
            window.dilation == [1, 1], convolution.groups == 1, convolution.activation == nil,
            !convolution.addsToOutput,
            window.paddingBegin.allSatisfy({ (0..<Self.kernelSide).contains($0) }),
            channels % Self.panel == 0, convolution.outputChannels % Self.panel == 0
        else { return nil }
        self.images = images
        self.channels = channels
        filters = convolution.outputChannels
        self.input = input
        self.output = output
        padding = Size(height: window.paddingBegin[0], width: window.paddingBegin[1])
        self.vectorBits = vectorBits
        guard isWorthwhile, inputGradient.isWorthwhile else { return nil }
    }

    private init(
        images: Int, channels: Int, filters: Int, input: Size, output: Size, padding: Size, vectorBits: Int
    ) {
        self.images = images
        self.channels = channels
        self.filters = filters
        self.input = input
        self.output = output
        self.padding = padding
        self.vectorBits = vectorBits
    }

    private var isWorthwhile: Bool {
        func tiles(_ length: Int) -> Int { (length + Self.tileSide - 1) / Self.tileSide }
        let count = images * tiles(output.height) * tiles(output.width)
        let computed = (count + Self.tileMultiple - 1) / Self.tileMultiple * Self.tileMultiple
        return computed * Self.tileSide * Self.tileSide <= 2 * images * output.count
    }

    /// The convolution that is the gradient of this one's input, with turned weights: from the gradient of the output.
    public var inputGradient: WinogradKernels {
        WinogradKernels(
            images: images, channels: filters, filters: channels, input: output, output: input,
            padding: Size(
                height: Self.kernelSide - 1 - padding.height, width: Self.kernelSide - 1 - padding.width),
            vectorBits: vectorBits)
    }

    // MARK: Memory

    private var inputByteCount: Int { byteCount(images * input.count * channels) }
    private var outputByteCount: Int { byteCount(images * output.count * filters) }
    private var plainWeightsByteCount: Int {
        byteCount(filters * channels * Self.kernelSide * Self.kernelSide)
    }

    /// The memory that transformed weights take, in bytes.
    public var weightsByteCount: Int {
        var value = self.value
        return byteCount(unsafe network_winograd_weights_count(&value))
    }

    /// The working memory of a convolution, in bytes.
    public var scratchpadByteCount: Int {
        var value = self.value
        return byteCount(unsafe network_winograd_scratch_count(&value))
    }

    /// The working memory of the gradient of the weights, in bytes.
    public var gradientScratchpadByteCount: Int {
        var value = self.value
        return byteCount(unsafe network_winograd_gradient_scratch_count(&value))
    }

    private func byteCount(_ floatCount: Int) -> Int { floatCount * MemoryLayout<Float>.stride }

    private var value: network_winograd {
        network_winograd(
            images: images, input_height: input.height, input_width: input.width,
            output_height: output.height, output_width: output.width, top: padding.height,
            left: padding.width, channels: channels, filters: filters, vector_bits: vectorBits)
    }

    // MARK: Running

    /// Transforms weights `[O, C, 3, 3]` for the convolution.
    public func transform(_ weights: BufferSlice, into transformed: BufferSlice) {
        var value = self.value
        unsafe network_winograd_transform_weights(
            &value, weights.floats(plainWeightsByteCount), transformed.floats(weightsByteCount))
    }

    /// Transforms weights `[O, C, 3, 3]` for the convolution that is the gradient of the input.
    public func transformTurned(_ weights: BufferSlice, into transformed: BufferSlice) {
        var value = self.value
        unsafe network_winograd_transform_turned_weights(
            &value, weights.floats(plainWeightsByteCount), transformed.floats(weightsByteCount))
    }

    /// Computes the convolution.
    ///
    /// - Parameters:
    ///   - source: `[N, H, W, C]`.
    ///   - weights: Transformed ones.
    ///   - bias: `[O]`.
    ///   - output: `[N, H', W', O]`.
    ///   - scratchpad: Of `scratchpadByteCount` at least.
    public func convolve(
        _ source: BufferSlice, weights: BufferSlice, bias: BufferSlice?, into output: BufferSlice,
        scratchpad: BufferSlice
    ) {
        var value = self.value
        unsafe network_winograd_convolve(
            &value, source.floats(inputByteCount), weights.floats(weightsByteCount),
            bias?.floats(byteCount(filters)), output.floats(outputByteCount),
            scratchpad.floats(scratchpadByteCount))
    }

    /// Computes the gradient of the weights, `[O, C, 3, 3]`, and of the bias, `[O]`.
    ///
    /// - Parameters:
    ///   - source: The convolution's input, `[N, H, W, C]`.
    ///   - gradient: That of its output, `[N, H', W', O]`.
    ///   - scratchpad: Of `gradientScratchpadByteCount` at least.
    public func weightsGradient(
        _ source: BufferSlice, gradient: BufferSlice, into output: BufferSlice, bias: BufferSlice?,
        scratchpad: BufferSlice
    ) {
        var value = self.value
        unsafe network_winograd_weights_gradient(
            &value, source.floats(inputByteCount), gradient.floats(outputByteCount),
            output.floats(plainWeightsByteCount), scratchpad.floats(gradientScratchpadByteCount))
        if let bias {
            ValueKernels.sumRows(
                gradient, rows: images * self.output.count, columns: filters, into: bias)
        }
    }
}

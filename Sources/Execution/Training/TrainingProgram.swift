internal import OneDNN

/// What a training plan does with one shard, step by step: forward, then backward.
struct TrainingProgram: Sendable {
    /// One step, with the node that it belongs to.
    struct Step: Sendable {
        let node: String
        let instruction: TrainingInstruction
    }

    /// Weights in the order that a kernel reads, made anew after each change of the parameters.
    struct Packing: Sendable {
        let node: String
        let method: Method
        /// In floats.
        let parameterOffset: Int
        let byteOffset: Int

        /// What the kernel reads.
        enum Method: Sendable {
            case reorder(Primitive)
            case winograd(WinogradKernels)
            /// For the gradient of the convolution's input.
            case turnedWinograd(WinogradKernels)

            var scratchpadByteCount: Int {
                if case .reorder(let primitive) = self { primitive.scratchpadByteCount } else { 0 }
            }
        }
    }

    let forward: [Step]
    let backward: [Step]
    let packings: [Packing]

    /// The byte offset of every storage in the arena.
    let offsets: [Int]
    let arenaByteCount: Int
    let scratchpadByteCount: Int
    let packedByteCount: Int

    /// The storage of the input, `[N, H, W, C]` or `[N, D]`.
    let input: Int
    /// The storage of the output, `[N, K]`.
    let output: Int
    /// The storage of the gradient of the output.
    let outputGradient: Int
    /// The storage of the gradient of the input, where it is computed.
    let inputGradient: Int?
    /// The number of batch normalisations, whose coefficients a session keeps from forward to backward.
    let normalizationCount: Int
}

/// Where an instruction finds a tensor.
enum Place: Hashable, Sendable {
    /// A value or gradient of the shard, by storage.
    case arena(Int)
    /// A learned parameter, by its offset in floats.
    case parameter(Int)
    /// The gradient of a learned parameter, by its offset in floats.
    case gradient(Int)
    /// Packed weights, by their offset in bytes.
    case packed(Int)
}

/// One step of training.
enum TrainingInstruction: Sendable {
    case primitive(PrimitiveCall)
    case convolve(WinogradKernels, source: Place, weights: Place, bias: Place?, output: Place)
    case convolutionWeightsGradient(
        WinogradKernels, source: Place, gradient: Place, output: Place, bias: Place?)
    case normalize(Normalization)
    case normalizeGradient(Normalization, gradient: Place, output: Place)
    case add(Place, Place, count: Int, clip: Clip, output: Place)
    case clipGradient(result: Place, gradient: Place, count: Int, clip: Clip, output: Place)
    case meanPositions(Place, images: Int, positions: Int, channels: Int, output: Place)
    case meanPositionsGradient(Place, images: Int, positions: Int, channels: Int, output: Place)
    case transpose(Place, images: Int, rows: Int, columns: Int, output: Place)
    case linear(LinearCall, source: Place, output: Place)
    case linearWeightsGradient(LinearCall, source: Place, gradient: Place)
    case linearInputGradient(LinearCall, gradient: Place, output: Place)
    case layerNormalize(LayerCall, values: Place, output: Place)
    case layerNormalizeGradient(LayerCall, values: Place, gradient: Place, output: Place)
    case softmax(RowKernels, values: Place, output: Place)
    case softmaxGradient(RowKernels, result: Place, gradient: Place, output: Place)
    case join(RowKernels, values: Place, first: Int, width: Int, output: Place)
    case part(RowKernels, values: Place, first: Int, width: Int, output: Place)
    case dropout(DropoutCall, source: Place, mask: Place, output: Place)
    case dropoutGradient(DropoutCall, gradient: Place, mask: Place, output: Place)

    /// A oneDNN operation with its arguments.
    struct PrimitiveCall: Sendable {
        let primitive: Primitive
        let source: Place
        var secondSource: Place?
        var weights: Place?
        var bias: Place?
        let output: Place
        var workspace: Place?
    }

    /// A batch normalisation with the clip behind it.
    struct Normalization: Sendable {
        let values: Place
        let output: Place
        let kernels: ChannelKernels
        let clip: Clip
        let epsilon: Double
        let momentum: Double
        /// Whether the shard's own statistics are used, rather than the running ones.
        let usesBatch: Bool
        /// Offsets of the scale and the shift among the learned parameters, in floats.
        let weight: Int
        let bias: Int
        /// Offsets among the statistics, in floats.
        let runningMean: Int
        let runningVariance: Int
        /// Which of the session's coefficients are its own.
        let index: Int
    }

    /// A fully connected layer, `[N, D] → [N, K]`; offsets among the learned parameters, in floats.
    struct LinearCall: Sendable {
        let rows: Int
        let inner: Int
        let columns: Int
        let weight: Int
        let bias: Int?
    }

    /// A layer normalisation; offsets among the learned parameters, in floats.
    struct LayerCall: Sendable {
        let kernels: RowKernels
        let epsilon: Float
        let weight: Int
        let bias: Int
    }

    /// A dropout of values that lie as `[N, positions, channels]`.
    struct DropoutCall: Sendable {
        let node: String
        let rate: Double
        let images: Int
        let positions: Int
        let channels: Int
    }

    /// The working memory that the step needs, in bytes.
    var scratchpadByteCount: Int {
        switch self {
        case .primitive(let call): call.primitive.scratchpadByteCount
        case .convolve(let kernels, _, _, _, _): kernels.scratchpadByteCount
        case .convolutionWeightsGradient(let kernels, _, _, _, _): kernels.gradientScratchpadByteCount
        default: 0
        }
    }

    /// The storages of the arena that the step reads or writes.
    var storages: [Int] {
        let places: [Place?] =
            switch self {
            case .primitive(let call): [call.source, call.secondSource, call.output, call.workspace]
            case .convolve(_, let source, _, _, let output): [source, output]
            case .convolutionWeightsGradient(_, let source, let gradient, _, _): [source, gradient]
            case .normalize(let settings): [settings.values, settings.output]
            case .normalizeGradient(let settings, let gradient, let output):
                [settings.values, gradient, output]
            case .add(let first, let second, _, _, let output): [first, second, output]
            case .clipGradient(let result, let gradient, _, _, let output): [result, gradient, output]
            case .meanPositions(let source, _, _, _, let output),
                .meanPositionsGradient(let source, _, _, _, let output),
                .transpose(let source, _, _, _, let output), .linear(_, let source, let output),
                .linearInputGradient(_, let source, let output):
                [source, output]
            case .linearWeightsGradient(_, let source, let gradient): [source, gradient]
            case .layerNormalize(_, let values, let output), .softmax(_, let values, let output),
                .join(_, let values, _, _, let output), .part(_, let values, _, _, let output):
                [values, output]
            case .layerNormalizeGradient(_, let values, let gradient, let output),
                .softmaxGradient(_, let values, let gradient, let output):
                [values, gradient, output]
            case .dropout(_, let source, let mask, let output),
                .dropoutGradient(_, let source, let mask, let output):
                [source, mask, output]
            }
        return places.compactMap { place in
            if case .arena(let storage) = place { storage } else { nil }
        }
    }
}

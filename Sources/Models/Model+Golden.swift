public import Images
internal import Networks
internal import Tensors

extension Model {
    /// Two synthetic pictures: a model that holds users' photos would give them away.
    static func syntheticPictures(width: Int, height: Int) -> [Image] {
        let waves = (0..<height * width * 3).map { index in
            let (channel, column, row) = (index % 3, index / 3 % width, index / 3 / width)
            return UInt8((7 * row + 3 * column + 11 * channel) % 256)
        }
        var generator = SeededGenerator(seed: 1)
        let tileSide = 16
        let tilesAcross = (width + tileSide - 1) / tileSide
        let tiles = (0..<tilesAcross * ((height + tileSide - 1) / tileSide)).map { _ in
            (0..<3).map { _ in UInt8.random(in: 0...255, using: &generator) }
        }
        let mosaic = (0..<height * width * 3).map { index in
            let (channel, column, row) = (index % 3, index / 3 % width, index / 3 / width)
            return tiles[row / tileSide * tilesAcross + column / tileSide][channel]
        }
        return [waves, mosaic].map { Image(width: width, height: height, pixels: $0) }
    }

    /// The model with golden examples computed anew.
    ///
    /// - Throws: `ModelError.execution` where the network cannot be run.
    public func addingGoldenExamples() throws(ModelError) -> Model {
        let session = try Classifier(self).makeSession()
        return try addingGoldenExamples { pixels throws(ModelError) in try session.logits(ofPrepared: pixels)
        }
    }

    /// The model with golden examples whose logits someone else computes, for example from features.
    ///
    /// - Throws: What `logits` throws.
    public func addingGoldenExamples<Failure: Error>(
        logits: (Image) throws(Failure) -> [Float]
    ) throws(Failure) -> Model {
        var model = self
        model.golden = []
        for pixels in Self.syntheticPictures(width: network.input.width, height: network.input.height) {
            model.golden.append(GoldenExample(pixels: pixels, logits: try logits(pixels)))
        }
        return model
    }

    /// The largest distance that replayed logits may have: kernels differ from processor to processor in the
    /// order of their sums.
    public static let goldenTolerance = 1e-4

    /// How a replay of the golden examples went.
    public struct Verification: Hashable, Sendable {
        /// The number of examples.
        public let exampleCount: Int
        /// The largest distance of a logit from the stored one, relative to the largest stored magnitude.
        public let largestDeviation: Double
        /// Whether every example has the stored class on top.
        public let keepsTopClass: Bool
        /// Whether the model computes what it did when it was made.
        public var isPassed: Bool {
            exampleCount > 0 && keepsTopClass && largestDeviation <= Model.goldenTolerance
        }
    }

    /// Runs the golden examples and compares.
    ///
    /// - Throws: `ModelError.execution` where the network cannot be run.
    public func verified() throws(ModelError) -> Verification {
        let session = try Classifier(self).makeSession()
        var largest = 0.0
        var keepsTopClass = true
        for example in golden {
            let logits = try session.logits(ofPrepared: example.pixels)
            let scale = Double(example.logits.map(\.magnitude).max() ?? 0)
            for (logit, expected) in zip(logits, example.logits) {
                let deviation = Double((logit - expected).magnitude) / max(scale, 1)
                // A logit that is no finite number must fail, and comparisons with NaN are false.
                largest = deviation.isFinite ? max(largest, deviation) : .infinity
            }
            keepsTopClass = keepsTopClass && Self.top(logits) == Self.top(example.logits)
        }
        return Verification(
            exampleCount: golden.count, largestDeviation: largest, keepsTopClass: keepsTopClass)
    }

    private static func top(_ logits: [Float]) -> Int? {
        logits.indices.max { logits[$0] < logits[$1] }
    }
}

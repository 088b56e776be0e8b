public import Images

/// How the pictures of one batch are mixed: for each its partner and its own share.
public struct BatchMixing: Hashable, Sendable {
    /// What becomes of one picture.
    public struct Mix: Hashable, Sendable {
        /// The place of the other picture in the batch; may be the picture's own.
        public let partner: Int
        /// λ: the share of the picture itself, `0 ... 1`.
        public let weight: Double
        /// The pixels that are taken from the partner; nil where all pixels are blended (mixup), or where λ is 1
        /// and nothing is taken.
        public let region: PixelRegion?
    }

    /// The mix of each picture; every picture is the partner of exactly one.
    public let mixes: [Mix]
    /// The columns of the pictures.
    public let width: Int
    /// The rows of the pictures.
    public let height: Int

    /// Whoever calls this gives each picture one partner, and regions within the picture.
    init(mixes: [Mix], width: Int, height: Int) {
        self.mixes = mixes
        self.width = width
        self.height = height
    }

    /// The labels of the mixed pictures.
    ///
    /// - Precondition: There are as many labels as pictures.
    public func labels<Label>(_ labels: [Label]) -> [MixedLabel<Label>] {
        precondition(
            labels.count == mixes.count, "\(labels.count) labels do not fit \(mixes.count) pictures")
        return zip(labels, mixes).map { label, mix in
            MixedLabel(first: label, second: labels[mix.partner], weight: mix.weight)
        }
    }

    /// Mixes the pictures of a batch in place, with room for one more picture.
    ///
    /// - Parameter values: `[N, H, W, C]`, any number of channels.
    /// - Precondition: `values.count` is a multiple of N · H · W.
    public func apply(to values: inout [Float]) {
        var span = values.mutableSpan
        apply(to: &span)
    }

    /// Mixes the pictures of a batch in place, with room for one more picture.
    ///
    /// - Parameter values: `[N, H, W, C]`, any number of channels.
    /// - Precondition: `values.count` is a multiple of N · H · W.
    public func apply(to values: inout MutableSpan<Float>) {
        let pixelCount = mixes.count * width * height
        guard pixelCount > 0 else { return }
        precondition(
            values.count % pixelCount == 0,
            "\(values.count) values are not \(mixes.count) pictures of \(width)×\(height) pixels")
        let channelCount = values.count / pixelCount
        let length = values.count / mixes.count
        var isDone = [Bool](repeating: false, count: mixes.count)
        var saved = [Float](repeating: 0, count: length)
        // Along a circle of partners each picture is read before it is changed, but for the first, which is kept.
        for first in mixes.indices where !isDone[first] && mixes[first].partner != first {
            for index in 0..<length { saved[index] = values[first * length + index] }
            var current = first
            while !isDone[current] {
                isDone[current] = true
                let mix = mixes[current]
                if mix.partner == first {
                    mixSaved(saved, into: &values, at: current * length, mix, channelCount)
                } else {
                    mixOther(
                        mix.partner * length, into: &values, at: current * length, mix, channelCount)
                }
                current = mix.partner
            }
        }
    }

    private func mixOther(
        _ source: Int, into values: inout MutableSpan<Float>, at start: Int, _ mix: Mix, _ channelCount: Int
    ) {
        let (own, other) = Self.shares(of: mix)
        forEachRun(of: mix, channelCount) { offset, count in
            for index in offset..<offset + count {
                values[start + index] = own * values[start + index] + other * values[source + index]
            }
        }
    }

    private func mixSaved(
        _ saved: [Float], into values: inout MutableSpan<Float>, at start: Int, _ mix: Mix,
        _ channelCount: Int
    ) {
        let (own, other) = Self.shares(of: mix)
        let saved = saved.span
        forEachRun(of: mix, channelCount) { offset, count in
            for index in offset..<offset + count {
                values[start + index] = own * values[start + index] + other * saved[index]
            }
        }
    }

    /// Within a rectangle the partner has all of a pixel.
    private static func shares(of mix: Mix) -> (own: Float, other: Float) {
        mix.region == nil ? (Float(mix.weight), Float(1 - mix.weight)) : (0, 1)
    }

    /// The runs of neighbouring values that are mixed.
    private func forEachRun(of mix: Mix, _ channelCount: Int, _ body: (_ offset: Int, _ count: Int) -> Void) {
        guard let region = mix.region else {
            if mix.weight < 1 { body(0, width * height * channelCount) }
            return
        }
        for row in region.y..<region.y + region.height {
            body((row * width + region.x) * channelCount, region.width * channelCount)
        }
    }
}

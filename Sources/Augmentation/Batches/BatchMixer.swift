internal import Images

/// Mixes the pictures of a batch pairwise, by mixup or by cutmix, and their labels with them.
///
/// The partners of a batch are a random permutation of it; a picture may be its own. Of mixup each picture draws a share
/// λ from the distribution Beta(α, α) and becomes λ · itself + (1 − λ) · partner. Of cutmix it draws λ likewise, and a
/// rectangle of its partner with √(1 − λ) of both sides, its middle uniform over the picture and cut off at the edges,
/// takes the place of its own pixels; λ then becomes the share of the pixels that stay. Where both are wanted, each
/// batch has one of them, either half of the time.
/// Source: Zhang et al., "mixup: beyond empirical risk minimization", <https://arxiv.org/abs/1710.09412>; Yun et al.,
/// "CutMix: regularization strategy to train strong classifiers with localizable features",
/// <https://arxiv.org/abs/1905.04899>, section 3.1.
public struct BatchMixer: Hashable, Sendable {
    /// α of mixup, 0.01 to 100; nil for none. Small values mix little.
    public let mixup: Double?
    /// α of cutmix, 0.01 to 100; nil for none.
    public let cutmix: Double?

    /// Makes a mixer.
    ///
    /// - Precondition: At least one α is there; those that are lie in `0.01 ... 100`.
    public init(mixup: Double? = nil, cutmix: Double? = nil) {
        precondition(mixup != nil || cutmix != nil, "a mixer needs mixup or cutmix")
        for alpha in [mixup, cutmix].compactMap(\.self) {
            precondition((0.01...100).contains(alpha), "alpha \(alpha) is outside 0.01 ... 100")
        }
        self.mixup = mixup
        self.cutmix = cutmix
    }

    /// Decides how one batch is mixed.
    ///
    /// - Parameters:
    ///   - sampleCount: The pictures of the batch.
    ///   - width: Their columns.
    ///   - height: Their rows.
    ///   - generator: Where all chance comes from.
    /// - Precondition: `sampleCount` is not negative, `width` and `height` are positive.
    public func mixing(
        sampleCount: Int, width: Int, height: Int, using generator: inout some RandomNumberGenerator
    ) -> BatchMixing {
        precondition(sampleCount >= 0, "a batch of \(sampleCount) pictures")
        precondition(width > 0 && height > 0, "a picture of \(width)×\(height) pixels is empty")
        let partners = Array(0..<sampleCount).shuffled(using: &generator)
        let isMixup = cutmix == nil || mixup != nil && generator.happens(withProbability: 0.5)
        let alpha = (isMixup ? mixup : cutmix) ?? 1
        let mixes = partners.map { partner in
            let share = SymmetricBeta(alpha: alpha).draw(using: &generator)
            return isMixup
                ? BatchMixing.Mix(partner: partner, weight: share, region: nil)
                : Self.cut(partner, share, width: width, height: height, using: &generator)
        }
        return BatchMixing(mixes: mixes, width: width, height: height)
    }

    private static func cut(
        _ partner: Int, _ share: Double, width: Int, height: Int,
        using generator: inout some RandomNumberGenerator
    ) -> BatchMixing.Mix {
        let side = (1 - share).squareRoot()
        let columns = span(side, of: width, using: &generator)
        let rows = span(side, of: height, using: &generator)
        guard !columns.isEmpty, !rows.isEmpty else {
            return BatchMixing.Mix(partner: partner, weight: 1, region: nil)
        }
        let taken = Double(columns.count * rows.count) / Double(width * height)
        return BatchMixing.Mix(
            partner: partner, weight: 1 - taken,
            region: PixelRegion(
                x: columns.lowerBound, y: rows.lowerBound, width: columns.count, height: rows.count))
    }

    /// The pixels along one axis that a rectangle covers.
    private static func span(
        _ share: Double, of count: Int, using generator: inout some RandomNumberGenerator
    ) -> Range<Int> {
        let length = Int((share * Double(count)).rounded())
        let start = Int.random(in: 0..<count, using: &generator) - length / 2
        return max(start, 0)..<max(min(start + length, count), max(start, 0))
    }
}

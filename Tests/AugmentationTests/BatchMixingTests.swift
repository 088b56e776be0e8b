import Augmentation
import Images
import Tensors
import Testing

@Suite struct BatchMixingTests {
    private static func mixing(_ mixer: BatchMixer, count: Int = 8, seed: UInt64 = 1) -> BatchMixing {
        var generator = SeededGenerator(seed: seed)
        return mixer.mixing(sampleCount: count, width: 6, height: 5, using: &generator)
    }

    /// Pictures `[N, 5, 6, 2]` of which every value is different.
    private static func values(count: Int) -> [Float] { (0..<count * 60).map { Float($0) } }

    /// What mixing means, sample by sample, from a copy.
    private static func expected(_ mixing: BatchMixing, _ values: [Float]) -> [Float] {
        values.indices.map { index in
            let (sample, rest) = index.quotientAndRemainder(dividingBy: 60)
            let mix = mixing.mixes[sample]
            let (own, other) = (values[index], values[mix.partner * 60 + rest])
            guard let region = mix.region else {
                return Float(mix.weight) * own + Float(1 - mix.weight) * other
            }
            let (x, y) = (rest / 2 % 6, rest / 12)
            let isInside =
                (region.x..<region.x + region.width).contains(x)
                && (region.y..<region.y + region.height).contains(y)
            return isInside ? other : own
        }
    }

    @Test(arguments: [BatchMixer(mixup: 0.4), BatchMixer(cutmix: 1), BatchMixer(mixup: 1, cutmix: 1)], 0..<9)
    func `mixing in place is mixing from a copy`(_ mixer: BatchMixer, _ count: Int) {
        for seed in 0..<10 as Range<UInt64> {
            let mixing = Self.mixing(mixer, count: count, seed: seed)
            var values = Self.values(count: count)
            let expected = Self.expected(mixing, values)
            mixing.apply(to: &values)
            // A picture that is its own partner stays to the bit.
            #expect(zip(values, expected).allSatisfy { abs($0 - $1) <= 1e-4 })
            #expect(Set(mixing.mixes.map(\.partner)).count == count)
        }
    }

    @Test func `the same seed gives the same mixing`() {
        let mixer = BatchMixer(mixup: 0.2, cutmix: 1)
        #expect(Self.mixing(mixer) == Self.mixing(mixer))
        #expect(Self.mixing(mixer) != Self.mixing(mixer, seed: 2))
    }

    @Test func `the weight of cutmix is the share of pixels that stay`() {
        for seed in 0..<50 as Range<UInt64> {
            for mix in Self.mixing(BatchMixer(cutmix: 1), seed: seed).mixes {
                let taken = mix.region.map { $0.width * $0.height } ?? 0
                #expect(mix.weight == 1 - Double(taken) / 30)
                if let region = mix.region {
                    #expect(region.x >= 0 && region.x + region.width <= 6)
                    #expect(region.y >= 0 && region.y + region.height <= 5)
                }
            }
        }
    }

    @Test func `both kinds happen about equally often where both are wanted`() {
        let mixer = BatchMixer(mixup: 50, cutmix: 1)
        let count = (0..<400 as Range<UInt64>).count { seed in
            Self.mixing(mixer, seed: seed).mixes.allSatisfy { $0.region == nil && abs($0.weight - 0.5) < 0.3 }
        }
        // 200 expected; the standard deviation is 10.
        #expect((160...240).contains(count), "\(count) of 400")
    }

    /// α, and the variance 1 / (8 α + 4) of Beta(α, α).
    @Test(arguments: [0.01, 0.2, 0.5, 1, 3, 100])
    func `shares have the distribution that is asked for`(_ alpha: Double) {
        var generator = SeededGenerator(seed: 5)
        let shares = BatchMixer(mixup: alpha).mixing(
            sampleCount: 8000, width: 1, height: 1, using: &generator
        ).mixes.map(\.weight)
        let mean = shares.reduce(0, +) / 8000
        let variance = shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 8000
        let expected = 1 / (8 * alpha + 4)
        #expect(shares.allSatisfy { (0...1).contains($0) })
        #expect(abs(mean - 0.5) < 5 * (expected / 8000).squareRoot())
        #expect(abs(variance / expected - 1) < 0.08, "\(variance) for \(expected)")
        if alpha == 1 {
            // Uniform: a tenth below each decile.
            let low = shares.count { $0 < 0.1 }
            #expect((700...900).contains(low), "\(low)")
        }
    }

    @Test func `labels are those of the picture and its partner`() {
        let mixing = Self.mixing(BatchMixer(mixup: 1), count: 4)
        let labels = mixing.labels(["a", "b", "c", "d"])
        for (index, label) in labels.enumerated() {
            let mix = mixing.mixes[index]
            #expect(
                label
                    == MixedLabel(
                        first: ["a", "b", "c", "d"][index], second: ["a", "b", "c", "d"][mix.partner],
                        weight: mix.weight))
        }
    }

    @Test func `values that do not fit, and a mixer of nothing, trap`() async {
        await #expect(processExitsWith: .failure) { _ = BatchMixer() }
        await #expect(processExitsWith: .failure) {
            var generator = SeededGenerator(seed: 1)
            var values = [Float](repeating: 0, count: 61)
            BatchMixer(mixup: 1).mixing(sampleCount: 1, width: 6, height: 5, using: &generator).apply(
                to: &values)
        }
    }
}

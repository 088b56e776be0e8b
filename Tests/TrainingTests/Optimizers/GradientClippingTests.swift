import Tensors
import Testing
import Training

@Suite struct GradientClippingTests {
    @Test(arguments: try GoldenOptimisation.read().clippings)
    func `clipping by norm equals PyTorch's`(_ golden: GoldenOptimisation.Clipping) {
        let norm = GradientNorm.norm(
            squaredSums: golden.gradients.map { GradientNorm.squaredSum($0.span) })
        #expect(abs(norm - golden.norm) <= 1e-12 * golden.norm)
        let factor = GradientClipping.norm(golden.limit).factor(norm: norm)
        for (gradient, clipped) in zip(golden.gradients, golden.clipped) {
            for (value, expected) in zip(gradient, clipped) {
                #expect(abs(Double(value * factor) - expected) <= 2e-7 * abs(expected))
            }
        }
    }

    @Test func `clipping by value moves entries to the limits`() {
        var gradient: [Float] = [-2, -0.5, 0, 0.4, 7, .infinity, .nan]
        var span = gradient.mutableSpan
        GradientClipping.norm(0.1).clip(&span)
        GradientClipping.none.clip(&span)
        GradientClipping.value(0.5).clip(&span)
        #expect(Array(gradient[..<6]) == [-0.5, -0.5, 0, 0.4, 0.5, 0.5])
        #expect(gradient[6].isNaN)
    }

    @Test func `only clipping by norm scales, and only too long gradients`() {
        #expect(GradientClipping.none.factor(norm: 100) == 1)
        #expect(GradientClipping.value(1).factor(norm: 100) == 1)
        #expect(GradientClipping.norm(1).factor(norm: 0.5) == 1)
        #expect(GradientClipping.norm(1).factor(norm: 0) == 1)
        #expect(GradientClipping.norm(1).factor(norm: 4) < 0.25)
        #expect(GradientClipping.norm(1).factor(norm: .infinity) == 1)
        #expect(GradientClipping.norm(1).factor(norm: .nan) == 1)
    }

    @Test(arguments: [0, 1, 7, 8, 4095, 4096, 4097, 9001])
    func `the norm is the sum of blocks that any thread may have computed`(_ count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        let gradient = (0..<count).map { _ in Float.random(in: -1...1, using: &generator) }
        let blocks = GradientNorm.blockSums(gradient.span)
        #expect(blocks.count == (count + 4095) / 4096)
        #expect(blocks.reduce(0, +) == GradientNorm.squaredSum(gradient.span))
        let plain = gradient.reduce(0) { $0 + Double($1) * Double($1) }
        #expect(abs(blocks.reduce(0, +) - plain) <= 1e-13 * plain)
    }

    @Test(arguments: [GradientClipping.none, .norm(1), .value(0.25)])
    func `a text form is read back`(_ clipping: GradientClipping) throws {
        #expect(try GradientClipping(parsing: clipping.description) == clipping)
    }

    @Test func `an unknown form is refused`() {
        #expect(
            throws: SettingsError.unknownName(
                "norms", of: "gradient clipping", known: ["none", "norm", "value"])
        ) { try GradientClipping(parsing: "norms") }
        #expect(throws: SettingsError.outOfRange(key: "limit", value: 0, allowed: "greater than 0")) {
            try GradientClipping(parsing: "norm:limit=0")
        }
    }
}

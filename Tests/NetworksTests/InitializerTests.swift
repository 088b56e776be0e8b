import Networks
import Tensors
import Testing

@Suite struct InitializerTests {
    /// The mean and the deviation that 40,000 values of a distribution should have.
    struct Expectation: Sendable, CustomTestStringConvertible {
        let initializer: Initializer
        let deviation: Double
        /// The largest magnitude that is possible; nil where there is none.
        var limit: Double?

        var testDescription: String { "\(initializer)" }
    }

    private static let shape: Shape = [160, 10, 5, 5]
    /// Inputs 10 · 5 · 5 = 250, outputs 160 · 5 · 5 = 4000.
    private static let fans = Initializer.Fans(shape: shape)

    static let expectations = [
        Expectation(initializer: .normal(standardDeviation: 0.01), deviation: 0.01),
        Expectation(
            initializer: .xavierUniform, deviation: (2.0 / 4250).squareRoot(),
            limit: (6.0 / 4250).squareRoot()),
        Expectation(initializer: .xavierNormal, deviation: (2.0 / 4250).squareRoot()),
        Expectation(
            initializer: .heUniform(), deviation: (2.0 / 250).squareRoot(),
            limit: (6.0 / 250).squareRoot()),
        Expectation(
            initializer: .heUniform(.outputs), deviation: (2.0 / 4000).squareRoot(),
            limit: (6.0 / 4000).squareRoot()),
        Expectation(initializer: .heNormal(), deviation: (2.0 / 250).squareRoot()),
        Expectation(initializer: .heNormal(.outputs), deviation: (2.0 / 4000).squareRoot()),
    ]

    private static func values(_ initializer: Initializer, seed: UInt64 = 7) -> [Double] {
        var generator = SeededGenerator(seed: seed)
        return initializer(shape: shape, fans: fans, using: &generator).values.map(Double.init)
    }

    @Test(arguments: expectations)
    func `values have the mean, the deviation and the shape of their distribution`(
        expectation: Expectation
    ) {
        let values = Self.values(expectation.initializer).map { $0 / expectation.deviation }
        let count = Double(values.count)
        func moment(_ power: Int) -> Double {
            values.reduce(0) { sum, value in sum + (0..<power).reduce(1) { product, _ in product * value } }
                / count
        }
        // Five times the standard error of each moment of 40,000 values.
        #expect(moment(1).magnitude <= 0.025)
        #expect((moment(2) - 1).magnitude <= 0.036)
        #expect(moment(3).magnitude <= 0.1)
        // The fourth moment of a uniform distribution is 9/5, that of a normal one 3.
        #expect((moment(4) - (expectation.limit == nil ? 3 : 1.8)).magnitude <= 0.25)
        let largest = values.map(\.magnitude).max() ?? 0
        if let limit = expectation.limit {
            let share = largest * expectation.deviation / limit
            #expect(share <= 1.000_001 && share > 0.99)
        } else {
            #expect(largest > 3.5 && largest < 6.5)
            // 68.3 % within one deviation.
            let near = Double(values.count { $0.magnitude < 1 }) / count
            #expect((near - 0.6827).magnitude < 0.012)
        }
    }

    @Test(arguments: expectations) func `neighbours are not correlated`(expectation: Expectation) {
        let values = Self.values(expectation.initializer).map { $0 / expectation.deviation }
        for distance in 1...3 {
            let products = zip(values, values.dropFirst(distance)).map { $0 * $1 }
            #expect((products.reduce(0, +) / Double(products.count)).magnitude < 0.025)
        }
    }

    @Test func `constants are constant and draw nothing`() {
        var generator = SeededGenerator(seed: 1)
        let ones = Initializer.ones(shape: [3], fans: Initializer.Fans(shape: [3]), using: &generator)
        #expect(ones == Tensor(shape: [3], values: [1, 1, 1]))
        let zeros = Initializer.zeros(shape: [2], fans: Initializer.Fans(shape: [2]), using: &generator)
        #expect(zeros == Tensor(shape: [2], values: [0, 0]))
        #expect(generator == SeededGenerator(seed: 1))
    }

    @Test(arguments: [
        ([64, 3, 7, 7], 1, 147, 3136), ([96, 1, 3, 3], 96, 9, 9), ([12, 2, 3, 1], 2, 6, 18),
        ([10, 84], 1, 84, 10), ([32], 1, 1, 1),
    ])
    func `fans count what meets`(shape: [Int], groups: Int, inputs: Int, outputs: Int) {
        let fans = Initializer.Fans(shape: Shape(shape), groups: groups)
        #expect(fans.inputs == inputs)
        #expect(fans.outputs == outputs)
    }

    @Test func `an odd number of normal values is the even one without the last`() {
        func values(_ count: Int) -> [Float] {
            var generator = SeededGenerator(seed: 3)
            let fans = Initializer.Fans(shape: [count])
            return Initializer.heNormal()(shape: [count], fans: fans, using: &generator).values
        }
        #expect(values(7) == Array(values(8).prefix(7)))
    }
}

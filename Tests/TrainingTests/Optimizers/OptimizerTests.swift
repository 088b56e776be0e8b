import FoundationEssentials
import Tensors
import Testing
import Training

@Suite struct OptimizerTests {
    /// The text forms of every rule with its defaults, and of some with other settings.
    static let texts = OptimizerSettings.names + ["rmsprop:momentum=0.9", "sgd:decay=0.1", "adam:decay=0.1"]

    @Test(arguments: try GoldenOptimisation.read().optimizers)
    func `every step equals PyTorch's`(_ golden: GoldenOptimisation.OptimizerCase) throws {
        let settings = try OptimizerSettings(parsing: golden.text)
        var state = OptimizerState(settings.rule, elementCount: golden.start.count)
        var parameter = golden.start
        for (index, gradient) in golden.gradients.enumerated() {
            var span = parameter.mutableSpan
            settings.update(parameter: &span, gradient: gradient.span, state: &state, step: index + 1)
            for (actual, expected) in zip(parameter, golden.parameters[index]) {
                #expect(abs(Double(actual) - expected) <= 2e-6 * max(1, abs(expected)))
            }
        }
    }

    /// Gradients of some steps.
    private static func gradients(count: Int, steps: Int) -> [[Float]] {
        var generator = SeededGenerator(seed: 11)
        return (0..<steps).map { _ in (0..<count).map { _ in Float.random(in: -1...1, using: &generator) } }
    }

    /// Parameter and state of a part after some steps.
    private static func train(
        _ settings: OptimizerSettings, _ range: Range<Int>, gradients: [[Float]]
    ) -> (parameter: [Float], tensors: [String: [Float]]) {
        var parameter = range.map { Float($0) / 8 - 1 }
        var state = OptimizerState(settings.rule, elementCount: range.count)
        for (index, gradient) in gradients.enumerated() {
            var span = parameter.mutableSpan
            settings.update(
                parameter: &span, gradient: gradient.span.extracting(range), state: &state, step: index + 1,
                gradientFactor: 0.7)
        }
        return (parameter, state.tensors)
    }

    @Test(arguments: texts) func `parts give the bits of the whole`(_ text: String) throws {
        let settings = try OptimizerSettings(parsing: text)
        let gradients = Self.gradients(count: 37, steps: 3)
        let whole = Self.train(settings, 0..<37, gradients: gradients)
        let parts = [0..<5, 5..<6, 6..<6, 6..<37].map { Self.train(settings, $0, gradients: gradients) }
        #expect(parts.flatMap(\.parameter) == whole.parameter)
        for (name, values) in whole.tensors {
            #expect(parts.flatMap { $0.tensors[name] ?? [] } == values)
        }
        #expect(whole.tensors.count == settings.rule.slots.count)
    }

    @Test(arguments: texts) func `a state that went through a checkpoint goes on with the same bits`(
        _ text: String
    ) throws {
        let settings = try OptimizerSettings(parsing: text)
        let gradients = Self.gradients(count: 9, steps: 4)
        var plain = [Float](repeating: 0.5, count: 9)
        var plainState = OptimizerState(settings.rule, elementCount: 9)
        var resumed = plain
        var resumedState = plainState
        for (index, gradient) in gradients.enumerated() {
            var span = plain.mutableSpan
            settings.update(parameter: &span, gradient: gradient.span, state: &plainState, step: index + 1)
            resumedState = try OptimizerState(
                settings.rule, elementCount: 9, tensors: resumedState.tensors)
            var other = resumed.mutableSpan
            settings.update(parameter: &other, gradient: gradient.span, state: &resumedState, step: index + 1)
        }
        #expect(plain == resumed)
        #expect(plainState == resumedState)
    }

    @Test(arguments: texts) func `every optimizer finds the bottom of a bowl`(_ text: String) throws {
        let settings = try OptimizerSettings(OptimizerSettings(parsing: text).rule, rate: 0.05)
        var state = OptimizerState(settings.rule, elementCount: 2)
        var parameter: [Float] = [2, -3]
        for step in 1...300 {
            let gradient: [Float] = [2 * parameter[0], parameter[1]]
            var span = parameter.mutableSpan
            let fading = 1 / (1 + Double(step) / 50)
            settings.update(
                parameter: &span, gradient: gradient.span, state: &state, scheduleFactor: fading, step: step)
        }
        #expect(parameter.allSatisfy { abs($0) < 0.2 })
    }

    @Test func `a group decides on rate and decay`() {
        let settings = OptimizerSettings(.sgd, rate: 0.5, decay: 0.5)
        let groups = [
            ParameterGroup(), ParameterGroup(decays: false), ParameterGroup(rateFactor: 0.5),
            ParameterGroup(rateFactor: 0),
        ]
        let results = groups.map { group -> Float in
            var state = OptimizerState(.sgd, elementCount: 1)
            var parameter: [Float] = [2]
            let gradient: [Float] = [1]
            var span = parameter.mutableSpan
            settings.update(
                parameter: &span, gradient: gradient.span, state: &state, group: group, step: 1)
            return parameter[0]
        }
        #expect(results == [1, 1.5, 1.5, 2])
    }

    @Test func `biases and normalisation do not decay, matrices and kernels do`() {
        #expect(!ParameterGroup(shape: [64]).decays)
        #expect(!ParameterGroup(shape: []).decays)
        #expect(ParameterGroup(shape: [10, 64]).decays)
        #expect(ParameterGroup(shape: [64, 3, 3, 3], rateFactor: 0.5) == ParameterGroup(rateFactor: 0.5))
    }

    @Test func `the last layer has the full rate`() {
        #expect(ParameterGroup.layerwiseRateFactors(depth: 4, factor: 0.5) == [0.125, 0.25, 0.5, 1])
        #expect(ParameterGroup.layerwiseRateFactors(depth: 2, factor: 1) == [1, 1])
        #expect(ParameterGroup.layerwiseRateFactors(depth: 1, factor: 0) == [1])
        #expect(ParameterGroup.layerwiseRateFactors(depth: 0, factor: 0.5) == [])
    }

    struct BadState: Sendable, CustomStringConvertible {
        let description: String
        let rule: UpdateRule
        let tensors: [String: [Float]]
        let error: OptimizerStateError
    }

    static let badStates = [
        BadState(
            description: "\"second_moment\" is missing", rule: .adam, tensors: ["first_moment": [1, 2]],
            error: .missingTensor("second_moment")),
        BadState(
            description: "another optimizer's", rule: .momentum(0.9), tensors: ["first_moment": [1, 2]],
            error: .unknownTensor("first_moment", expected: ["momentum"])),
        BadState(
            description: "another parameter's", rule: .momentum(0.9), tensors: ["momentum": [1, 2, 3]],
            error: .wrongLength("momentum", count: 3, expected: 2)),
        BadState(
            description: "anything for plain descent", rule: .sgd, tensors: ["momentum": []],
            error: .unknownTensor("momentum", expected: [])),
    ]

    @Test(arguments: badStates) func `a state that does not fit is refused`(_ state: BadState) {
        #expect(throws: state.error) {
            try OptimizerState(state.rule, elementCount: 2, tensors: state.tensors)
        }
    }

    #if !DEBUG
    @Test func `counts that differ trap`() async {
        await #expect(processExitsWith: .failure) {
            var state = OptimizerState(.sgd, elementCount: 2)
            var parameter: [Float] = [1, 2]
            let gradient: [Float] = [1]
            var span = parameter.mutableSpan
            UpdateRule.sgd.update(
                parameter: &span, gradient: gradient.span, state: &state, rate: 1, decay: 0, step: 1)
        }
    }
    #endif
}

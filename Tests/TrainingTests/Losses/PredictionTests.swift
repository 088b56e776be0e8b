import Networks
import Tensors
import Testing
import Training

@Suite struct PredictionTests {
    struct Reading: Sendable, CustomStringConvertible {
        let description: String
        let kind: ProblemKind
        let outputs: [Float]
        var columnCount = 1
        var thresholds: LabelThresholds?
        let expected: Targets.Values
    }

    static let readings = [
        Reading(
            description: "binary", kind: .binary, outputs: [0.49, 0.5, 1],
            expected: .classes([0, 1, 1])),
        Reading(
            description: "multiclass, the first of equal ones", kind: .multiclass,
            outputs: [0.2, 0.4, 0.4, 0.8, 0.1, 0.1], columnCount: 3, expected: .classes([1, 0])),
        Reading(
            description: "multilabel", kind: .multilabel, outputs: [0.5, 0.2, 0.4, 0.9], columnCount: 2,
            expected: .labels([true, false, false, true], labelCount: 2)),
        Reading(
            description: "multilabel with thresholds", kind: .multilabel, outputs: [0.5, 0.2, 0.4, 0.9],
            columnCount: 2, thresholds: LabelThresholds([0.45, 0.1]),
            expected: .labels([true, true, false, true], labelCount: 2)),
        Reading(
            description: "regression", kind: .regression, outputs: [-1, 7], columnCount: 2,
            expected: .numbers([-1, 7], columnCount: 2)),
    ]

    @Test(arguments: readings) func `outputs are read as the problem has it`(_ reading: Reading) {
        let predictions = Loss(reading.kind).predictions(
            outputs: reading.outputs, columnCount: reading.columnCount, thresholds: reading.thresholds)
        #expect(predictions == reading.expected)
    }

    @Test func `softmax and sigmoid keep outputs between 0 and 1`() {
        let logits: [Float] = [1e4, -1e4, 0, 2, 1, -3]
        for activation in OutputActivation.allCases {
            var outputs = logits
            var span = outputs.mutableSpan
            activation.apply(to: &span, columnCount: 3)
            switch activation {
            case .none: #expect(outputs == logits)
            case .sigmoid:
                #expect(outputs[0] == 1 && outputs[1] == 0 && outputs[2] == 0.5)
                #expect(abs(outputs[3] - 0.8807971) < 1e-7)
            case .softmax:
                let first = Array(outputs[..<3])
                #expect(first == [1, 0, 0])
                #expect(abs(outputs[3...].reduce(0, +) - 1) < 1e-6)
            }
        }
    }

    @Test func `thresholds have the highest F1 that any threshold has`() {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<40 {
            let rowCount = Int.random(in: 1...9, using: &generator)
            // Few different values, so that there are ties.
            let probabilities = (0..<rowCount).map { _ in Float(Int.random(in: 0...6, using: &generator)) / 6
            }
            let labels = (0..<rowCount).map { _ in Bool.random(using: &generator) }
            let thresholds = LabelThresholds(choosingFor: probabilities, labels: labels, labelCount: 1)
            func score(_ threshold: Float) -> Double {
                let predicted = probabilities.map { $0 >= threshold }
                let found = zip(predicted, labels).count { $0 && $1 }
                let wanted = predicted.count { $0 } + labels.count { $0 }
                return wanted == 0 ? 0 : Double(2 * found) / Double(wanted)
            }
            let best = (-1...13).map { score(Float($0) / 12) }.max()
            #expect(score(thresholds.values[0]) == best)
        }
    }

    struct Choice: Sendable, CustomStringConvertible {
        let description: String
        let probabilities: [Float]
        let labels: [Bool]
        let threshold: Float
    }

    static let choices = [
        Choice(
            description: "between the two that differ", probabilities: [0.2, 0.8], labels: [false, true],
            threshold: 0.5),
        Choice(
            description: "below all where all have the label", probabilities: [0.5, 0.75],
            labels: [true, true], threshold: 0.25),
        Choice(
            description: "never there", probabilities: [0.9, 0.1], labels: [false, false], threshold: 0.5),
        Choice(
            description: "of equal F1 the nearest to a half",
            // F1 is 2/3 for the first one alone, from 0.9375 on, and for the first four, from 0.40625 on.
            probabilities: [1, 0.875, 0.8125, 0.75, 0.0625], labels: [true, false, false, true, false],
            threshold: 0.40625),
        Choice(description: "zeros", probabilities: [0, 0], labels: [true, false], threshold: 0),
        Choice(
            description: "neighbouring floats", probabilities: [0.5, Float(0.5).nextUp],
            labels: [false, true], threshold: Float(0.5).nextUp),
    ]

    @Test(arguments: choices) func `a threshold follows the rule`(_ choice: Choice) {
        let thresholds = LabelThresholds(
            choosingFor: choice.probabilities, labels: choice.labels, labelCount: 1)
        #expect(thresholds.values == [choice.threshold])
    }

    @Test func `labels have thresholds of their own`() {
        let thresholds = LabelThresholds(
            choosingFor: [0.25, 0.5, 0.75, 1], labels: [false, true, true, false], labelCount: 2)
        #expect(thresholds.values == [0.5, 0.25])
    }
}

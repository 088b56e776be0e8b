import Glibc
import Networks
import Tensors
import TestSupport
import Testing
import Training

@Suite struct EvaluationTests {
    /// Logits and targets of a kind of problem, with what they are worth.
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let loss: Loss
        let logits: [[Float]]
        let targets: Targets.Values
        let expected: Double
        let metric: Double?
    }

    /// `log(1 + e)`: the loss of a logit of 1 where 0 is wanted.
    private static let wrong = log1p(exp(1.0))
    /// `log(1 + 1/e)`: the loss of a logit of 1 where 1 is wanted.
    private static let right = log1p(exp(-1.0))

    static let cases = [
        Case(
            testDescription: "classes", loss: Loss(.multiclass), logits: [[0, 1], [1, 0], [0, 1]],
            targets: .classes([1, 1, 1]), expected: (2 * right + wrong) / 3, metric: 2.0 / 3),
        Case(
            testDescription: "classes, whatever helps training",
            loss: .multiclass(MulticlassLoss(labelSmoothing: 0.1, classWeights: [1, 5], focus: 2)),
            logits: [[0, 1], [1, 0], [0, 1]], targets: .classes([1, 1, 1]),
            expected: (2 * right + wrong) / 3, metric: 2.0 / 3),
        Case(
            testDescription: "one of two", loss: .binary(BinaryLoss(positiveWeight: 3, labelSmoothing: 0.1)),
            logits: [[1], [1], [-1], [-1]], targets: .classes([1, 0, 0, 0]),
            expected: (3 * right + wrong) / 4, metric: 0.75),
        Case(
            testDescription: "labels", loss: Loss(.multilabel), logits: [[1, 1], [-1, -1]],
            targets: .labels([true, false, false, true], labelCount: 2), expected: (right + wrong) / 2,
            metric: 0.5),
        Case(
            testDescription: "numbers", loss: Loss(.regression), logits: [[1], [3]],
            targets: .numbers([2, 1], columnCount: 1), expected: 2.5, metric: nil),
    ]

    @Test(arguments: cases) func `loss and metric are those of the kind of problem`(_ item: Case) {
        let judged = Evaluation.judge(item.logits, item.targets, by: item.loss)
        #expect(abs(judged.loss - item.expected) < 1e-6)
        #expect(judged.metric == item.metric)
        #expect((judged.metric == nil) == (item.loss.kind.metricName == nil))
    }

    @Test func `logits are in the order of the examples, for any number of workers`() async throws {
        let run = LoopRun()
        var examples = run.training
        examples.noise = 9
        let parameters = try Formula.parameters(for: run.network)
        let one = try await Evaluation.logits(of: run.network, parameters, examples, workerCount: 1)
        #expect(try await Evaluation.logits(of: run.network, parameters, examples, workerCount: 3) == one)
        examples.values.reverse()
        let reversed = try await Evaluation.logits(of: run.network, parameters, examples, workerCount: 2)
        #expect(reversed == one.reversed())
    }
}

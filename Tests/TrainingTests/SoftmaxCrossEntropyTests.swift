import Tensors
import Testing
import Training

@Suite struct SoftmaxCrossEntropyTests {
    @Test(arguments: try GoldenTraining.read().losses)
    func `value and gradient equal the reference`(_ golden: GoldenTraining.Loss) {
        let loss = SoftmaxCrossEntropy(
            labelSmoothing: golden.label_smoothing, classWeights: golden.class_weights)
        let logits = Tensor(shape: [golden.labels.count, golden.class_count], values: golden.logits)
        let exact = loss.valueAndGradient(
            logits: logits, labels: golden.labels, sampleWeights: golden.sample_weights)
        #expect(abs(exact.value - golden.value) <= 1e-12 * max(1, golden.value))
        for (actual, expected) in zip(exact.gradient.values, golden.gradient) {
            #expect(abs(actual - expected) <= 1e-12)
        }
        let rounded = loss.valueAndGradient(
            logits: logits.converted(to: Float.self), labels: golden.labels,
            sampleWeights: golden.sample_weights)
        #expect(rounded.value == exact.value)
        #expect(rounded.gradient == exact.gradient.converted(to: Float.self))
    }

    static let losses = [
        SoftmaxCrossEntropy(), SoftmaxCrossEntropy(labelSmoothing: 0.1),
        SoftmaxCrossEntropy(labelSmoothing: 0.3, classWeights: [2, 0.5, 1, 0]),
    ]

    @Test(arguments: losses) func `the gradient equals finite differences`(_ loss: SoftmaxCrossEntropy) {
        var generator = SeededGenerator(seed: 3)
        let labels = [0, 1, 2, 3, 1]
        let weights = [1, 2, 0.5, 1, 3]
        var logits = Tensor<Double>(shape: [5, 4], repeating: 0)
        for index in 0..<20 { logits[index] = Double.random(in: -3...3, using: &generator) }
        let gradient = loss.valueAndGradient(logits: logits, labels: labels, sampleWeights: weights).gradient
        for index in 0..<20 {
            var (above, below) = (logits, logits)
            above[index] += 1e-6
            below[index] -= 1e-6
            let rise = loss.valueAndGradient(logits: above, labels: labels, sampleWeights: weights).value
            let fall = loss.valueAndGradient(logits: below, labels: labels, sampleWeights: weights).value
            let difference = (rise - fall) / 2e-6
            #expect(abs(difference - gradient[index]) <= 1e-8 + 1e-3 * abs(gradient[index]))
        }
    }

    @Test func `the gradient of a row adds up to nothing`() {
        let logits = Tensor<Double>(shape: [1, 3], values: [1, 2, 4])
        let gradient = SoftmaxCrossEntropy(labelSmoothing: 0.1)
            .valueAndGradient(logits: logits, labels: [2]).gradient
        #expect(abs(gradient.values.reduce(0, +)) < 1e-15)
    }
}

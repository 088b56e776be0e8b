import Networks
import FoundationEssentials
import Testing
import Training

@Suite struct LossTests {
    @Test(arguments: try GoldenOptimisation.read().losses)
    func `value and gradient equal PyTorch's`(_ golden: GoldenOptimisation.LossCase) {
        let targets = golden.typedTargets
        let weight = golden.loss.totalWeight(of: targets)
        let exact = evaluate(golden.loss, logits: golden.logits, targets: targets, normalizer: weight)
        #expect(abs(exact.value / weight - golden.value) <= 1e-11 * max(1, golden.value))
        for (actual, expected) in zip(exact.gradient, golden.gradient) {
            #expect(abs(actual - expected) <= 1e-12 + 1e-11 * abs(expected))
        }
        let rounded = evaluate(
            golden.loss, logits: golden.logits.map { Float($0) }, targets: targets, normalizer: weight)
        #expect(rounded.value == exact.value)
        #expect(rounded.gradient == exact.gradient.map { Float($0) })
    }

    @Test func `every kind of problem is in the contract`() {
        #expect(Set(LossContract.all.map(\.loss.kind)) == Set(ProblemKind.allCases))
        for kind in ProblemKind.allCases { #expect(Loss(kind).kind == kind) }
    }

    @Test(arguments: LossContract.all)
    func `the gradient equals finite differences`(_ contract: LossContract) {
        let targets = contract.targets(rowCount: 5)
        let logits = contract.logits(rowCount: 5)
        let gradient = evaluate(contract.loss, logits: logits, targets: targets).gradient
        for index in logits.indices {
            var (above, below) = (logits, logits)
            above[index] += 1e-6
            below[index] -= 1e-6
            let rise = evaluate(contract.loss, logits: above, targets: targets).value
            let fall = evaluate(contract.loss, logits: below, targets: targets).value
            #expect(abs((rise - fall) / 2e-6 - gradient[index]) <= 1e-8 + 1e-3 * abs(gradient[index]))
        }
    }

    @Test(arguments: LossContract.all)
    func `shards give the bits of the whole batch`(_ contract: LossContract) {
        let targets = contract.targets(rowCount: 11)
        let logits = contract.logits(rowCount: 11).map { Float($0) }
        let weight = contract.loss.totalWeight(of: targets)
        let whole = evaluate(contract.loss, logits: logits, targets: targets, normalizer: weight)
        for cuts in [[0, 4, 8, 11], [0, 1, 11], [0, 0, 11, 11]] {
            var gradient: [Float] = []
            var (value, shardWeight) = (0.0, 0.0)
            for (start, end) in zip(cuts, cuts.dropFirst()) {
                let shard = targets.rows(start..<end)
                let columns = contract.columnCount
                let part = evaluate(
                    contract.loss, logits: Array(logits[start * columns..<end * columns]), targets: shard,
                    normalizer: weight)
                gradient += part.gradient
                value += part.value
                shardWeight += contract.loss.totalWeight(of: shard)
            }
            #expect(gradient == whole.gradient)
            #expect(abs(value - whole.value) <= 1e-13 * whole.value)
            #expect(abs(shardWeight - weight) <= 1e-13 * weight)
        }
    }

    @Test(arguments: LossContract.all, [0, 1e-30, 1e4, 3e38])
    func `logits of any size give finite numbers`(_ contract: LossContract, _ scale: Double) {
        let targets = contract.targets(rowCount: 6)
        for logits in [
            contract.logits(rowCount: 6, scale: scale),
            [Double](repeating: -scale, count: 6 * contract.columnCount),
        ] {
            let (value, gradient) = evaluate(contract.loss, logits: logits, targets: targets)
            #expect(value.isFinite && value >= 0)
            #expect(gradient.allSatisfy { $0.isFinite })
        }
    }

    @Test(arguments: LossContract.all) func `a logit that is no number shows in the value`(
        _ contract: LossContract
    ) {
        let targets = contract.targets(rowCount: 2)
        for index in 0..<2 * contract.columnCount {
            var logits = contract.logits(rowCount: 2)
            logits[index] = .nan
            let value = evaluate(contract.loss, logits: logits, targets: targets).value
            #expect(value.isNaN)
        }
    }

    @Test(arguments: LossContract.all) func `no rows cost nothing`(_ contract: LossContract) {
        let targets = contract.targets(rowCount: 0)
        let (value, gradient) = evaluate(contract.loss, logits: [Float](), targets: targets)
        #expect(value == 0)
        #expect(gradient.isEmpty)
        #expect(contract.loss.totalWeight(of: targets) == 0)
    }

    @Test func `rows without weight have no gradient`() {
        let loss = Loss.multiclass(MulticlassLoss(classWeights: [0, 1]))
        let targets = Targets(.classes([0, 0]))
        #expect(loss.totalWeight(of: targets) == 0)
        let (value, gradient) = evaluate(
            loss, logits: [Float](arrayLiteral: 1, 2, 3, -4), targets: targets, normalizer: 0)
        #expect(value == 0)
        #expect(gradient == [0, 0, 0, 0])
    }

    @Test(arguments: [0, 1, 2]) func `a batch of one class only wants that class`(_ label: Int) {
        let targets = Targets(.classes([Int](repeating: label, count: 4)))
        let gradient = evaluate(
            Loss(.multiclass), logits: [Double](repeating: 0.5, count: 12), targets: targets
        ).gradient
        for (index, slope) in gradient.enumerated() {
            #expect(index % 3 == label ? slope < 0 : slope > 0)
        }
    }

    @Test func `a row mixed with itself is the row`() {
        let plain = Targets(.classes([2, 0]))
        let mixed = plain.mixed(partners: [0, 1], shares: [0.25, 0.5])
        let logits: [Double] = [1, 2, 3, -1, 0, 1]
        let loss = Loss.multiclass(MulticlassLoss(labelSmoothing: 0.1))
        let (value, gradient) = evaluate(loss, logits: logits, targets: plain)
        let other = evaluate(loss, logits: logits, targets: mixed)
        #expect(abs(value - other.value) < 1e-14)
        for (left, right) in zip(gradient, other.gradient) { #expect(abs(left - right) < 1e-15) }
    }

    @Test func `the loss of an even guess is the logarithm of the class count`() {
        let value = evaluate(
            Loss(.multiclass), logits: [Double](repeating: 7, count: 1000), targets: Targets(.classes([17]))
        ).value
        #expect(abs(value - 6.907755278982137) < 1e-12)
    }

    @Test(arguments: LossContract.all) func `a loss is read back as it was written`(_ contract: LossContract)
        throws
    {
        let data = try JSONEncoder().encode(contract.loss)
        #expect(try JSONDecoder().decode(Loss.self, from: data) == contract.loss)
    }

    static let refusals = [
        #"{"multiclass":{"labelSmoothing":1,"focus":0}}"#,
        #"{"multiclass":{"labelSmoothing":0,"focus":-1}}"#,
        #"{"multiclass":{"labelSmoothing":0,"focus":0,"classWeights":[1,-2]}}"#,
        #"{"binary":{"positiveWeight":-1,"labelSmoothing":0}}"#,
        #"{"multilabel":{"labelWeights":[-1]}}"#,
        #"{"regression":{"penalty":{"huber":{"delta":0}},"isBounded":false}}"#,
        #"{"binary":{"positiveWeight":1,"labelSmoothing":0},"multilabel":{}}"#,
        "{}",
    ]

    @Test(arguments: refusals) func `settings out of range are refused`(_ text: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Loss.self, from: Data(text.utf8)) }
    }
}

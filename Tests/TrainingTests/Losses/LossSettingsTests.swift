import Networks
import Testing
import Training

@Suite struct LossSettingsTests {
    @Test(arguments: [
        ("cross-entropy", LossSettings.crossEntropy), ("focal", .focal(focus: 2)),
        ("focal:focus=0.5", .focal(focus: 0.5)), ("mse", .error(.squared)), ("mae", .error(.absolute)),
        ("huber", .error(.huber(delta: 1))), ("huber:delta=0.25", .error(.huber(delta: 0.25))),
    ])
    func `a text names a loss, and the loss its text`(text: String, settings: LossSettings) throws {
        #expect(try LossSettings(parsing: text) == settings)
        #expect(try LossSettings(parsing: settings.description) == settings)
        #expect(LossSettings.names.contains { settings.description.hasPrefix($0) })
    }

    @Test(arguments: [
        ("", SettingsError.unknownName("", of: "loss", known: LossSettings.names)),
        ("crossentropy", .unknownName("crossentropy", of: "loss", known: LossSettings.names)),
        ("mse:delta=1", .unknownKey("delta", of: "mse", known: [])),
        ("focal:focus=-1", .outOfRange(key: "focus", value: -1, allowed: "at least 0")),
        ("huber:delta=0", .outOfRange(key: "delta", value: 0, allowed: "greater than 0")),
    ])
    func `a text that names no loss is refused`(text: String, error: SettingsError) {
        #expect(throws: error) { try LossSettings(parsing: text) }
    }

    @Test(arguments: ProblemKind.allCases)
    func `every kind of problem has a loss of its own, and others are not for it`(kind: ProblemKind) {
        #expect(LossSettings(kind).loss(for: kind) == Loss(kind))
        let all: [LossSettings] = [.crossEntropy, .focal(focus: 2), .error(.absolute)]
        for settings in all {
            #expect((settings.loss(for: kind) != nil) == settings.kinds.contains(kind))
            #expect(settings.loss(for: kind)?.kind ?? kind == kind)
        }
    }

    @Test func `smoothing is for classes, and bounds are for values`() {
        let smoothed = LossSettings.crossEntropy.loss(for: .binary, labelSmoothing: 0.1)
        #expect(smoothed == .binary(BinaryLoss(labelSmoothing: 0.1)))
        #expect(
            LossSettings.focal(focus: 3).loss(for: .multiclass, labelSmoothing: 0.1)
                == .multiclass(MulticlassLoss(labelSmoothing: 0.1, focus: 3)))
        #expect(LossSettings.crossEntropy.loss(for: .multilabel, labelSmoothing: 0.1) == nil)
        #expect(LossSettings.error(.squared).loss(for: .regression, labelSmoothing: 0.1) == nil)
        #expect(
            LossSettings.error(.absolute).loss(for: .regression, isBounded: true)
                == .regression(RegressionLoss(.absolute, isBounded: true)))
    }
}

@Suite struct ClassWeightingTests {
    @Test(arguments: ["none", "balanced", "effective:beta=0.99"])
    func `a text names a weighting, and the weighting its text`(text: String) throws {
        #expect(try ClassWeighting(parsing: text).description == text)
    }

    @Test(arguments: ["", "inverse", "balanced:beta=1", "effective:beta=1"])
    func `a text that names no weighting is refused`(text: String) {
        #expect(throws: SettingsError.self) { try ClassWeighting(parsing: text) }
    }

    @Test func `balanced weights let each class count the same`() {
        let targets = Targets.Values.classes([0, 0, 0, 1])
        let loss = Loss(.multiclass).weighted(.balanced, for: targets, classCount: 2)
        // Four images, two classes: 4 / (2 · 3) and 4 / (2 · 1).
        #expect(loss == .multiclass(MulticlassLoss(classWeights: [2.0 / 3, 2])))
        #expect(Loss(.multiclass).weighted(.none, for: targets, classCount: 2) == Loss(.multiclass))
    }

    @Test func `present labels weigh more where they are rare`() {
        let binary = Loss(.binary).weighted(.balanced, for: .classes([0, 0, 0, 1]), classCount: 2)
        #expect(binary == .binary(BinaryLoss(positiveWeight: 3)))
        // The second label is on every image: there is nothing to weigh it against.
        let labels = Targets.Values.labels([true, true, false, true, false, true], labelCount: 2)
        let several = Loss(.multilabel).weighted(.balanced, for: labels, classCount: 2)
        #expect(several == .multilabel(MultilabelLoss(positiveWeights: [2, 1])))
    }

    @Test func `weights keep what else a loss was told, and a regression has none`() {
        let focal = Loss.multiclass(MulticlassLoss(labelSmoothing: 0.1, focus: 2))
        let weighted = focal.weighted(.balanced, for: .classes([0, 1]), classCount: 2)
        #expect(
            weighted == .multiclass(MulticlassLoss(labelSmoothing: 0.1, classWeights: [1, 1], focus: 2)))
        let values = Targets.Values.numbers([1, 2], columnCount: 1)
        #expect(Loss(.regression).weighted(.balanced, for: values, classCount: 1) == Loss(.regression))
    }
}

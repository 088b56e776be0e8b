import Networks
import Testing
import Training

@Suite struct RunIdentityTests {
    /// A change to a run, and what a checkpoint of the old one then is told to differ in.
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let change: @Sendable (inout LoopRun) -> Void

        init(_ difference: String, _ change: @escaping @Sendable (inout LoopRun) -> Void) {
            testDescription = difference
            self.change = change
        }
    }

    static let cases = [
        Case("the network has 10 classes, the checkpoint's 3") { run in
            run.network.nodes[run.network.nodes.count - 1].operation = .linear(Linear(features: 10))
        },
        Case("the network is \"other\", the checkpoint's \"tiny\"") { $0.network.name = "other" },
        Case("the network's input is 1×8×8, the checkpoint's 1×6×6") { run in
            run.network.input = InputShape(channels: 1, height: 8, width: 8)
        },
        Case("the network's node \"dropout\" is not like the checkpoint's") { run in
            for index in run.network.nodes.indices where run.network.nodes[index].name == "dropout" {
                run.network.nodes[index].operation = .dropout(rate: 0.3)
            }
        },
        Case("batch size 16, the checkpoint's 8") { $0.settings.batchSize = 16 },
        Case("shard size 8, the checkpoint's 4") { $0.settings.shardSize = 8 },
        Case("epochs 5, the checkpoint's 4") { $0.settings.epochCount = 5 },
        Case("seed 4, the checkpoint's 3") { $0.settings.seed = 4 },
        Case("patience 3, the checkpoint's none") { $0.settings.patience = 3 },
        Case("layer-wise factor 0.5, the checkpoint's 1.0") { $0.settings.layerwiseFactor = 0.5 },
        Case("schedule cosine:final=0, the checkpoint's constant") { run in
            run.settings.schedule = .cosine(final: 0)
        },
        Case("weight average 0.99 with warm-up, the checkpoint's none") { run in
            run.settings.average = WeightAverage(decay: 0.99)
        },
        Case(
            "optimizer sgd:lr=0.1,decay=0, the checkpoint's momentum:lr=0.05,decay=0,momentum=0.9"
        ) { run in
            run.settings.optimizer = OptimizerSettings(.sgd, rate: 0.1)
        },
        Case(
            """
            loss {"multiclass":{"focus":0,"labelSmoothing":0.1}}, the checkpoint's \
            {"multiclass":{"focus":0,"labelSmoothing":0}}
            """
        ) { run in
            run.settings.loss = .multiclass(MulticlassLoss(labelSmoothing: 0.1))
        },
        Case("batch normalisation by its running statistics, the checkpoint's by batches") { run in
            run.keepsStatistics = true
        },
    ]

    @Test(arguments: cases) func `a checkpoint of another run says what differs`(_ item: Case) async throws {
        let old = LoopRun()
        let state = try #require(try await old.stateWhenCancelled(afterStep: 1))
        let checkpoint = TrainingCheckpoint(state, of: old.identity())
        #expect(try checkpoint.state(resuming: old.identity()) == state)
        var new = old
        item.change(&new)
        #expect(throws: TrainingLoopError.otherRun(item.testDescription)) {
            try checkpoint.state(resuming: new.identity())
        }
    }

    /// What a run that diverged may do differently, with the words for it.
    static let adjustments = [
        Case("gradient clipping norm:limit=1, the checkpoint's none") { $0.settings.clipping = .norm(1) },
        Case(
            """
            optimizer momentum:lr=0.01,decay=0.1,momentum=0.9, the checkpoint's \
            momentum:lr=0.05,decay=0,momentum=0.9
            """
        ) { run in
            run.settings.optimizer = OptimizerSettings(.momentum(0.9), rate: 0.01, decay: 0.1)
        },
    ]

    @Test(arguments: adjustments)
    func `a run goes on with another rate or other bounds of gradients`(_ item: Case) async throws {
        let old = LoopRun()
        let state = try #require(try await old.stateWhenCancelled(afterStep: 3))
        let checkpoint = TrainingCheckpoint(state, of: old.identity())
        var new = old
        item.change(&new)
        #expect(new.identity().adjustments(from: old.identity()) == [item.testDescription])
        #expect(old.identity().adjustments(from: old.identity()).isEmpty)
        let resumed = try checkpoint.state(resuming: new.identity())
        #expect(resumed == state)
        let outcome = try await new.result(resuming: resumed).outcome
        #expect(outcome.records.count == 4)
        #expect(outcome.parameters != (try await old.result().outcome.parameters))
        // Beside another difference, all are named.
        new.settings.seed = 9
        #expect(throws: TrainingLoopError.otherRun("seed 9, the checkpoint's 3; \(item.testDescription)")) {
            try checkpoint.state(resuming: new.identity())
        }
    }

    @Test func `other weights to start from are named where the network is the same`() {
        let run = LoopRun()
        func identity(_ start: String, _ name: String = "tiny") -> RunIdentity {
            var network = run.network
            network.name = name
            return RunIdentity(
                network: network, settings: run.settings, dataDigest: "aa", startDigest: start,
                toolVersion: "1")
        }
        #expect(
            identity("x").differences(from: identity("y")) == [
                "weights to start from x, the checkpoint's y"
            ])
        #expect(
            identity("x", "other").differences(from: identity("y")) == [
                "the network is \"other\", the checkpoint's \"tiny\""
            ])
    }

    @Test func `all differences are named at once`() {
        let run = LoopRun()
        var other = run
        other.settings.seed = 8
        let ours = RunIdentity(
            network: run.network, settings: run.settings, dataDigest: "aa", augmentation: "flip:0.5",
            toolVersion: "1.3")
        let theirs = RunIdentity(
            network: run.network, settings: other.settings, dataDigest: "ab", toolVersion: "1.2")
        #expect(
            ours.differences(from: theirs) == [
                "seed 3, the checkpoint's 8", "data aa, the checkpoint's ab",
                "augmentation \"flip:0.5\", the checkpoint's \"\"", "version 1.3, the checkpoint's 1.2",
            ])
        #expect(ours.differences(from: ours).isEmpty)
    }

    /// A change to a run that a state of the old one cannot go on with, although no identity was asked.
    static let misfits = [
        Case("it has finished 2 epochs, of 1") { $0.settings.epochCount = 1 },
        Case("it has taken 6 steps, 0 of them in epoch 3, where an epoch has 2") { run in
            run.training = .patterns(16)
        },
        Case("it has no moving average of weights") { $0.settings.average = WeightAverage() },
        Case("the optimizer's state has \"momentum\", but this optimizer keeps nothing") { run in
            run.settings.optimizer = OptimizerSettings(.sgd, rate: 0.1)
        },
        Case("parameter \"fc.weight\" is 3×144, the network needs 10×144") { run in
            run.network.nodes[run.network.nodes.count - 1].operation = .linear(Linear(features: 10))
        },
    ]

    @Test(arguments: misfits) func `a state that does not fit is refused`(_ item: Case) async throws {
        let old = LoopRun()
        let state = try await old.result().states[1]
        var new = old
        item.change(&new)
        #expect(throws: TrainingLoopError.otherRun(item.testDescription)) {
            _ = try new.trainer(resuming: state)
        }
    }
}

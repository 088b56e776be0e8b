import FoundationEssentials
import Models
import Networks
import Tensors
import TestSupport
import Testing

@Suite struct ModelTaskTests {
    static let tasks: [(task: Model.Task, names: [String], outputCount: Int)] = [
        (.multiclass, ["a", "b", "c"], 3), (.binary, ["no", "yes"], 1),
        (.multilabel(thresholds: [0.25, 0.5]), ["sun", "sea"], 2),
        (.regression(isBounded: false), ["age"], 1), (.regression(isBounded: true), ["ripe", "sweet"], 2),
    ]

    @Test func `every kind of problem is tried`() {
        #expect(Set(Self.tasks.map(\.task.kind)) == Set(ProblemKind.allCases))
    }

    @Test(arguments: tasks.indices)
    func `a model of every kind survives its file`(index: Int) throws {
        let (task, names, outputCount) = Self.tasks[index]
        let model = try TinyModel.model(task: task, classNames: names, outputCount: outputCount)
        let read = try Model(reading: try FileParts(of: try model.serialized()).file())
        #expect(read.task == task && read.classNames == names)
        #expect(try read.serialized() == model.serialized())
        #expect(read.golden.first?.logits.count == outputCount)
    }

    @Test(arguments: tasks.indices)
    func `answers are one for each name`(index: Int) throws {
        let (task, names, outputCount) = Self.tasks[index]
        let model = try TinyModel.model(task: task, classNames: names, outputCount: outputCount)
        let answers = model.answers(logits: [-1, 0.5, 2].prefix(outputCount).map { Float($0) })
        #expect(answers.count == names.count)
        switch task {
        case .multiclass, .binary: #expect(abs(answers.reduce(0, +) - 1) < 1e-12)
        case .multilabel, .regression(isBounded: true):
            let expected = [0.2689414213699951, 0.6224593312018546]
            #expect(zip(answers, expected).allSatisfy { abs($0 - $1) < 1e-15 })
        case .regression: #expect(answers == [-1])
        }
    }

    @Test func `the temperature softens one logit as it does two`() throws {
        let binary = try TinyModel.model(
            task: .binary, classNames: ["no", "yes"], outputCount: 1, temperature: 2.5)
        let answers = binary.answers(logits: [3])
        for (one, two) in zip(answers, Softmax.probabilities([-1, 2], temperature: 2.5)) {
            #expect(abs(one - two) < 1e-12)
        }
        #expect(binary.answers(logits: [-2000]) == [1, 0])
        #expect(binary.answers(logits: [2000]) == [0, 1])
    }

    @Test(arguments: [
        (Model.Task.binary, ["a", "b"], 2, ModelError.classCountMismatch(names: 2, outputs: 2)),
        (.binary, ["a"], 1, .classCountMismatch(names: 1, outputs: 1)),
        (.multiclass, ["a", "b"], 1, .classCountMismatch(names: 2, outputs: 1)),
        (
            .multilabel(thresholds: [0.5]), ["a", "b"], 2,
            .malformed(key: "task", reason: "needs 2 thresholds in 0 ... 1, not [0.5]")
        ),
        (
            .multilabel(thresholds: [0.5, 1.5]), ["a", "b"], 2,
            .malformed(key: "task", reason: "needs 2 thresholds in 0 ... 1, not [0.5, 1.5]")
        ),
    ])
    func `names that do not go with the kind of problem are refused`(
        task: Model.Task, names: [String], outputCount: Int, error: ModelError
    ) {
        #expect(throws: error) {
            try TinyModel.model(task: task, classNames: names, outputCount: outputCount)
        }
    }

    @Test func `a regression has no temperature`() {
        #expect(
            throws: ModelError.malformed(key: "temperature", reason: "a regression has no temperature but 1")
        ) {
            try TinyModel.model(
                task: .regression(isBounded: false), classNames: ["a"], outputCount: 1, temperature: 2)
        }
    }

    @Test(arguments: [
        (#""ternary""#, #"there is no kind of problem "ternary""#),
        (#""multilabel""#, "multilabel needs its details"),
        (#"{}"#, "details belong to one of multilabel and regression"),
        (#"{"binary":{}}"#, "details belong to one of multilabel and regression"),
        (
            #"{"regression":{"bounded":false},"multilabel":{"thresholds":[]}}"#,
            "details belong to one of multilabel and regression"
        ),
        (#"{"regression":{}}"#, #""bounded" is missing, at regression"#),
    ])
    func `a task that is none is refused`(text: String, reason: String) throws {
        var parts = try FileParts(of: try TinyModel.model().serialized())
        parts.metadata["task"] = text
        let file = try parts.file()
        #expect(throws: ModelError.malformed(key: "task", reason: reason)) { try Model(reading: file) }
    }
}

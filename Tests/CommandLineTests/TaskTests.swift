import FoundationEssentials
import Glibc
import Testing

/// The four kinds of problem, from the manifest to the answer.
@Suite struct TaskTests {
    private static let classes = ["bag", "sandal", "trouser"]
    private static let photoCount = 10

    /// A task with a manifest of the photos, as text of each row by class and number.
    struct Task: CustomTestStringConvertible {
        let name: String
        let header: String
        let options: [String]
        let row: @Sendable (String, Int) -> String?
        /// What the JSON of an answer contains.
        let answers: [String]
        /// What the table of an evaluation contains.
        let judgement: [String]
        /// What inspect says.
        let inspected: String

        var testDescription: String { name }
    }

    static let tasks = [
        Task(
            name: "multiclass", header: "path,label", options: [], row: { label, _ in label },
            answers: ["\"label\":\"bag\"", "\"probability\":"], judgement: ["accuracy", "true \\ predicted"],
            inspected: "multiclass, 3 classes: bag, sandal, trouser"),
        Task(
            name: "binary", header: "path,label", options: [],
            row: { label, _ in label == "trouser" ? nil : label },
            answers: ["\"label\":\"bag\"", "\"label\":\"sandal\""], judgement: ["accuracy", "sandal"],
            inspected: "binary, 2 classes: bag, sandal"),
        Task(
            name: "multilabel", header: "path,labels", options: [],
            row: { label, number in
                label == "trouser" ? "" : label + (number.isMultiple(of: 2) ? "|even" : "")
            },
            answers: ["\"label\":\"bag\"", "\"label\":\"even\"", "\"present\":"],
            judgement: ["macro F1", "threshold", "even"],
            inspected: "multilabel, 3 labels: bag, even, sandal"),
        Task(
            name: "regression", header: "path,value:size,value:price", options: [],
            row: { label, number in "\((classes.firstIndex(of: label) ?? 0) * 100),\(number)" },
            answers: ["\"name\":\"size\"", "\"name\":\"price\"", "\"value\":"],
            judgement: ["mean |error|", "size", "price"], inspected: "regression, 2 values: size, price"),
        Task(
            name: "regression", header: "path,value", options: ["--bounded"],
            row: { label, _ in "\(Double(classes.firstIndex(of: label) ?? 0) / 2)" },
            answers: ["\"name\":\"value\"", "\"value\":0."], judgement: ["mean |error|"],
            inspected: "regression, 1 value from 0 to 1: value"),
    ]

    private func workplace(_ task: Task) throws -> Workplace {
        let workplace = try Workplace(photos: Self.photoCount)
        var lines = [task.header]
        for label in Self.classes {
            for number in 0..<Self.photoCount {
                guard let row = task.row(label, number) else { continue }
                lines.append("photos/\(label)/\(number).png,\(row)")
            }
        }
        try workplace.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: "list.csv")
        return workplace
    }

    private func run(_ workplace: Workplace, _ arguments: [String]) throws -> Workplace.Result {
        let result = try workplace.run(arguments.map { Array($0.utf8) })
        #expect(result.ending == .exit(0), "\(arguments): \(result.error)")
        return result
    }

    /// Everything that a model is asked, after it was trained in some way.
    private func ask(_ workplace: Workplace, _ task: Task) throws {
        let answer = try run(workplace, ["classify", "photos/bag/0.png", "--format", "json"])
        for text in task.answers { #expect(answer.output.contains(text), "\(answer.output)") }
        let table = try run(workplace, ["classify", "photos", "--format", "csv"])
        let fieldCounts = Set(
            table.lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).count })
        #expect(fieldCounts.count == 1)
        #expect(try run(workplace, ["classify", "photos/bag/0.png"]).lines.count > 1)
        let judged = try run(workplace, ["evaluate", "--manifest", "list.csv", "--json", "scores.json"])
        for text in task.judgement { #expect(judged.output.contains(text), "\(judged.output)") }
        struct Scores: Decodable {
            struct Details: Decodable {
                struct Ends: Decodable { let lower, upper, confidence: Double }
                let intervals: [String: Ends]
                let resample_count: Int
            }
            let details: Details
        }
        let scores = try JSONDecoder().decode(Scores.self, from: Data(try workplace.bytes("scores.json")))
        #expect(scores.details.resample_count == 1_000 && !scores.details.intervals.isEmpty)
        #expect(scores.details.intervals.values.allSatisfy { $0.lower <= $0.upper && $0.confidence == 0.95 })
        #expect(try run(workplace, ["inspect", "model.safetensors"]).output.contains(task.inspected))
        _ = try run(workplace, ["verify", "model.safetensors"])
    }

    @Test(arguments: tasks) func `a head learns every kind of problem`(_ task: Task) throws {
        let workplace = try workplace(task)
        let options =
            ["finetune", "--manifest", "list.csv", "--backbone", "tiny.safetensors", "--task", task.name]
            + task.options
        let trained = try run(workplace, options + ["--json", "run.json", "--save-split", "split.csv"])
        #expect(trained.output.contains("Validation"))
        try ask(workplace, task)
        let checked = try run(
            workplace, ["check", "--manifest", "list.csv", "--no-features", "--task", task.name])
        #expect(checked.output.contains("images"))
        let first = try workplace.bytes("model.safetensors")
        _ = try run(workplace, options + ["--workers", "3", "--quiet"])
        #expect(try workplace.bytes("model.safetensors") == first)
        _ = try run(workplace, options + ["--keep-split", "split.csv", "--quiet"])
        #expect(try workplace.bytes("model.safetensors") == first)
    }

    @Test(arguments: tasks) func `a network learns every kind of problem from nothing`(_ task: Task) throws {
        let workplace = try workplace(task)
        let trained = try run(
            workplace,
            [
                "train", "--manifest", "list.csv", "--network", "lenet5", "--input-size", "16", "--channels",
                "1",
            ]
                + ["--epochs", "2", "--batch-size", "8", "--task", task.name] + task.options)
        #expect(trained.output.hasPrefix("Trained lenet5 on ") && trained.output.contains("Validation"))
        try ask(workplace, task)
    }

    @Test(arguments: tasks) func `blocks learn every kind of problem behind a head`(_ task: Task) throws {
        let workplace = try workplace(task)
        let result = try run(
            workplace,
            ["finetune", "--manifest", "list.csv", "--backbone", "tiny.safetensors", "--unfreeze", "all"]
                + ["--epochs", "2", "--task", task.name] + task.options)
        #expect(result.output.contains("Head alone, validation") && result.output.contains("Blocks trained"))
        try ask(workplace, task)
    }

    @Test(arguments: [
        (["--task", "binary"], 65, "photos: a binary task needs two classes, not 3"),
        (
            ["--task", "regression"], 64,
            "photos: a folder says no values; a regression needs a --manifest with a column value"
        ),
        (["--task", "ternary"], 64, "there is no task \"ternary\"; known are"),
        (["--bounded"], 64, "--bounded is for --task regression"),
        (
            ["--task", "multilabel", "--early-stopping"], 64,
            "--early-stopping is for heads of classes, not for --task multilabel"
        ),
        (
            ["--unfreeze", "all", "--loss", "mse"], 64,
            "--loss mse is for --task regression, not for multiclass"
        ),
        (
            ["--unfreeze", "all", "--task", "multilabel", "--label-smoothing", "0.1"], 64,
            "--label-smoothing is for classes, not for --task multilabel"
        ),
        (["--unfreeze", "all", "--loss", "hinge"], 64, "there is no loss \"hinge\""),
        (["--unfreeze", "all", "--class-weights", "rare"], 64, "there is no class weighting \"rare\""),
        (["--class-weights", "balanced"], 64, "--class-weights is about training convolutions"),
    ]) func `what does not go with a kind of problem is refused`(
        arguments: [String], code: Int32, complaint: String
    ) throws {
        let workplace = try Workplace(photos: 4)
        let result = try workplace.run(
            (["finetune", "photos", "--backbone", "tiny.safetensors"] + arguments).map { Array($0.utf8) })
        #expect(result.ending == .exit(code))
        #expect(result.error.contains(complaint), "\(result.error)")
        #expect(try workplace.names == ["photos", "tiny.safetensors"])
    }

    @Test func `values out of bounds are named`() throws {
        let workplace = try Workplace(photos: 4)
        try workplace.write(
            Array("path,value\nphotos/bag/0.png,0.5\nphotos/bag/1.png,1.5\n".utf8), to: "list.csv")
        let result = try workplace.run(
            "finetune", "--manifest", "list.csv", "--backbone", "tiny.safetensors", "--task", "regression",
            "--bounded")
        #expect(result.ending == .exit(65))
        #expect(
            result.error.contains(
                "list.csv: photos/bag/1.png: its value is 1.5, and a bounded regression gives 0 to 1"))
    }

    @Test func `labels that are present are named, however few are asked for`() throws {
        let workplace = try Workplace(photos: 8)
        var rows = ["path,labels"]
        for label in Self.classes {
            for number in 0..<8 { rows.append("photos/\(label)/\(number).png,\(label)|a|b\(number % 2)") }
        }
        try workplace.write(Array((rows.joined(separator: "\n") + "\n").utf8), to: "list.csv")
        let refused = try workplace.run(
            "finetune", "--manifest", "list.csv", "--backbone", "tiny.safetensors", "--task", "multilabel")
        #expect(refused.ending == .exit(65))
        #expect(refused.error.contains("every training image has the label \"a\""))
        let text = rows.joined(separator: "\n").replacing("|a|", with: "|") + "\n"
        try workplace.write(Array(text.utf8), to: "list.csv")
        _ = try run(
            workplace,
            ["finetune", "--manifest", "list.csv", "--backbone", "tiny.safetensors", "--task", "multilabel"])
        let all = try run(workplace, ["classify", "photos/bag/0.png", "--format", "json"])
        let one = try run(workplace, ["classify", "photos/bag/0.png", "--format", "json", "--top", "1"])
        let present = all.output.split(separator: "\"present\":true").count - 1
        #expect(one.output.split(separator: "\"present\":true").count - 1 == present)
    }

    @Test func `weights and losses of classes change what is learned`() throws {
        let workplace = try Workplace(photos: 6)
        // One class is rarer.
        for number in 0..<3 { _ = unsafe unlink(workplace.path("photos/bag/\(number).png")) }
        var weights: [[UInt8]] = []
        for extra in [[], ["--loss", "focal:focus=2"], ["--class-weights", "effective:beta=0.5"]] {
            _ = try run(
                workplace,
                ["train", "photos", "--network", "lenet5", "--input-size", "16", "--channels", "1"]
                    + ["--epochs", "1", "--quiet", "--validation-fraction", "0.3"] + extra)
            // Behind the header, which begins with its length and tells how the model was trained.
            let file = try workplace.bytes("model.safetensors")
            let length = file.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
            weights.append(Array(file.dropFirst(8 + length)))
        }
        #expect(Set(weights).count == 3)
    }

    @Test func `a search for the learning rate draws its curve and writes no model`() throws {
        let workplace = try Workplace(photos: 10)
        let result = try run(
            workplace,
            ["train", "photos", "--network", "lenet5", "--input-size", "16", "--channels", "1"]
                + ["--batch-size", "8", "--find-learning-rate", "--json", "curve.json"])
        #expect(result.output.contains("loss over learning rate"))
        #expect(
            result.output.contains("Next: imgcls train photos --network lenet5")
                || result.output.contains("it never falls"))
        #expect(try workplace.names == ["curve.json", "photos", "tiny.safetensors"])
        struct Curve: Decodable {
            struct Point: Decodable {
                let rate: Double
                let loss: Double
            }
            let points: [Point]
            let diverged: Bool
        }
        let curve = try JSONDecoder().decode(Curve.self, from: Data(try workplace.bytes("curve.json")))
        #expect(curve.points.count > 1 && curve.points.count <= 100)
        #expect(zip(curve.points, curve.points.dropFirst()).allSatisfy { $0.rate < $1.rate })
        let staged = try run(
            workplace,
            ["finetune", "photos", "--backbone", "tiny.safetensors", "--unfreeze", "all"]
                + ["--find-learning-rate", "--json", "-", "--quiet"])
        #expect(staged.output.contains("\"points\""))
    }
}

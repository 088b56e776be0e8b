import FoundationEssentials
import ModelSupport
import Testing

/// What the numbers of epochs are called in the table of a terminal, in CSV and in TensorBoard's events, and the
/// search before them.
@Suite struct EpochLogTests {
    /// A task with the column of a manifest, the metric's name in the table and its key in files.
    struct Task: CustomTestStringConvertible {
        let name: String
        let column: String
        let metric: String?
        let key: String?

        var testDescription: String { name }
    }

    static let tasks = [
        Task(name: "multiclass", column: "label", metric: "accuracy", key: "accuracy"),
        Task(name: "multilabel", column: "labels", metric: "label accuracy", key: "label_accuracy"),
        Task(name: "regression", column: "value", metric: nil, key: nil),
    ]

    private static let small = ["--network", "lenet5", "--input-size", "16", "--channels", "1"]

    @Test(arguments: tasks)
    func `the metric of a kind of problem has the same name wherever epochs are shown`(_ task: Task) throws {
        let workplace = try Workplace(photos: 8)
        var lines = ["path,\(task.column)"]
        for (index, name) in ["bag", "sandal", "trouser"].enumerated() {
            for number in 0..<8 {
                let answer = task.name == "regression" ? "\(index)" : name
                lines.append("photos/\(name)/\(number).png,\(answer)")
            }
        }
        try workplace.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: "list.csv")
        let arguments =
            ["train", "--manifest", "list.csv", "--task", task.name, "--epochs", "1", "--batch-size", "8"]
            + ["--log", "log.csv", "--tensorboard", "events"] + Self.small
        let result = try workplace.run(arguments.map { Array($0.utf8) })
        #expect(result.ending == .exit(0), "\(result.error)")
        let headings = result.errorLines.first { $0.hasPrefix("epoch") }
        let shown = (["epoch", "train loss", "valid loss"] + (task.metric.map { [$0] } ?? []))
            .joined(separator: "  ")
        #expect(headings == shown + "       rate  images/s")
        let log = String(decoding: try workplace.bytes("log.csv"), as: UTF8.self).split(separator: "\n")
        let columns = ["epoch", "train_loss", "validation_loss"] + (task.key.map { [$0] } ?? [])
        let header = log.first.map(String.init)
        #expect(header == (columns + ["rate", "images_per_second", "seconds"]).joined(separator: ","))
        let fieldCounts = log.map { $0.split(separator: ",", omittingEmptySubsequences: false).count }
        #expect(Set(fieldCounts) == [columns.count + 3])
        let file = try #require(try workplace.folder.names(in: "work/events").first)
        let events = String(decoding: try workplace.bytes("events/\(file)"), as: UTF8.self)
        #expect(events.contains("loss/validation"))
        #expect(events.contains("validation/\(task.key ?? "")") == (task.key != nil))
    }

    /// A learning rate, and how the table shows it.
    static let rates = [
        ("0.025", "0.02500"), ("0.001", "0.00100"), ("0.0004", "400.0e-6"), ("0.0000015", "1.5e-6"),
        ("0.000000001", "1.0e-9"), ("2.5e-13", "250.0e-15"),
    ]

    @Test(arguments: rates) func `a small learning rate keeps its digits in the table`(
        _ rate: String, _ shown: String
    ) throws {
        let workplace = try Workplace(photos: 6)
        let arguments =
            ["train", "photos", "--epochs", "1", "--batch-size", "8", "--augment", "none"]
            + ["--optimizer", "sgd", "--schedule", "constant", "--learning-rate", rate] + Self.small
        let result = try workplace.run(arguments.map { Array($0.utf8) })
        #expect(result.ending == .exit(0), "\(result.error)")
        let line = try #require(result.errorLines.first { $0.hasPrefix("    1  ") }, "\(result.error)")
        #expect(line.split(separator: " ").contains(Substring(shown)), "\(line)")
    }

    @Test func `two runs leave an event file each, with the process and a number in its name`() throws {
        let workplace = try Workplace(photos: 6)
        let arguments =
            ["train", "photos", "--epochs", "1", "--batch-size", "8", "--quiet", "--tensorboard", "events"]
            + Self.small
        for _ in 0..<2 {
            let result = try workplace.run(arguments.map { Array($0.utf8) })
            #expect(result.ending == .exit(0), "\(result.error)")
        }
        let names = try workplace.folder.names(in: "work/events")
        #expect(names.count == 2)
        for name in names {
            #expect(name.hasPrefix("events.out.tfevents."))
            #expect(name.split(separator: ".").last == "0")
        }
    }

    @Test func `the command that a search suggests does not search again, and runs`() throws {
        let workplace = try Workplace(photos: 10)
        let settings =
            "network: lenet5\ninput-size: 16\nchannels: 1\nbatch-size: 8\nepochs: 1\nquiet: false\n"
        try workplace.write(Array((settings + "find-learning-rate: true\n").utf8), to: "run.yaml")
        let searches = [
            (
                ["train", "--config", "run.yaml", "--learning-rate", "0.5", "--", "photos"],
                "imgcls train --config run.yaml --find-learning-rate=false --learning-rate ", " -- photos"
            ),
            (
                ["train", "photos", "--find-learning-rate", "--learning-rate=0.5", "--batch-size", "8"]
                    + ["--epochs", "1"] + Self.small,
                "imgcls train photos --batch-size 8 --epochs 1 --network lenet5 --input-size 16 --channels 1 "
                    + "--learning-rate ", ""
            ),
        ]
        for (arguments, beginning, end) in searches {
            let result = try workplace.run(arguments.map { Array($0.utf8) })
            #expect(result.ending == .exit(0), "\(result.error)")
            let line = try #require(result.lines.last { $0.hasPrefix("Next: ") }, "\(result.output)")
            let command = String(line.dropFirst("Next: ".count))
            #expect(command.hasPrefix(beginning) && command.hasSuffix(end), "\(command)")
            let script = "imgcls() { \"$program\" \"$@\"; }\nprogram=$0\n" + command
            let training = try workplace.run(inShell: script, [])
            #expect(training.ending == .exit(0), "\(training.error)")
            #expect(training.output.contains("Wrote model.safetensors."))
        }
    }
}

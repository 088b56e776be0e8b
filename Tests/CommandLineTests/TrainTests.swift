import FoundationEssentials
import Glibc
import ModelSupport
import Testing

@Suite struct TrainTests {
    private static let small = ["--network", "lenet5", "--input-size", "16", "--channels", "1"]

    private func train(_ workplace: Workplace, _ arguments: String...) throws -> Workplace.Result {
        try workplace.run((["train", "photos"] + Self.small + arguments).map { Array($0.utf8) })
    }

    private struct Record: Decodable {
        struct Epoch: Decodable {
            let epoch: Int
            let train_loss: Double
            let validation_loss: Double?
        }

        let network: String
        let classes: [String]
        let images: FinetuneRecord.Images
        let epochs: [Epoch]
        let best_epoch: Int
    }

    @Test func `a run writes a model that classifies, and a record of every epoch`() throws {
        let workplace = try Workplace(photos: 10)
        let result = try train(
            workplace, "--epochs", "3", "--batch-size", "8", "--log", "log.csv", "--json", "-", "--quiet")
        #expect(result.error == "")
        #expect(result.ending == .exit(0))
        let record = try JSONDecoder().decode(Record.self, from: Data(result.output.utf8))
        #expect(record.network == "lenet5" && record.classes == ["bag", "sandal", "trouser"])
        #expect(record.images.total == 30 && record.images.validation > 0)
        #expect(record.epochs.map(\.epoch) == [1, 2, 3])
        #expect(record.epochs.allSatisfy { $0.train_loss > 0 && ($0.validation_loss ?? 0) > 0 })
        #expect((1...3).contains(record.best_epoch))
        let log = String(decoding: try workplace.bytes("log.csv"), as: UTF8.self)
        #expect(log.split(whereSeparator: \.isNewline).count == 4)
        // The checkpoint of a finished run is gone.
        #expect(
            try workplace.names == ["log.csv", "model.safetensors", "photos", "tiny.safetensors"])
        let answer = try workplace.run("classify", "photos/bag/0.png")
        #expect(answer.ending == .exit(0))
        #expect(try workplace.run("verify", "model.safetensors").ending == .exit(0))
    }

    @Test func `what comes behind training is shown, too`() throws {
        let workplace = try Workplace(photos: 40)
        let result = try train(workplace, "--epochs", "1")
        #expect(result.ending == .exit(0))
        #expect(result.error.contains("\nJudging: 28/28 images "))
        #expect(result.error.contains("\nLearning what is unknown: 120/120 images "))
    }

    @Test func `the bits depend on the seed and not on the number of workers`() throws {
        let workplace = try Workplace(photos: 6)
        for (name, extra) in [
            ("a", ["--workers", "1"]), ("b", ["--workers", "3"]), ("c", ["--seed", "1"]),
        ] {
            let arguments =
                ["train", "photos"] + Self.small + [
                    "--epochs", "2", "--quiet", "--output", "\(name).safetensors",
                ]
                + extra
            #expect(try workplace.run(arguments.map { Array($0.utf8) }).ending == .exit(0))
        }
        let models = try ["a", "b", "c"].map { try workplace.bytes("\($0).safetensors") }
        #expect(models[0] == models[1])
        #expect(models[0] != models[2])
    }

    @Test func `an interrupted run goes on to the same bits, and so does one that was killed`() throws {
        let workplace = try Workplace(photos: 12)
        let settings = ["--epochs", "60", "--batch-size", "8"]
        let arguments = ["train", "photos"] + Self.small + settings
        let whole = try workplace.run(
            (arguments + ["--quiet", "--output", "whole.safetensors"]).map { Array($0.utf8) })
        #expect(whole.ending == .exit(0))
        let kill = try workplace.interrupt(arguments, by: SIGKILL)
        #expect(kill == .signal(SIGKILL))
        let stop = try workplace.interrupt(arguments + ["--resume"], by: SIGTERM)
        #expect(stop == .exit(143))
        #expect(
            try workplace.errorText.split(separator: "\n").last
                == "imgcls: interrupted; go on with the same command and --resume")
        let other = try train(workplace, "--epochs", "61", "--batch-size", "8", "--resume")
        #expect(other.ending == .exit(65))
        #expect(other.error.contains("model.safetensors.checkpoint: the checkpoint is of another run: "))
        // A log of before, whose columns have other names, is replaced by one of the whole run.
        try workplace.write(Array("epoch,train_loss,metric\n1,2.5,0.5\n".utf8), to: "log.csv")
        let resumed = try workplace.run(
            (arguments + ["--resume", "--quiet", "--log", "log.csv"]).map { Array($0.utf8) })
        #expect(resumed.error == "" && resumed.ending == .exit(0))
        let log = String(decoding: try workplace.bytes("log.csv"), as: UTF8.self).split(separator: "\n")
        let header = log.first.map(String.init)
        #expect(header == "epoch,train_loss,validation_loss,accuracy,rate,images_per_second,seconds")
        #expect(log.dropFirst().map { $0.prefix { $0 != "," } } == (1...60).map { "\($0)" })
        #expect(try workplace.bytes("model.safetensors") == workplace.bytes("whole.safetensors"))
    }

    @Test func `a run that diverged says where it can go on, and does so with a lower rate`() throws {
        let workplace = try Workplace(photos: 12)
        let arguments = ["train", "photos"] + Self.small + ["--epochs", "40", "--batch-size", "8"]
        #expect(try workplace.interrupt(arguments, by: SIGTERM) == .exit(143))
        let diverged = try train(
            workplace, "--epochs", "40", "--batch-size", "8", "--resume", "--learning-rate", "1e38")
        #expect(diverged.ending == .exit(65))
        #expect(diverged.error.contains("note: goes on with another optimizer adamw:lr=1e+38"))
        #expect(diverged.error.contains("; model.safetensors.checkpoint holds the end of epoch "))
        let rest = try train(
            workplace, "--epochs", "40", "--batch-size", "8", "--resume", "--learning-rate", "0.0005",
            "--clip",
            "norm:limit=1")
        #expect(rest.ending == .exit(0), "\(rest.error)")
        #expect(rest.error.contains("note: goes on with another gradient clipping norm:limit=1, the "))
        #expect(try workplace.names == ["model.safetensors", "photos", "tiny.safetensors"])
    }

    @Test func `a run that begins keeps the checkpoint of an unfinished one under another name`() throws {
        let workplace = try Workplace(photos: 12)
        let arguments = ["train", "photos"] + Self.small + ["--epochs", "60", "--batch-size", "8"]
        #expect(try workplace.interrupt(arguments, by: SIGTERM) == .exit(143))
        let old = try workplace.bytes("model.safetensors.checkpoint")
        let other = try train(workplace, "--epochs", "1", "--seed", "4")
        #expect(other.ending == .exit(0))
        #expect(other.error.contains("it is kept as model.safetensors.checkpoint.previous"))
        #expect(try workplace.bytes("model.safetensors.checkpoint.previous") == old)
        #expect(try !workplace.names.contains("model.safetensors.checkpoint"))
    }

    @Test(arguments: [["--output", "/dev/null"], ["--checkpoint", "/dev/null"], ["--log", "/dev/full"]])
    func `what is no file cannot be written to, and that is said before training`(_ extra: [String]) throws {
        let workplace = try Workplace(photos: 4)
        let result = try workplace.run((["train", "photos"] + Self.small + extra).map { Array($0.utf8) })
        #expect(result.ending == .exit(73))
        let complaint = "\(extra[1]): is no regular file, and would be replaced by one"
        #expect(result.error.contains(complaint), "\(result.error)")
        #expect(try workplace.names == ["photos", "tiny.safetensors"])
    }

    @Test(arguments: [
        (["--network", "lenet"], 64, "--network: there is no network \"lenet\"; is \"lenet5\" meant?"),
        (["--network", "lenet5", "--input-size", "4"], 64, "--network: lenet5 "),
        (["--network", "none.json"], 66, "none.json: there is no such file"),
        (
            ["--network", "lenet5", "--resume"], 66,
            "model.safetensors.checkpoint: there is no checkpoint to resume"
        ),
    ]) func `what cannot be meant is refused`(arguments: [String], code: Int32, complaint: String) throws {
        let workplace = try Workplace(photos: 4)
        let result = try workplace.run((["train", "photos"] + arguments).map { Array($0.utf8) })
        #expect(result.ending == .exit(code))
        #expect(result.error.contains(complaint), "\(result.error)")
        #expect(try workplace.names == ["photos", "tiny.safetensors"])
    }

    @Test func `blocks are trained behind the head, and options about them need to be asked for`() throws {
        let workplace = try Workplace(photos: 8)
        let staged = try workplace.run(
            "finetune", "photos", "--backbone", "tiny.safetensors", "--unfreeze", "all", "--epochs", "2",
            "--augment",
            "none", "--quiet", "--json", "-")
        #expect(staged.ending == .exit(0), "\(staged.error)")
        #expect(staged.output.contains("\"network\" : {"))
        let refused = try workplace.run(
            "finetune", "photos", "--backbone", "tiny.safetensors", "--epochs", "2")
        #expect(refused.ending == .exit(64))
        #expect(refused.error.contains("--epochs is about training convolutions: add --unfreeze all"))
    }
}

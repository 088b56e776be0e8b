import Glibc
import ModelSupport
import Testing

@Suite struct RefitTests {
    private static let staged = [
        "finetune", "photos", "--backbone", "tiny.safetensors", "--refit", "--unfreeze", "all", "--augment",
        "none",
        "--optimizer", "adamw:lr=0.002",
    ]

    @Test func `a head learns from validation images too, and says so wherever its scores are shown`() throws
    {
        let workplace = try Workplace(photos: 10)
        let result = try workplace.run(
            "finetune", "photos", "--backbone", "tiny.safetensors", "--refit", "--json", "result.json")
        #expect(result.ending == .exit(0))
        #expect(
            result.lines.contains("Trained again on 30 images, validation images among them."),
            "\(result.output)")
        let json = String(decoding: try workplace.bytes("result.json"), as: UTF8.self)
        #expect(json.contains("\"refit\" : {") && json.contains("\"images\" : 30"))
        let inspected = try workplace.run("inspect", "model.safetensors")
        #expect(
            inspected.lines.contains("then           on 30 images, the validation images among them"),
            "\(inspected.output)")
        let card = try workplace.run("card", "model.safetensors")
        #expect(card.output.contains("trained once more, on 30 images"), "\(card.output)")
        #expect(try workplace.run("verify", "model.safetensors").ending == .exit(0))
    }

    @Test func `validation images that have joined in training cannot judge the model`() throws {
        let workplace = try Workplace(photos: 0)
        try workplace.folder.addPhotos(to: "work/parts/train", count: 6)
        try workplace.folder.addPhotos(to: "work/parts/val", count: 3, startingAt: 10)
        let warning = "warning: these may be the images that the model learned from"
        for (extra, isWarned) in [([String](), false), (["--refit"], true)] {
            let arguments = ["finetune", "parts", "--backbone", "tiny.safetensors", "--quiet"] + extra
            #expect(try workplace.run(arguments.map { Array($0.utf8) }).ending == .exit(0))
            for folder in ["parts", "parts/val"] {
                let result = try workplace.run("evaluate", folder)
                #expect(result.error.contains(warning) == isWarned, "\(folder) \(extra): \(result.error)")
            }
        }
    }

    @Test func `a run that was killed while it trained again goes on to the same bits`() throws {
        let workplace = try Workplace(photos: 8)
        let arguments = Self.staged + ["--epochs", "30", "--patience", "0", "--batch-size", "8"]
        let whole = try workplace.run(
            (arguments + ["--output", "whole.safetensors", "--log", "log.csv"]).map { Array($0.utf8) })
        #expect(whole.ending == .exit(0))
        try #require(
            whole.error.contains(
                "\nTraining again on 24 images, validation images among them: epochs 1 to 30\n"))
        // The log has the epochs that validation images judged, and no others.
        let log = String(decoding: try workplace.bytes("log.csv"), as: UTF8.self).split(separator: "\n")
        #expect(log.dropFirst().map { $0.prefix { $0 != "," } } == (1...30).map { "\($0)" })
        let second = "model.safetensors.checkpoint.refit"
        #expect(try workplace.interrupt(arguments, by: SIGKILL, onceWritten: second) == .signal(SIGKILL))
        #expect(
            try workplace.interrupt(arguments + ["--resume"], by: SIGTERM, onceWritten: second) == .exit(143))
        #expect(
            try workplace.errorText.split(separator: "\n").last
                == "imgcls: interrupted; go on with the same command and --resume")
        let resumed = try workplace.run((arguments + ["--resume", "--quiet"]).map { Array($0.utf8) })
        #expect(resumed.error == "" && resumed.ending == .exit(0))
        #expect(try workplace.bytes("model.safetensors") == workplace.bytes("whole.safetensors"))
        #expect(!(try workplace.names).contains { $0.contains("checkpoint") })
    }

    @Test func `what an unfinished refit of another run left is kept, and takes no part`() throws {
        let workplace = try Workplace(photos: 8)
        let settings = ["--epochs", "12", "--patience", "0", "--batch-size", "8"]
        let second = "model.safetensors.checkpoint.refit"
        let whole = try workplace.run(
            (Self.staged + settings + ["--quiet", "--output", "whole.safetensors"]).map { Array($0.utf8) })
        #expect(whole.ending == .exit(0))
        let other = Self.staged + settings + ["--seed", "5"]
        #expect(try workplace.interrupt(other, by: SIGKILL, onceWritten: second) == .signal(SIGKILL))
        #expect(try workplace.interrupt(Self.staged + settings, by: SIGKILL) == .signal(SIGKILL))
        let resumed = try workplace.run(
            (Self.staged + settings + ["--resume", "--quiet"]).map { Array($0.utf8) })
        #expect(resumed.ending == .exit(0))
        #expect(try workplace.bytes("model.safetensors") == workplace.bytes("whole.safetensors"))
        #expect(try workplace.names.contains("\(second).previous"))
    }

    @Test(arguments: [
        (["--early-stopping"], "--refit and --early-stopping exclude each other: "),
        (["--validation-fraction", "0"], "--refit needs validation images; "),
        (["--time-budget", "5m"], "--refit and --time-budget exclude each other: "),
    ]) func `what does not go together is refused`(_ extra: [String], _ complaint: String) throws {
        let workplace = try Workplace(photos: 2)
        let result = try workplace.run(
            (["finetune", "photos", "--backbone", "tiny.safetensors", "--refit"] + extra).map {
                Array($0.utf8)
            })
        #expect(result.ending == .exit(64))
        #expect(result.error.contains(complaint), "\(result.error)")
    }
}

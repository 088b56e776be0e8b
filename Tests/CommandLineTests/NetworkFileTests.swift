import ModelSupport
import Testing

/// `imgcls train --network FILE`.
@Suite struct NetworkFileTests {
    private static let file = """
        {"name": "mine", "input": {"channels": 3, "height": 8, "width": 8}, "nodes": [
          {"name": "conv1", "op": "convolution", "inputs": ["input"], "filters": 4, "kernel": [3, 3]},
          {"name": "norm", "op": "batch_normalization", "inputs": ["conv1"]},
          {"name": "relu", "op": "activation", "inputs": ["norm"], "activation": "relu"},
          {"name": "pool", "op": "global_average_pooling", "inputs": ["relu"]},
          {"name": "drop", "op": "dropout", "inputs": ["pool"]},
          {"name": "fc", "op": "linear", "inputs": ["drop"], "features": 2, "initializer": "normal:std=0.2"}
        ], "output": "fc", "initializer": "xavier_normal"}
        """

    private static func train(_ workplace: Workplace, _ network: String, _ more: [String] = []) throws
        -> Workplace.Result
    {
        let arguments = ["train", "photos", "--epochs", "1", "--augment", "none", "--network", network]
        return try workplace.run((arguments + more).map { Array($0.utf8) })
    }

    @Test(arguments: ["mine.json", "mine", "nets/mine", "nets/lenet5"])
    func `a file is read, whatever its ending`(path: String) throws {
        let workplace = try Workplace(photos: 6)
        try workplace.folder.makeFolder("work/nets")
        try workplace.write(Self.file.utf8, to: path)
        let result = try Self.train(workplace, path)
        #expect(result.ending == .exit(0), "\(result.error)")
        let model = String(decoding: try workplace.bytes("model.safetensors"), as: UTF8.self)
        for text in ["xavier_normal", "normal:std=0.2"] { #expect(model.contains(text)) }
        #expect(try workplace.run("verify", "model.safetensors").ending == .exit(0))
    }

    @Test func `a network of the zoo goes before a file of its name`() throws {
        let workplace = try Workplace(photos: 6)
        try workplace.write("no network".utf8, to: "perceptron")
        let result = try Self.train(workplace, "perceptron", ["--input-size", "8"])
        #expect(result.ending == .exit(0), "\(result.error)")
    }

    /// A file with something put in the place of something, and what is said about it behind the path.
    @Test(arguments: [
        (
            "convolution\"", "convolutoin\"",
            #"node "conv1": there is no operation "convolutoin"; is "convolution" meant?"#
        ),
        ("\"relu\"}", "\"rleu\"}", #"node "relu": there is no activation "rleu"; is "relu" meant?"#),
        ("\"kernel\"", "\"kernels\"", #"node "conv1" has no setting "kernels"; is "kernel" meant?"#),
        (
            "\"filters\": 4", "\"filters\": 4, \"filters\": 8",
            #"node "conv1" has the key "filters" twice, in line 2"#
        ),
        (
            "xavier_normal", "xaver_normal",
            #"the network: there is no initializer "xaver_normal"; is "xavier_normal" meant?"#
        ),
        (
            "}\n],", "},\n],",
            "the JSON is broken: line 8, column 1 should have a value"
        ),
        (
            file, String(file.prefix(100)),
            "the JSON ends early: line 2 should go on with a closing quotation mark"
        ),
        (file, "", "the file is empty"),
    ]) func `a mistake in a file is named`(part: String, replacement: String, complaint: String) throws {
        let workplace = try Workplace(photos: 4)
        let changed = part == Self.file ? replacement : Self.file.replacing(part, with: replacement)
        try #require(changed != Self.file, "the change found nothing to replace")
        try workplace.write(changed.utf8, to: "mine.json")
        let result = try Self.train(workplace, "mine.json")
        #expect(result.errorLines.last == "imgcls: mine.json: \(complaint)")
        #expect(result.ending == .exit(65))
        #expect(try workplace.names == ["mine.json", "photos", "tiny.safetensors"])
    }

    @Test(arguments: [
        ("nets.json", 65 as Int32, "nets.json: this is a folder, not a regular file"),
        ("nets.json/mine", 66, "nets.json/mine: there is no such file"),
        ("mine.json", 66, "mine.json: there is no such file"),
    ]) func `what is no file is named`(path: String, code: Int32, complaint: String) throws {
        let workplace = try Workplace(photos: 4)
        try workplace.folder.makeFolder("work/nets.json")
        let result = try Self.train(workplace, path)
        #expect(result.errorLines.last == "imgcls: \(complaint)")
        #expect(result.ending == .exit(code))
    }

    @Test func `a folder is no network, even where there is no other`() throws {
        let workplace = try Workplace(photos: 4)
        let result = try Self.train(workplace, "photos")
        let complaint = #"imgcls: --network: there is no network "photos"; known are efficientnet-lite0, "#
        #expect(result.errorLines.last?.hasPrefix(complaint) == true, "\(result.error)")
        #expect(result.ending == .exit(64))
    }

    @Test func `batches that give no statistics are refused`() throws {
        let workplace = try Workplace(photos: 4)
        let result = try Self.train(workplace, "resnet8", ["--input-size", "4", "--batch-size", "1"])
        #expect(
            result.errorLines.last?.hasPrefix(
                #"imgcls: resnet8: node "layer3.0.bn1" would normalise a single value of each channel"#)
                == true,
            "\(result.error)")
        #expect(result.ending == .exit(65))
    }
}

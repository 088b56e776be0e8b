import FoundationEssentials
import Images
import Models
import Networks
import Tensors
import TestSupport
import Testing
import WeightFiles

/// Every way in which a sound safetensors file can be no model.
@Suite struct ModelRefusalTests {
    /// A change to a file, and the error that it must lead to.
    struct Refusal: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let error: ModelError
        let apply: @Sendable (inout FileParts) -> Void

        init(
            _ description: String, _ error: ModelError, _ apply: @escaping @Sendable (inout FileParts) -> Void
        ) {
            testDescription = description
            self.error = error
            self.apply = apply
        }

        /// Replaces a text inside a value of the metadata.
        init(_ key: String, replacing text: String, with other: String, _ error: ModelError) {
            self.init("\(other) in \(key)", error) { $0.replace(text, with: other, in: key) }
        }

        /// Puts another value in the place of a value of the metadata.
        init(_ key: String, _ value: String, _ error: ModelError) {
            self.init("\(key) \(value.prefix(40))", error) { $0.metadata[key] = value }
        }
    }

    // MARK: Metadata

    static let requiredKeys = [
        "format", "format_version", "network", "task", "class_names", "preprocessing", "source",
    ]

    @Test(arguments: requiredKeys)
    func `a file without a required key is not a model`(key: String) throws {
        var parts = try FileParts(of: try TinyModel.model().serialized())
        parts.metadata[key] = nil
        let file = try parts.file()
        #expect(throws: ModelError.notAModel(missingKey: key)) { try Model(reading: file) }
    }

    @Test(arguments: ["class_identifiers", "temperature", "training"])
    func `a file without an optional key is a model with the key's usual value`(key: String) throws {
        let whole = try TinyModel.model()
        var parts = try FileParts(of: try whole.serialized())
        parts.metadata[key] = nil
        let model = try Model(reading: try parts.file())
        #expect(model.classIdentifiers == (key == "class_identifiers" ? [] : whole.classIdentifiers))
        #expect(model.temperature == (key == "temperature" ? 1 : whole.temperature))
        #expect(model.training == (key == "training" ? nil : whole.training))
        #expect(model.network == whole.network && model.parameters == whole.parameters)
    }

    static let jsonKeys = [
        "network", "task", "class_names", "class_identifiers", "preprocessing", "temperature", "unknown",
        "source", "training",
    ]
    static let brokenTexts = [
        "", "{", "[1,2", "nan", "{}x", "null", "[[\"a\"]]", "{\"name\":{}}", "\u{0}", "\"\\ud800\"",
        String(repeating: "[", count: 100_000),
    ]

    @Test(arguments: jsonKeys, brokenTexts)
    func `a value that is no JSON of its kind is refused under its key`(key: String, text: String) throws {
        var parts = try FileParts(of: try TinyModel.model().serialized())
        parts.metadata[key] = text
        let file = try parts.file()
        let error = try #require(throws: ModelError.self) { try Model(reading: file) }
        guard case .malformed(key, let reason) = error else {
            Issue.record("\(error) instead of a malformed \(key)")
            return
        }
        #expect(!reason.isEmpty && !reason.contains("\n"))
        #expect("\(error)" == "has a malformed \"\(key)\": \(reason)")
    }

    private static func network(_ reason: String) -> ModelError { .malformed(key: "network", reason: reason) }

    static let metadataRefusals = [
        Refusal("format", "other", .notAModel(missingKey: "format")),
        Refusal("format_version", "2", .unsupportedVersion("2")),
        Refusal("format_version", "1.0", .unsupportedVersion("1.0")),
        Refusal("format_version", "", .unsupportedVersion("")),
        Refusal("class_names", #"["a","b"]"#, .classCountMismatch(names: 2, outputs: 3)),
        Refusal("class_names", "[]", .classCountMismatch(names: 0, outputs: 3)),
        Refusal("class_names", #"["a","b","c","d"]"#, .classCountMismatch(names: 4, outputs: 3)),
        Refusal("class_names", #"["a","b","a"]"#, .repeatedClassName("a")),
        Refusal("class_names", #"["a","b","b"]"#, .repeatedClassName("b")),
        Refusal("class_identifiers", #"["a","b"]"#, .classCountMismatch(names: 2, outputs: 3)),
        Refusal("temperature", "0", .invalidTemperature(0)),
        Refusal("temperature", "-0.5", .invalidTemperature(-0.5)),
        Refusal(
            "preprocessing", replacing: #""crop_width":6"#, with: #""crop_width":0"#,
            .malformed(key: "preprocessing", reason: "crop_width is 0, outside 1 ... 8192")),
        Refusal(
            "preprocessing", replacing: #""crop_width":6"#, with: #""crop_width":7"#,
            .inputMismatch(network: [3, 8, 6], crop: [3, 8, 7])),
        Refusal(
            "preprocessing", replacing: #""crop_height":8"#, with: #""crop_height":9"#,
            .inputMismatch(network: [3, 8, 6], crop: [3, 9, 6])),
        Refusal(
            "preprocessing", replacing: #""applies_orientation":false,"#, with: "",
            .malformed(key: "preprocessing", reason: #""applies_orientation" is missing"#)),
        Refusal(
            "source", replacing: #""license":"Apache-2.0","#, with: "",
            .malformed(key: "source", reason: #""license" is missing"#)),
        Refusal(
            "training", replacing: #""seed":18446744073709551615,"#, with: "",
            .malformed(key: "training", reason: #""seed" is missing"#)),
    ]

    static let networkRefusals = [
        Refusal(
            "network", replacing: #""output":"head""#, with: #""output":"tail""#,
            network(#"the network's output "tail" is not one of its nodes"#)),
        Refusal(
            "network", replacing: #""output":"head""#, with: #""output":"pool""#,
            .network(.noHead(output: "pool"))),
        Refusal(
            "network", replacing: #""channels":3"#, with: #""channels":1"#,
            .network(.wrongParameterShape("stem.weight", expected: [4, 1, 3, 3], got: [4, 3, 3, 3]))),
        Refusal(
            "network", replacing: #""height":8"#, with: #""height":1099511627776"#,
            network(#"height of node "input" is 1099511627776; it must be 1 to 16384"#)),
        Refusal(
            "network", replacing: #""width":6"#, with: #""width":-6"#,
            network(#"width of node "input" is -6; it must be 1 to 16384"#)),
        Refusal(
            "network", replacing: #""height":8,"width":6"#, with: #""height":16384,"width":16384"#,
            network(#"node "input" computes 805306368 values for one image; the limit is 134217728"#)),
        Refusal(
            "network", replacing: #""filters":4"#, with: #""filters":9223372036854775807"#,
            network(#"filters of node "stem" is 9223372036854775807; it must be 1 to 1048576"#)),
        Refusal(
            "network", replacing: #""filters":4"#, with: #""filters":0"#,
            network(#"filters of node "stem" is 0; it must be 1 to 1048576"#)),
        Refusal(
            "network", replacing: #""filters":4"#, with: #""filters":1048576"#,
            .network(.wrongParameterShape("stem.weight", expected: [1_048_576, 3, 3, 3], got: [4, 3, 3, 3]))),
        Refusal(
            "network", replacing: #""kernel":[3,3]"#, with: #""kernel":[1048576,3]"#,
            network(#"kernel height of node "stem" is 1048576; it must be 1 to 1024"#)),
        Refusal(
            "network", replacing: #""stride":[2,2]"#, with: #""stride":[2,0]"#,
            network(#"stride width of node "stem" is 0; it must be 1 to 1024"#)),
        Refusal(
            "network", replacing: #""padding":"same""#, with: #""padding":[0,0],"dilation":[9,9]"#,
            network(#"the 19×19 window of node "stem" does not fit into its 8×6 input"#)),
        Refusal(
            "network", replacing: #""features":3"#, with: #""features":1048577"#,
            network(#"features of node "head" is 1048577; it must be 1 to 1048576"#)),
        Refusal(
            "network", replacing: #""features":3"#, with: #""features":4"#,
            .network(.wrongParameterShape("head.weight", expected: [4, 4], got: [3, 4]))),
        Refusal(
            "network", replacing: #""inputs":["pool"]"#, with: #""inputs":["head"]"#,
            network(#"node "dropout" reads "head", which no node before it computes"#)),
        Refusal(
            "network", replacing: #""inputs":["pool"]"#, with: #""inputs":["pool","pool"]"#,
            network(#"node "dropout" takes 1 inputs, not 2"#)),
        Refusal(
            "network", replacing: #""name":"pool""#, with: #""name":"stem""#,
            network(#"the network has two nodes named "stem""#)),
        Refusal(
            "network", replacing: #""rate":0.2"#, with: #""rate":1e300"#,
            network(
                #"dropout rate in percent of node "dropout" is 9223372036854775807; it must be 0 to 99"#)),
    ]

    @Test(arguments: metadataRefusals + networkRefusals)
    func `metadata that contradicts itself or the weights is refused`(refusal: Refusal) throws {
        let original = try TinyModel.model().serialized()
        var parts = try FileParts(of: original)
        refusal.apply(&parts)
        let changed = try parts.serialized()
        #expect(changed != original, "the change found nothing to replace")
        let file = try SafeTensorsFile(parsing: changed)
        #expect(throws: refusal.error) { try Model(reading: file) }
    }

    // MARK: Tensors

    private static func golden(_ key: String, _ reason: String) -> ModelError {
        .malformed(key: key, reason: reason)
    }

    static let tensorRefusals = [
        Refusal("no weight of the stem", .network(.missingParameter("stem.weight", expected: [4, 3, 3, 3]))) {
            $0.tensors["stem.weight"] = nil
        },
        Refusal("no bias of the head", .network(.missingParameter("head.bias", expected: [3]))) {
            $0.tensors["head.bias"] = nil
        },
        Refusal("no statistics", .network(.missingParameter("norm.running_var", expected: [4]))) {
            $0.tensors["norm.running_var"] = nil
        },
        Refusal(
            "another shape of the same size",
            .network(.wrongParameterShape("stem.weight", expected: [4, 3, 3, 3], got: [3, 4, 3, 3]))
        ) { $0.tensors["stem.weight"]?.shape = [3, 4, 3, 3] },
        Refusal("a scalar", .network(.wrongParameterShape("norm.bias", expected: [4], got: []))) {
            $0.set("norm.bias", shape: [])
        },
        Refusal("no numbers", .network(.wrongParameterShape("norm.bias", expected: [4], got: [0]))) {
            $0.set("norm.bias", shape: [0])
        },
        Refusal(
            "inputs without outputs",
            golden("golden.logits", "inputs and outputs are there together or not at all")
        ) { $0.tensors["golden.logits"] = nil },
        Refusal(
            "outputs without inputs",
            golden("golden.inputs", "inputs and outputs are there together or not at all")
        ) { $0.tensors["golden.inputs"] = nil },
        Refusal(
            "more inputs than outputs",
            golden("golden.inputs", "3×8×6×3 inputs do not pair with 2×3 outputs")
        ) { $0.set("golden.inputs", shape: [3, 8, 6, 3], elementType: .uint8) },
        Refusal(
            "inputs of floats", golden("golden.inputs", "2×8×6×3 inputs do not pair with 2×3 outputs")
        ) { $0.set("golden.inputs", shape: [2, 8, 6, 3]) },
        Refusal(
            "outputs of 16 bits", golden("golden.inputs", "2×8×6×3 inputs do not pair with 2×3 outputs")
        ) { $0.set("golden.logits", shape: [2, 3], elementType: .float16) },
        Refusal(
            "inputs without channels", golden("golden.inputs", "2×8×6 inputs do not pair with 2×3 outputs")
        ) { $0.set("golden.inputs", shape: [2, 8, 6], elementType: .uint8) },
        Refusal(
            "inputs of four channels",
            golden("golden.inputs", "2×8×6×4 inputs do not pair with 2×3 outputs")
        ) { $0.set("golden.inputs", shape: [2, 8, 6, 4], elementType: .uint8) },
        Refusal(
            "inputs without pixels", golden("golden.inputs", "2×0×6×3 inputs do not pair with 2×3 outputs")
        ) { $0.set("golden.inputs", shape: [2, 0, 6, 3], elementType: .uint8) },
        Refusal("inputs of another size", golden("golden.inputs", "an example has another size")) {
            $0.set("golden.inputs", shape: [2, 6, 8, 3], elementType: .uint8)
        },
        Refusal("outputs for other classes", golden("golden.inputs", "an example has another size")) {
            $0.set("golden.logits", shape: [2, 4])
        },
        Refusal("outputs for no class", golden("golden.inputs", "an example has another size")) {
            $0.set("golden.logits", shape: [2, 0])
        },
    ]

    @Test(arguments: tensorRefusals)
    func `tensors that are missing or misshapen are refused`(refusal: Refusal) throws {
        var parts = try FileParts(of: try TinyModel.model().serialized())
        refusal.apply(&parts)
        let file = try parts.file()
        #expect(throws: refusal.error) { try Model(reading: file) }
    }

    @Test func `a weight in 64-bit integers is read as the numbers that it holds`() throws {
        var parts = try FileParts(of: try TinyModel.model().serialized())
        parts.set("head.bias", shape: [3], elementType: .int64)
        #expect(try Model(reading: try parts.file()).parameters["head.bias"]?.values == [0, 0, 0])
    }

    // MARK: Parts in memory

    @Test(arguments: [0, -1, .infinity, -.infinity] as [Double])
    func `a temperature that divides nothing is refused`(temperature: Double) {
        #expect(throws: ModelError.invalidTemperature(temperature)) {
            try TinyModel.model(temperature: temperature)
        }
    }

    @Test func `a temperature that is no number is refused`() throws {
        let error = try #require(throws: ModelError.self) { try TinyModel.model(temperature: .nan) }
        guard case .invalidTemperature(let temperature) = error, temperature.isNaN else {
            Issue.record("\(error)")
            return
        }
        #expect("\(error)" == "has a temperature of nan; it must be positive")
    }

    @Test func `of several repeated names the first in order is reported`() throws {
        for _ in 0..<5 {
            #expect(throws: ModelError.repeatedClassName("x")) {
                try TinyModel.model(
                    network: TinyModel.network.replacingHead(classCount: 6),
                    classNames: ["x", "y", "z", "x", "z", "y"])
            }
        }
    }

    @Test func `names that Unicode calls equal are repeated`() {
        #expect(throws: ModelError.repeatedClassName("caf\u{E9}")) {
            try TinyModel.model(classNames: ["cafe\u{301}", "tea", "caf\u{E9}"])
        }
    }

    // MARK: Messages

    /// An error and its sentence.
    struct Message: Sendable, CustomTestStringConvertible {
        let error: ModelError
        let sentence: String
        var testDescription: String { sentence }
    }

    @Test(arguments: [
        Message(
            error: .notAModel(missingKey: "format"),
            sentence: #"is not an imgcls model: its metadata has no "format""#),
        Message(
            error: .unsupportedVersion("7"),
            sentence: "has model format version 7; this imgcls reads version 1"),
        Message(
            error: .classCountMismatch(names: 2, outputs: 3), sentence: "has 2 class names for 3 outputs"),
        Message(error: .repeatedClassName("ant"), sentence: #"has two classes named "ant""#),
        Message(error: .invalidTemperature(0), sentence: "has a temperature of 0.0; it must be positive"),
        Message(
            error: .inputMismatch(network: [3, 8, 6], crop: [3, 9, 6]),
            sentence: "its network reads 3×8×6 and its preprocessing gives 3×9×6"),
        Message(
            error: .network(.missingParameter("head.bias", expected: [3])),
            sentence: #"parameter "head.bias" (3) is missing"#),
        Message(
            error: .file(.truncated(byteCount: 3, expectedAtLeast: 8)),
            sentence: "file has 3 bytes, its header needs at least 8"),
    ])
    func `an error is one sentence with the numbers`(message: Message) {
        #expect("\(message.error)" == message.sentence)
    }
}

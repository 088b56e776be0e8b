import Networks
import Testing

/// What can be wrong with a network that somebody wrote by hand, case by case.
enum HandwrittenNetworkRefusals {
    /// A change of a file, what is wrong with the result, and the sentence about it.
    struct Refusal: Sendable, CustomTestStringConvertible {
        let part: String
        let replacement: String
        let error: NetworkError
        let sentence: String
        /// Whether a model file with the same network is refused, too.
        let isForModels: Bool

        init(
            _ part: String, _ replacement: String, _ error: NetworkError, _ sentence: String,
            isForModels: Bool = true
        ) {
            self.part = part
            self.replacement = replacement
            self.error = error
            self.sentence = sentence
            self.isForModels = isForModels
        }

        var testDescription: String { sentence }
    }

    static let file = #"""
        {
          "name": "mine",
          "input": {"channels": 3, "height": 8, "width": 8},
          "nodes": [
            {"name": "conv1", "op": "convolution", "inputs": ["input"], "filters": 4, "kernel": [3, 3], "stride": [2, 2],
             "padding": "same", "activation": "relu", "initializer": "he"},
            {"name": "pool", "op": "global_average_pooling", "inputs": ["conv1"]},
            {"name": "drop", "op": "dropout", "inputs": ["pool"], "rate": 0.25},
            {"name": "fc", "op": "linear", "inputs": ["drop"], "features": 2}
          ],
          "output": "fc",
          "initializer": "xavier"
        }
        """#

    private static let operations = Operation.Kind.allCases.map(\.rawValue)
    private static let activations = Activation.allCases.map(\.rawValue)
    private static let networkKeys = ["name", "input", "nodes", "output", "initializer"]
    static let convolutionKeys = [
        "name", "op", "inputs", "parameters", "filters", "kernel", "stride", "dilation", "padding", "groups",
        "bias", "residual", "activation", "initializer",
    ]
    private static let commonKeys = ["name", "op", "inputs", "parameters"]

    private static func unknown(
        _ node: String?, _ setting: String, _ nearest: String?, _ known: [String]
    ) -> NetworkError {
        .unknownSetting(node: node, setting: setting, nearest: nearest, known: known)
    }

    static let misspellings = [
        Refusal(
            #""op": "convolution""#, #""op": "convolutoin""#,
            .unknownOperation(
                node: "conv1", name: "convolutoin", nearest: "convolution", known: operations),
            #"node "conv1": there is no operation "convolutoin"; is "convolution" meant?"#),
        Refusal(
            #""op": "dropout""#, #""op": "explode""#,
            .unknownOperation(node: "drop", name: "explode", nearest: nil, known: operations),
            #"node "drop": there is no operation "explode"; known are convolution, batch_normalization, "#
                + "activation, max_pooling, average_pooling, global_average_pooling, flatten, linear, dropout, "
                + "add, layer_normalization, concatenate, softmax"),
        Refusal(
            #""relu""#, #""rleu""#,
            .unknownActivation(node: "conv1", name: "rleu", nearest: "relu", known: activations),
            #"node "conv1": there is no activation "rleu"; is "relu" meant?"#),
        Refusal(
            #""relu""#, #""swish""#,
            .unknownActivation(node: "conv1", name: "swish", nearest: nil, known: activations),
            #"node "conv1": there is no activation "swish"; known are relu, relu6, leaky_relu, sigmoid, "#
                + "tanh, silu, hard_swish, gelu"),
        Refusal(
            #""initializer": "he""#, #""initializer": "hee""#,
            .initializer(
                node: "conv1", .unknownName("hee", nearest: "he", known: Initializer.names)),
            #"node "conv1": there is no initializer "hee"; is "he" meant?"#),
        Refusal(
            #""initializer": "xavier""#, #""initializer": "glorot""#,
            .initializer(node: nil, .unknownName("glorot", nearest: nil, known: Initializer.names)),
            #"the network: there is no initializer "glorot"; known are he, he_normal, he_uniform, xavier, "#
                + "xavier_normal, xavier_uniform, normal, constant"),
    ]

    static let strangers = [
        Refusal(
            #""stride""#, #""strides""#, unknown("conv1", "strides", "stride", convolutionKeys),
            #"node "conv1" has no setting "strides"; is "stride" meant?"#, isForModels: false),
        Refusal(
            #""rate": 0.25"#, #""filters": 4"#, unknown("drop", "filters", nil, commonKeys + ["rate"]),
            #"node "drop" has no setting "filters"; it has name, op, inputs, parameters, rate"#,
            isForModels: false),
        Refusal(
            #""rate": 0.25"#, #""initializer": "he""#,
            unknown("drop", "initializer", nil, commonKeys + ["rate"]),
            #"node "drop" has no setting "initializer"; it has name, op, inputs, parameters, rate"#,
            isForModels: false),
        Refusal(
            #""filters""#, #""filter""#, unknown("conv1", "filter", "filters", convolutionKeys),
            #"node "conv1" has no setting "filter"; is "filters" meant?"#, isForModels: false),
        Refusal(
            #""op": "linear""#, #""opp": "linear""#,
            unknown(
                "fc", "opp", "op",
                [
                    "name", "op", "inputs", "parameters", "filters", "features", "kernel", "stride",
                    "dilation",
                    "padding", "groups", "bias", "residual", "activation", "counts_padding", "epsilon",
                    "momentum", "rate", "initializer",
                ]),
            #"node "fc" has no setting "opp"; is "op" meant?"#, isForModels: false),
        Refusal(
            #""initializer": "xavier""#, #""initialiser": "xavier""#,
            unknown(nil, "initialiser", "initializer", networkKeys),
            #"the network has no setting "initialiser"; is "initializer" meant?"#, isForModels: false),
        Refusal(
            #""output": "fc""#, #""output": "fc", "version": 1, "author": "me""#,
            unknown(nil, "author", nil, networkKeys),
            #"the network has no setting "author"; it has name, input, nodes, output, initializer"#,
            isForModels: false),
        Refusal(
            #""height": 8"#, #""heigth": 8, "height": 8"#,
            unknown("input", "heigth", "height", ["channels", "height", "width"]),
            #"node "input" has no setting "heigth"; is "height" meant?"#, isForModels: false),
    ]

    static let gaps = [
        Refusal(
            #""filters": 4, "#, "", .missingSetting(node: "conv1", setting: "filters"),
            #"node "conv1" lacks "filters""#),
        Refusal(
            #""filters": 4"#, #""filters": null"#, .missingSetting(node: "conv1", setting: "filters"),
            #"node "conv1" lacks "filters""#),
        Refusal(
            #", "features": 2"#, "", .missingSetting(node: "fc", setting: "features"),
            #"node "fc" lacks "features""#),
        Refusal(
            #", "inputs": ["pool"]"#, "", .missingSetting(node: "drop", setting: "inputs"),
            #"node "drop" lacks "inputs""#),
        Refusal(
            #""op": "dropout", "#, "", .missingSetting(node: "drop", setting: "op"),
            #"node "drop" lacks "op""#),
        Refusal(
            #""op": "dropout", "inputs": ["pool"], "rate": 0.25"#, #""op": "activation", "inputs": ["pool"]"#,
            .missingSetting(node: "drop", setting: "activation"), #"node "drop" lacks "activation""#),
        Refusal(
            #""name": "drop", "#, "", .namelessNode(3), #"node 3 has no text as its "name""#),
        Refusal(
            #""output": "fc","#, "", .missingSetting(node: nil, setting: "output"),
            #"the network lacks "output""#),
        Refusal(
            #""width": 8"#, #""width": null"#, .missingSetting(node: "input", setting: "width"),
            #"node "input" lacks "width""#),
    ]

    private static func wrong(_ node: String?, _ setting: String, _ expected: String) -> NetworkError {
        .wrongSetting(node: node, setting: setting, expected: expected)
    }

    static let wrongKinds = [
        Refusal(
            #""filters": 4"#, #""filters": "four""#, wrong("conv1", "filters", "a whole number"),
            #""filters" of node "conv1" must be a whole number"#),
        Refusal(
            #""filters": 4"#, #""filters": 4.5"#, wrong("conv1", "filters", "a whole number"),
            #""filters" of node "conv1" must be a whole number"#),
        Refusal(
            #""filters": 4"#, #""filters": 1e30"#, wrong("conv1", "filters", "a whole number"),
            #""filters" of node "conv1" must be a whole number"#),
        Refusal(
            "[2, 2]", "2", wrong("conv1", "stride", "[rows, columns] in whole numbers"),
            #""stride" of node "conv1" must be [rows, columns] in whole numbers"#),
        Refusal(
            "[3, 3]", "[3]", wrong("conv1", "kernel", "[rows, columns] in whole numbers"),
            #""kernel" of node "conv1" must be [rows, columns] in whole numbers"#),
        Refusal(
            #""same""#, #""mirror""#,
            wrong("conv1", "padding", #""same" or [rows, columns] in whole numbers"#),
            #""padding" of node "conv1" must be "same" or [rows, columns] in whole numbers"#),
        Refusal(
            "0.25", #""a quarter""#, wrong("drop", "rate", "a number"),
            #""rate" of node "drop" must be a number"#),
        Refusal(
            #""features": 2"#, #""features": 2, "bias": 0"#, wrong("fc", "bias", "true or false"),
            #""bias" of node "fc" must be true or false"#),
        Refusal(
            #"["pool"]"#, #""pool""#, wrong("drop", "inputs", "a list of names"),
            #""inputs" of node "drop" must be a list of names"#),
        Refusal(
            #""relu""#, "6", wrong("conv1", "activation", "a text"),
            #""activation" of node "conv1" must be a text"#),
        Refusal(
            #"{"channels": 3, "height": 8, "width": 8}"#, "[3, 8, 8]",
            wrong(nil, "input", "an object of channels, height and width"),
            #""input" of the network must be an object of channels, height and width"#),
        Refusal(
            #""channels": 3"#, #""channels": true"#, wrong("input", "channels", "a whole number"),
            #""channels" of node "input" must be a whole number"#),
        Refusal(
            #""name": "mine""#, #""name": ["mine"]"#, wrong(nil, "name", "a text"),
            #""name" of the network must be a text"#),
        Refusal(
            #""name": "drop""#, #""name": 3"#, .namelessNode(3), #"node 3 has no text as its "name""#),
        Refusal(
            #"{"name": "drop", "op": "dropout", "inputs": ["pool"], "rate": 0.25}"#, #""dropout""#,
            .noObject(node: 3), "node 3 is no object in JSON"),
    ]

    static let contradiction = Refusal(
        #"["drop"]"#, #"["dorp"]"#, .unknownInput(node: "fc", input: "dorp"),
        #"node "fc" reads "dorp", which no node before it computes"#)

    static let all = misspellings + strangers + gaps + wrongKinds + [contradiction]
}

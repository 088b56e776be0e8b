import FoundationEssentials
import Networks
import Testing

@Suite struct CodingTests {
    @Test(arguments: NetworkZoo.allCases)
    func `a network survives the way through JSON`(zoo: NetworkZoo) throws {
        let network = zoo.network(classCount: 7)
        let data = try JSONEncoder().encode(network)
        #expect(try JSONDecoder().decode(Network.self, from: data) == network)
    }

    @Test func `a node reads like its documentation`() throws {
        let node = Node(
            "stem",
            .convolution(
                Convolution(
                    filters: 32,
                    window: SlidingWindow(kernel: Extent(3), stride: Extent(2), padding: .same))),
            inputs: ["input"])
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(
            String(decoding: try encoder.encode(node), as: UTF8.self)
                == #"{"filters":32,"inputs":["input"],"kernel":[3,3],"name":"stem","op":"convolution","#
                + #""padding":"same","stride":[2,2]}"#)
    }

    /// Nodes of the operations that no network of the zoo has, or with settings that none has.
    @Test(arguments: [
        (Operation.concatenate, #""op":"concatenate"}"#),
        (.softmax, #""op":"softmax"}"#),
        (.layerNormalization(LayerNormalization(epsilon: 0.5)), #""op":"layer_normalization"}"#),
        (.batchNormalization(BatchNormalization(epsilon: 0.5)), #""op":"batch_normalization"}"#),
        (
            .batchNormalization(BatchNormalization(epsilon: 0.5, momentum: 0.25)),
            #""momentum":0.25,"name":"node","op":"batch_normalization"}"#
        ),
        (.activation(.leakyRelu), #""op":"activation"}"#),
        (.activation(.hardSwish), #"{"activation":"hard_swish","inputs":["input"],"name":"node""#),
    ]) func `an operation survives the way through JSON`(operation: Operation, part: String) throws {
        let node = Node("node", operation, inputs: ["input"])
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode(node)
        let text = String(decoding: data, as: UTF8.self)
        #expect(text.contains(part))
        #expect(text.contains("momentum") == part.contains("momentum"))
        #expect(try JSONDecoder().decode(Node.self, from: data) == node)
    }

    /// What a setting is where it is left out.
    @Test(arguments: [
        (#""op":"dropout""#, Operation.dropout(rate: 0.5)),
        (
            #""op":"batch_normalization""#,
            .batchNormalization(BatchNormalization(epsilon: 1e-5, momentum: 0.1))
        ),
        (#""op":"layer_normalization""#, .layerNormalization(LayerNormalization(epsilon: 1e-5))),
        (
            #""op":"convolution","filters":4,"kernel":[3,5]"#,
            .convolution(
                Convolution(
                    filters: 4,
                    window: SlidingWindow(
                        kernel: Extent(height: 3, width: 5), stride: Extent(1), dilation: Extent(1),
                        padding: .none),
                    groups: 1, hasBias: false))
        ),
        (#""op":"linear","features":2"#, .linear(Linear(features: 2, hasBias: true, activation: nil))),
        (#""op":"max_pooling","kernel":[2,2]"#, .maxPooling(SlidingWindow(kernel: Extent(2)))),
        (
            #""op":"average_pooling","kernel":[2,2]"#,
            .averagePooling(SlidingWindow(kernel: Extent(2)), countsPadding: false)
        ),
        (#""op":"add""#, .add(activation: nil)),
    ]) func `settings that are left out have their usual value`(text: String, operation: Operation) throws {
        let json = #"{"name":"node","inputs":["input"],"# + text + "}"
        let node = try JSONDecoder().decode(Node.self, from: Data(json.utf8))
        #expect(node == Node("node", operation, inputs: ["input"]))
    }

    @Test func `what is written says the numbers that a reader could guess`() throws {
        for (operation, part) in [
            (Operation.dropout(), #""rate":0.5"#),
            (.batchNormalization(BatchNormalization()), #""epsilon":"#),
            (.layerNormalization(LayerNormalization()), #""epsilon":"#),
        ] {
            let data = try JSONEncoder().encode(Node("node", operation, inputs: ["input"]))
            #expect(String(decoding: data, as: UTF8.self).contains(part))
        }
    }

    @Test func `an initializer is written where one is chosen, and read again`() throws {
        var network = NetworkZoo.leNet5.network(classCount: 3)
        #expect(!String(decoding: try JSONEncoder().encode(network), as: UTF8.self).contains("initializer"))
        network.initializer = .xavierNormal
        network.nodes[0].initializer = .heUniform(.outputs)
        let data = try JSONEncoder().encode(network)
        let text = String(decoding: data, as: UTF8.self)
        #expect(text.contains(#""initializer":"xavier_normal""#))
        #expect(text.contains(#""initializer":"he_uniform:fan=outputs""#))
        #expect(try JSONDecoder().decode(Network.self, from: data) == network)
    }

    @Test func `a model file may say more than its reader knows`() throws {
        let json = #"""
            {"name":"x","input":{"channels":1,"height":2,"width":2,"depth":2},"version":7,"output":"a",
            "nodes":[{"name":"a","op":"flatten","inputs":["input"],"later":[1],"initializer":"magic"}]}
            """#
        let network = try JSONDecoder().decode(Network.self, from: Data(json.utf8))
        #expect(network.nodes == [Node("a", .flatten, inputs: ["input"])])
    }

    @Test func `a description that contradicts itself is refused`() {
        let json =
            #"{"name":"x","input":{"channels":3,"height":8,"width":8},"nodes":[],"output":"nothing"}"#
        #expect(throws: NetworkError.unknownOutput("nothing")) {
            try JSONDecoder().decode(Network.self, from: Data(json.utf8))
        }
    }
}

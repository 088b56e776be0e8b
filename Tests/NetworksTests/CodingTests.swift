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

    @Test(arguments: [
        #"{"name":"x","input":{"channels":3,"height":8,"width":8},"nodes":[{"name":"a","op":"explode","inputs":["input"]}],"output":"a"}"#,
        #"{"name":"x","input":{"channels":3,"height":8,"width":8},"nodes":[{"name":"a","op":"linear","inputs":["input"]}],"output":"a"}"#,
        #"{"name":"x","input":{"channels":3,"height":8,"width":8},"nodes":[{"name":"a","op":"max_pooling","kernel":[2],"inputs":["input"]}],"output":"a"}"#,
        #"{"name":"x","input":{"channels":3,"height":8,"width":8},"nodes":[{"name":"a","op":"max_pooling","kernel":[2,2],"padding":"mirror","inputs":["input"]}],"output":"a"}"#,
    ])
    func `a description with unknown or missing words is refused`(json: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Network.self, from: Data(json.utf8))
        }
    }

    @Test func `a description that contradicts itself is refused`() {
        let json =
            #"{"name":"x","input":{"channels":3,"height":8,"width":8},"nodes":[],"output":"nothing"}"#
        #expect(throws: NetworkError.unknownOutput("nothing")) {
            try JSONDecoder().decode(Network.self, from: Data(json.utf8))
        }
    }
}

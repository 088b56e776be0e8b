import FoundationEssentials
import Networks
import Testing

@Suite struct HandwrittenNetworkTests {
    private static let file = HandwrittenNetworkRefusals.file

    @Test(arguments: HandwrittenNetworkRefusals.all)
    func `a mistake is named with its node and its word`(refusal: HandwrittenNetworkRefusals.Refusal) throws {
        let changed = Self.file.replacing(refusal.part, with: refusal.replacement)
        try #require(changed != Self.file, "the change found nothing to replace")
        let data = Data(changed.utf8)
        try NetworkText.check(Array(data))
        #expect(throws: refusal.error) { try JSONDecoder().decode(HandwrittenNetwork.self, from: data) }
        #expect(refusal.error.description == refusal.sentence)
        if refusal.isForModels {
            #expect(throws: refusal.error) { try JSONDecoder().decode(Network.self, from: data) }
        }
    }

    @Test(arguments: [
        ("[]", NetworkError.noObject(node: nil), "the network is no object in JSON"),
        ("7", .noObject(node: nil), "the network is no object in JSON"),
        ("{}", .missingSetting(node: nil, setting: "name"), #"the network lacks "name""#),
        (
            #"{"name":"x"}"#, .missingSetting(node: nil, setting: "input"),
            #"the network lacks "input""#
        ),
        (
            #"{"name":"x","input":{"channels":1,"height":2,"width":2}}"#,
            .missingSetting(node: nil, setting: "nodes"), #"the network lacks "nodes""#
        ),
        (
            #"{"name":"x","input":{"channels":1,"height":2,"width":2},"nodes":{}}"#,
            .wrongSetting(node: nil, setting: "nodes", expected: "a list of nodes"),
            #""nodes" of the network must be a list of nodes"#
        ),
    ]) func `a file that is something else is refused`(text: String, error: NetworkError, sentence: String) {
        #expect(throws: error) {
            try JSONDecoder().decode(HandwrittenNetwork.self, from: Data(text.utf8))
        }
        #expect(error.description == sentence)
    }

    @Test func `a file says what is trained`() throws {
        let data = Data(Self.file.utf8)
        let network = try JSONDecoder().decode(HandwrittenNetwork.self, from: data).network
        #expect(try JSONDecoder().decode(Network.self, from: data) == network)
        #expect(network.initializer == .xavierUniform)
        #expect(network.nodes.map(\.initializer) == [.heNormal(), nil, nil, nil])
        #expect(network.nodes.map(\.name) == ["conv1", "pool", "drop", "fc"])
        #expect(network.nodes[2].operation == .dropout(rate: 0.25))
    }

    @Test func `a byte order mark in front changes nothing`() throws {
        let data = Data("\u{FEFF}\(Self.file)".utf8)
        try NetworkText.check(Array(data))
        let network = try JSONDecoder().decode(HandwrittenNetwork.self, from: data).network
        #expect(network.name == "mine")
    }

    @Test(arguments: NetworkZoo.allCases)
    func `what is written has no key that its reader would refuse`(zoo: NetworkZoo) throws {
        var network = zoo.network(classCount: 3)
        network.initializer = .normal(standardDeviation: 0.02)
        let data = try JSONEncoder().encode(network)
        try NetworkText.check(Array(data))
        #expect(try JSONDecoder().decode(HandwrittenNetwork.self, from: data).network == network)
    }

    /// A key is allowed exactly where its value is read, and one of a wrong kind therefore refused.
    @Test(arguments: Operation.Kind.allCases)
    func `an operation allows the settings that it reads, and no others`(kind: Operation.Kind) {
        let needed = [
            "filters": "1", "features": "1", "kernel": "[1, 1]", "activation": #""relu""#,
        ]
        let keys =
            HandwrittenNetworkRefusals.convolutionKeys.dropFirst(4) + [
                "features", "counts_padding", "epsilon", "momentum", "rate",
            ]
        for key in keys {
            let start = #"{"name": "a", "op": "\#(kind.rawValue)", "inputs": ["input"], "\#(key)": {}"#
            let alone = Self.error(HandwrittenNetwork.self, Self.network(of: start + "}"))
            let others = needed.filter { $0.key != key }.map { #", "\#($0.key)": \#($0.value)"# }.joined()
            let among = Self.error(Node.self, start + others + "}")
            var (isAllowed, isRead) = (true, false)
            if case .unknownSetting(node: "a", key, _, _) = alone { isAllowed = false }
            if case .wrongSetting(node: "a", key, _) = among { isRead = true }
            #expect(isAllowed == isRead, "\(key) of \(kind.rawValue)")
        }
    }

    private static func error(_ type: (some Decodable).Type, _ text: String) -> NetworkError? {
        do {
            _ = try JSONDecoder().decode(type, from: Data(text.utf8))
            return nil
        } catch {
            return error as? NetworkError
        }
    }

    private static func network(of node: String) -> String {
        #"{"name":"x","input":{"channels":1,"height":2,"width":2},"nodes":[\#(node)],"output":"a"}"#
    }
}

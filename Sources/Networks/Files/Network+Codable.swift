extension Network: Codable {
    private enum InputKey: String, CodingKey, CaseIterable {
        case channels, height, width
    }

    /// Reads a network and checks that it fits together; keys that mean nothing are passed over.
    ///
    /// - Throws: `NetworkError` that names the node and the setting, or where the description contradicts itself.
    public init(from decoder: any Decoder) throws {
        try self.init(from: decoder, refusesUnknownKeys: false)
    }

    init(from decoder: any Decoder, refusesUnknownKeys: Bool) throws(NetworkError) {
        guard let container = try? decoder.container(keyedBy: NetworkKey.self) else {
            throw .noObject(node: nil)
        }
        let reader = SettingsReader(container: container, node: nil)
        if refusesUnknownKeys, let keys = try? decoder.container(keyedBy: AnyKey.self).allKeys {
            try reader.refuseUnknown(keys, known: NetworkKey.allCases)
        }
        name = try reader.value(.name)
        input = try Self.input(from: reader, refusesUnknownKeys)
        initializer = try reader.initializer(.initializer)
        nodes = try Self.nodes(from: reader, refusesUnknownKeys)
        output = try reader.value(.output)
        _ = try shapes()
    }

    private static func input(
        from network: SettingsReader<NetworkKey>, _ refusesUnknownKeys: Bool
    ) throws(NetworkError) -> InputShape {
        guard network.container.contains(.input) else { throw .missingSetting(node: nil, setting: "input") }
        guard let container = try? network.container.nestedContainer(keyedBy: InputKey.self, forKey: .input),
            let keys = try? network.container.nestedContainer(keyedBy: AnyKey.self, forKey: .input).allKeys
        else {
            throw .wrongSetting(
                node: nil, setting: "input", expected: "an object of channels, height and width")
        }
        let reader = SettingsReader(container: container, node: inputName)
        if refusesUnknownKeys { try reader.refuseUnknown(keys, known: InputKey.allCases) }
        return InputShape(
            channels: try reader.value(.channels), height: try reader.value(.height),
            width: try reader.value(.width))
    }

    private static func nodes(
        from network: SettingsReader<NetworkKey>, _ refusesUnknownKeys: Bool
    ) throws(NetworkError) -> [Node] {
        guard network.container.contains(.nodes) else { throw .missingSetting(node: nil, setting: "nodes") }
        let fault = NetworkError.wrongSetting(node: nil, setting: "nodes", expected: "a list of nodes")
        guard var list = try? network.container.nestedUnkeyedContainer(forKey: .nodes) else { throw fault }
        var nodes: [Node] = []
        while !list.isAtEnd {
            guard let decoder = try? list.superDecoder() else { throw fault }
            nodes.append(
                try Node(from: decoder, number: nodes.count + 1, refusesUnknownKeys: refusesUnknownKeys))
        }
        return nodes
    }

    /// Writes the network.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: NetworkKey.self)
        try container.encode(name, forKey: .name)
        try container.encode(input, forKey: .input)
        try container.encode(nodes, forKey: .nodes)
        try container.encode(output, forKey: .output)
        try container.encodeIfPresent(initializer?.description, forKey: .initializer)
    }
}

extension Node: Codable {
    /// Reads a node with its operation's settings beside its name; keys that mean nothing are passed over.
    ///
    /// - Throws: `NetworkError` that names the node and the setting.
    public init(from decoder: any Decoder) throws {
        try self.init(from: decoder, number: 1, refusesUnknownKeys: false)
    }

    /// - Parameter number: The node's place in its network, from 1, to name it by as long as its name is not known.
    init(from decoder: any Decoder, number: Int, refusesUnknownKeys: Bool) throws(NetworkError) {
        guard let container = try? decoder.container(keyedBy: NodeKey.self) else {
            throw .noObject(node: number)
        }
        guard let name = try? container.decode(String.self, forKey: .name) else {
            throw .namelessNode(number)
        }
        let reader = SettingsReader(container: container, node: name)
        let anyKey = refusesUnknownKeys ? try? decoder.container(keyedBy: AnyKey.self) : nil
        let keys = anyKey?.allKeys ?? []
        if !container.contains(.kind) { try reader.refuseUnknown(keys, known: NodeKey.allCases) }
        let kind = try reader.kind()
        try reader.refuseUnknown(keys, known: NodeKey.keys(of: kind))
        self.init(
            name, try Operation(kind, from: reader), inputs: try reader.value(.inputs),
            parameterPrefix: try reader.value(.parameters, default: name))
        if NodeKey.keys(of: kind).contains(.initializer) {
            initializer = try reader.initializer(.initializer)
        }
    }

    /// Writes the node with its operation's settings beside its name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: NodeKey.self)
        try container.encode(name, forKey: .name)
        try container.encode(inputs, forKey: .inputs)
        if parameterPrefix != name { try container.encode(parameterPrefix, forKey: .parameters) }
        try operation.encode(to: &container)
        try container.encodeIfPresent(initializer?.description, forKey: .initializer)
    }
}

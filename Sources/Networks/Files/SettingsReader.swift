internal import Spelling

/// Reads the values of an object in JSON, and says whose they are where they cannot be read.
struct SettingsReader<Key: CodingKey & RawRepresentable<String>> {
    let container: KeyedDecodingContainer<Key>
    /// The node that the object describes; nil for the network itself.
    let node: String?

    /// Reads a value; nil where there is none.
    ///
    /// - Throws: `NetworkError.wrongSetting`.
    func optional<Value: SettingValue>(_ key: Key) throws(NetworkError) -> Value? {
        do {
            return try container.decodeIfPresent(Value.self, forKey: key)
        } catch {
            throw .wrongSetting(node: node, setting: key.rawValue, expected: Value.expectation)
        }
    }

    /// Reads a value that has to be there.
    ///
    /// - Throws: `NetworkError.missingSetting` or `.wrongSetting`.
    func value<Value: SettingValue>(_ key: Key) throws(NetworkError) -> Value {
        guard let value: Value = try optional(key) else {
            throw .missingSetting(node: node, setting: key.rawValue)
        }
        return value
    }

    /// Reads a value, or takes the usual one.
    ///
    /// - Throws: `NetworkError.wrongSetting`.
    func value<Value: SettingValue>(_ key: Key, default usual: Value) throws(NetworkError) -> Value {
        try optional(key) ?? usual
    }

    /// Reads the name of an initialiser with its settings; nil where there is none.
    ///
    /// - Throws: `NetworkError.wrongSetting` or `.initializer`.
    func initializer(_ key: Key) throws(NetworkError) -> Initializer? {
        guard let text: String = try optional(key) else { return nil }
        do {
            return try Initializer(parsing: text)
        } catch {
            throw .initializer(node: node, error)
        }
    }

    /// Refuses keys that mean nothing.
    ///
    /// - Parameters:
    ///   - found: The keys of the object.
    ///   - known: The keys that it may have.
    /// - Throws: `NetworkError.unknownSetting` for the first in alphabetical order, since a decoder knows no other.
    func refuseUnknown(_ found: [AnyKey], known: [Key]) throws(NetworkError) {
        let names = known.map(\.rawValue)
        let strangers = Set(found.map(\.stringValue)).subtracting(names)
        guard let setting = strangers.min() else { return }
        throw .unknownSetting(
            node: node, setting: setting, nearest: NearestName.find(setting, among: names), known: names)
    }
}

extension SettingsReader<NodeKey> {
    /// Reads what the node computes.
    ///
    /// - Throws: `NetworkError.missingSetting`, `.wrongSetting` or `.unknownOperation`.
    func kind() throws(NetworkError) -> Operation.Kind {
        let name: String = try value(.kind)
        guard let kind = Operation.Kind(rawValue: name) else {
            let known = Operation.Kind.allCases.map(\.rawValue)
            throw .unknownOperation(
                node: node ?? "", name: name, nearest: NearestName.find(name, among: known), known: known)
        }
        return kind
    }

    /// Reads a function; nil where there is none.
    ///
    /// - Throws: `NetworkError.wrongSetting` or `.unknownActivation`.
    func activation() throws(NetworkError) -> Activation? {
        guard let name: String = try optional(.activation) else { return nil }
        guard let activation = Activation(rawValue: name) else {
            let known = Activation.allCases.map(\.rawValue)
            throw .unknownActivation(
                node: node ?? "", name: name, nearest: NearestName.find(name, among: known), known: known)
        }
        return activation
    }

    /// Reads kernel, stride, dilation and padding.
    ///
    /// - Throws: `NetworkError.missingSetting` or `.wrongSetting`.
    func window() throws(NetworkError) -> SlidingWindow {
        SlidingWindow(
            kernel: try value(.kernel), stride: try value(.stride, default: Extent(1)),
            dilation: try value(.dilation, default: Extent(1)), padding: try value(.padding, default: .none))
    }
}

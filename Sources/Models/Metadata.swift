internal import FoundationEssentials
internal import WeightFiles

/// Reads the parts of a model file's metadata; each value is JSON in a string, but for the plain texts.
struct MetadataReader {
    private let metadata: [String: String]

    init(_ metadata: [String: String]) {
        self.metadata = metadata
    }

    func text(_ key: ModelFile.Key) throws(ModelError) -> String {
        guard let text = metadata[key.rawValue] else { throw .notAModel(missingKey: key.rawValue) }
        return text
    }

    func value<Value: Decodable>(_ type: Value.Type, _ key: ModelFile.Key) throws(ModelError) -> Value {
        let text = try text(key)
        // The decoder looks its keys up, which may take very long.
        guard StreamSafeText.isSafe(json: text) else {
            let reason = "it has more than \(StreamSafeText.markLimit) combining marks in a row"
            throw .malformed(key: key.rawValue, reason: reason)
        }
        do {
            return try JSONDecoder().decode(type, from: Data(text.utf8))
        } catch let error as DecodingError {
            throw .malformed(key: key.rawValue, reason: error.sentence)
        } catch {
            throw .malformed(key: key.rawValue, reason: "\(error)")
        }
    }

    func optionalValue<Value: Decodable>(
        _ type: Value.Type, _ key: ModelFile.Key
    ) throws(ModelError) -> Value? {
        metadata[key.rawValue] == nil ? nil : try value(type, key)
    }
}

/// Collects the parts of a model file's metadata.
struct MetadataWriter {
    private(set) var metadata: [String: String] = [:]

    mutating func set(_ key: ModelFile.Key, to text: String) {
        metadata[key.rawValue] = text
    }

    mutating func encode(_ value: some Encodable, as key: ModelFile.Key) throws {
        let encoder = JSONEncoder()
        // Sorted keys make the same model the same bytes.
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        metadata[key.rawValue] = String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}

extension DecodingError {
    /// What a decoder found, on one line and with the place.
    var sentence: String {
        let (context, text): (Context, String) =
            switch self {
            case .typeMismatch(_, let context), .dataCorrupted(let context):
                (context, context.debugDescription)
            case .valueNotFound(_, let context): (context, "a value is missing")
            case .keyNotFound(let key, let context): (context, "\"\(key.stringValue)\" is missing")
            @unknown default: (Context(codingPath: [], debugDescription: ""), "\(self)")
            }
        let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
        return path.isEmpty ? text : "\(text), at \(path.joined(separator: "."))"
    }
}

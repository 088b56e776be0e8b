internal import FoundationEssentials
internal import Networks
internal import WeightFiles

/// The texts of a checkpoint: what run it is of, and how far that is.
struct CheckpointTexts {
    enum Key: String, CaseIterable {
        case format
        case formatVersion = "format_version"
        case network
        case settings
        case keepsStatistics = "keeps_statistics"
        case dataDigest = "data_digest"
        case startDigest = "start_digest"
        case augmentation
        case toolVersion = "tool_version"
        case progress
    }

    private(set) var metadata: [String: String]

    init(_ metadata: [String: String]) {
        self.metadata = metadata
    }

    /// - Throws: `CheckpointError.notWritable`.
    init(_ identity: RunIdentity, _ state: TrainingState) throws(CheckpointError) {
        metadata = [:]
        set(.format, TrainingCheckpoint.formatName)
        set(.formatVersion, TrainingCheckpoint.formatVersion)
        set(.dataDigest, identity.dataDigest)
        set(.startDigest, identity.startDigest)
        set(.augmentation, identity.augmentation)
        set(.toolVersion, identity.toolVersion)
        try encode(identity.network, .network)
        try encode(identity.settings, .settings)
        try encode(identity.keepsStatistics, .keepsStatistics)
        try encode(CheckpointProgress(state), .progress)
    }

    private mutating func set(_ key: Key, _ text: String) { metadata[key.rawValue] = text }

    private mutating func encode(_ value: some Encodable, _ key: Key) throws(CheckpointError) {
        let encoder = JSONEncoder()
        // Sorted keys make the same state the same bytes.
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            set(key, String(decoding: try encoder.encode(value), as: UTF8.self))
        } catch {
            throw .notWritable("\(key.rawValue): \(error)")
        }
    }

    // MARK: Reading

    /// - Throws: `CheckpointError`.
    func identity() throws(CheckpointError) -> RunIdentity {
        guard metadata[Key.format.rawValue] == TrainingCheckpoint.formatName else { throw .notACheckpoint }
        let version = try text(.formatVersion)
        guard version == TrainingCheckpoint.formatVersion else {
            throw .unsupportedVersion(version, supported: TrainingCheckpoint.formatVersion)
        }
        return RunIdentity(
            network: try value(.network), settings: try value(.settings),
            keepsStatistics: try value(.keepsStatistics), dataDigest: try text(.dataDigest),
            startDigest: try text(.startDigest), augmentation: try text(.augmentation),
            toolVersion: try text(.toolVersion))
    }

    /// How far the run is, free of contradictions.
    ///
    /// - Throws: `CheckpointError`.
    func progress(_ settings: TrainingSettings) throws(CheckpointError) -> CheckpointProgress {
        let progress: CheckpointProgress = try value(.progress)
        if let fault = progress.fault(settings) {
            throw .malformedText(key: Key.progress.rawValue, reason: fault)
        }
        return progress
    }

    private func text(_ key: Key) throws(CheckpointError) -> String {
        guard let text = metadata[key.rawValue] else { throw .missingText(key: key.rawValue) }
        return text
    }

    private func value<Value: Decodable>(_ key: Key) throws(CheckpointError) -> Value {
        let text = try text(key)
        // The decoder looks its keys up, which may take very long.
        guard StreamSafeText.isSafe(json: text) else {
            let reason = "it has more than \(StreamSafeText.markLimit) combining marks in a row"
            throw .malformedText(key: key.rawValue, reason: reason)
        }
        do {
            return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
        } catch let error as DecodingError {
            throw .malformedText(key: key.rawValue, reason: error.reason)
        } catch {
            throw .malformedText(key: key.rawValue, reason: "\(error)")
        }
    }
}

extension DecodingError {
    /// What was found, on one line and with its place.
    fileprivate var reason: String {
        let (found, context): (String, Context?) =
            switch self {
            case .typeMismatch(_, let context), .dataCorrupted(let context):
                (context.debugDescription, context)
            case .valueNotFound(_, let context): ("a value is missing", context)
            case .keyNotFound(let key, let context): ("\"\(key.stringValue)\" is missing", context)
            @unknown default: ("\(self)", nil)
            }
        let path = (context?.codingPath ?? []).map { $0.intValue.map { "\($0)" } ?? $0.stringValue }
        return path.isEmpty ? found : "\(found), at \(path.joined(separator: "."))"
    }
}

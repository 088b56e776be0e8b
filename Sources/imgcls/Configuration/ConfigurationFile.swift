internal import Datasets
internal import Spelling

/// The options that a configuration file gives a command.
struct ConfigurationFile {
    /// An option with its values, as the command line would give them.
    struct Setting {
        let definition: OptionDefinition
        let values: [String]
        /// The line of the key, from 1.
        let line: Int

        var arguments: [String] { definition.arguments(for: values) }
    }

    /// A mebibyte; the largest sensible file has a thousandth of it.
    static let maximumByteCount = 1 << 20

    let path: String
    let settings: [Setting]

    /// Reads a file and holds it against the options of a command. Numbers and ranges are left to the command.
    ///
    /// - Throws: `CommandError`: input not found if there is no such file, else wrong usage, with the path, the
    ///   line and the key.
    @inline(never)  // Swift 6.3.1 crashes when it optimises typed throws into an asynchronous caller.
    init(path: String, signature: CommandSignature, command: String) throws(CommandError) {
        self.path = path
        let bytes: [UInt8]
        do {
            bytes = try FileReader.bytes(atPath: path, maximumByteCount: Self.maximumByteCount)
        } catch .tooLarge(let byteCount, let maximum) {
            throw CommandError(
                .wrongUsage,
                "\(path): \(FileReadError.tooLarge(byteCount: byteCount, maximum: maximum))")
        } catch {
            throw CommandError(.inputNotFound, "\(path): \(error)")
        }
        do {
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw ConfigurationError.notUTF8
            }
            settings = try ConfigurationDocument(text).entries.compactMap {
                try Self.setting($0, signature, command)
            }
        } catch {
            throw CommandError(.wrongUsage, "\(path): \(error)")
        }
    }

    /// What an entry sets; nil where it only says that an option is not set.
    private static func setting(
        _ entry: ConfigurationDocument.Entry, _ signature: CommandSignature, _ command: String
    ) throws(ConfigurationError) -> Setting? {
        let (key, line) = (entry.key, entry.line)
        guard let definition = signature.definition(forKey: key) else {
            if CommandSignature.commandLineOnly.contains(key) { throw .commandLineOnly(line: line, key: key) }
            // A hostile key may be as long as the file.
            let nearest = NearestName.find(
                String(key.prefix(64)), among: signature.configurable.map(\.key), maximumDistance: .max)
            throw .unknownKey(line: line, key: key, command: command, nearest: nearest)
        }
        let values: [String]
        switch entry.value {
        case .mapping: throw .mapping(line: line, key: key)
        case .nestedList where definition.isRepeating: throw .nestedValue(line: line, key: key)
        case .nestedList: throw .list(line: line, key: key)
        case .list(let scalars):
            guard definition.isRepeating, definition.kind != .flag else { throw .list(line: line, key: key) }
            values = try scalars.map { scalar throws(ConfigurationError) in
                try text(of: scalar, definition, line)
            }
        case .scalar(let scalar) where scalar.isNull:
            guard definition.isOptional, definition.defaultValue == nil else {
                throw .missingValue(line: line, key: key)
            }
            return nil
        case .scalar(let scalar): values = [try text(of: scalar, definition, line)]
        }
        return values.isEmpty ? nil : Setting(definition: definition, values: values, line: line)
    }

    private static func text(
        of scalar: ConfigurationDocument.Scalar, _ definition: OptionDefinition, _ line: Int
    ) throws(ConfigurationError) -> String {
        let key = definition.key
        if definition.kind == .flag {
            guard let value = scalar.truthValue else {
                throw .notATruthValue(line: line, key: key, value: scalar.text)
            }
            return value ? "true" : "false"
        }
        guard !scalar.isNull else { throw .missingValue(line: line, key: key) }
        guard scalar.truthValue == nil else { throw .truthValue(line: line, key: key, value: scalar.text) }
        // The system's functions would take the text only as far as to that byte.
        guard !scalar.text.utf8.contains(0) else { throw .zeroByte(line: line, key: key) }
        return scalar.text
    }
}

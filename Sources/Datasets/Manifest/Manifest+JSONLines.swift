extension Manifest {
    /// Reads a manifest from JSON Lines: one object on each line; lines of nothing but blanks are skipped.
    /// Complexity: O(*n*).
    ///
    /// - Parameter bytes: The whole file, at most 1 GiB.
    /// - Throws: A `ManifestError` that says what about the bytes is wrong.
    public init(jsonLines bytes: [UInt8]) throws(ManifestError) {
        let text: ListText
        do throws(TableError) {
            text = try ListText(bytes)
        } catch {
            throw .table(error)
        }
        var builder = ManifestBuilder()
        var line = 0
        var start = text.start
        var isEmpty = true
        while start < bytes.count {
            line += 1
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            var scanner = JSONLineScanner(bytes, in: start..<end)
            start = end + 1
            guard let first = scanner.peek() else { continue }
            if isEmpty, first == UInt8(ascii: "[") { throw .isJSONList }
            isEmpty = false
            do throws(ManifestFault) {
                builder.add(try ManifestRow(line: line, &scanner))
            } catch {
                builder.add(error, line: line)
            }
        }
        guard !isEmpty else { throw .table(.empty) }
        self = try builder.manifest()
    }
}

extension ManifestRow {
    private enum Key: String, CaseIterable {
        case path, label, labels, split, hash, group

        /// The key of a name; nil for every name that means nothing here.
        init?(name: String) {
            // Comparing texts as Unicode does takes long for long ones.
            guard name.utf8.count <= Self.nameMaximum else { return nil }
            self.init(rawValue: name)
        }

        private static let nameMaximum = 6
    }

    /// The largest number of keys that an error repeats.
    private static let shownKeyCount = 10

    /// Reads a row from a line.
    ///
    /// Of equal keys only those are refused that are read: the others mean nothing here.
    fileprivate init(line: Int, _ scanner: inout JSONLineScanner) throws(ManifestFault) {
        self.init(line: line)
        var seen: Set<Key> = []
        var others: [String] = []
        while let name = try scanner.nextKey() {
            guard let key = Key(name: name) else {
                if others.count < Self.shownKeyCount { others.append(name) }
                try scanner.skipValue()
                continue
            }
            guard seen.insert(key).inserted else { throw .repeatedKey(name) }
            try read(key, from: &scanner)
        }
        guard !seen.isSuperset(of: [.label, .labels]) else { throw .labelAndLabels }
        if let missing = Self.missing(in: seen) {
            let found = Key.allCases.filter(seen.contains).map(\.rawValue) + others
            throw .missingKey(
                missing.rawValue, found: Array(found.prefix(Self.shownKeyCount)),
                nearest: NearestName.find(missing.rawValue, among: others))
        }
    }

    private static func missing(in seen: Set<Key>) -> Key? {
        if !seen.contains(.path) { return .path }
        return seen.isDisjoint(with: [.label, .labels]) ? .label : nil
    }

    private mutating func read(_ key: Key, from scanner: inout JSONLineScanner) throws(ManifestFault) {
        switch key {
        case .path: path = try Self.text(of: key, from: &scanner)
        case .label: labels = [try Self.textOrNumber(of: key, from: &scanner)]
        case .labels: labels = try Self.list(of: key, from: &scanner)
        case .split: split = try scanner.skipNull() ? "" : Self.text(of: key, from: &scanner)
        case .hash: hash = try scanner.skipNull() ? "" : Self.text(of: key, from: &scanner)
        case .group: group = try scanner.skipNull() ? "" : Self.textOrNumber(of: key, from: &scanner)
        }
    }

    private static func text(
        of key: Key, from scanner: inout JSONLineScanner
    ) throws(ManifestFault) -> String {
        guard scanner.peek() == UInt8(ascii: "\"") else {
            throw .wrongKind(key: key.rawValue, expected: "a text")
        }
        return try scanner.string()
    }

    private static func textOrNumber(
        of key: Key, from scanner: inout JSONLineScanner
    ) throws(ManifestFault) -> String {
        let wrongKind = ManifestFault.wrongKind(
            key: key.rawValue,
            expected: key == .labels ? "a list of texts or whole numbers" : "a text or a whole number")
        switch scanner.peek() {
        case UInt8(ascii: "\""): return try scanner.string()
        case let byte? where JSONLineScanner.beginsNumber(byte):
            let number = try scanner.number()
            guard number.isWhole else { throw wrongKind }
            return number.text
        default: throw wrongKind
        }
    }

    private static func list(
        of key: Key, from scanner: inout JSONLineScanner
    ) throws(ManifestFault) -> [String] {
        guard scanner.skip("[") else {
            throw .wrongKind(key: key.rawValue, expected: "a list of texts or whole numbers")
        }
        guard !scanner.skip("]") else { return [] }
        var texts: [String] = []
        var count = 0
        repeat {
            let text = try textOrNumber(of: key, from: &scanner)
            count += 1
            if count <= ManifestBuilder.labelCountMaximum { texts.append(text) }
        } while scanner.skip(",")
        try scanner.expect("]", .commaOrClosingBracket)
        guard count <= ManifestBuilder.labelCountMaximum else {
            throw .tooManyLabels(count, maximum: ManifestBuilder.labelCountMaximum)
        }
        return texts
    }
}

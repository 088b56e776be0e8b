internal import Spelling

extension ManifestRow {
    private enum Key: String, CaseIterable {
        case path, label, labels, value, values, split, hash, group

        /// The keys that hold what an image is labelled with, the usual one first.
        static func targets(of labelling: Labelling) -> [Key] {
            switch labelling {
            case .classes: [.label, .labels]
            case .labels: [.labels, .label]
            case .values: [.value, .values]
            }
        }

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
    init(
        line: Int, labelling: Labelling, _ scanner: inout JSONLineScanner, _ valueNames: inout JSONValueNames
    ) throws(ManifestFault) {
        self.init(line: line)
        let targets = Key.targets(of: labelling)
        let passedOver = Key.targets(of: labelling == .values ? .labels : .values)
        var seen: Set<Key> = []
        var others: [String] = []
        var numbers: JSONValueNames.Numbers = []
        while let name = try scanner.nextKey() {
            guard let key = Key(name: name), !passedOver.contains(key) else {
                if others.count < Self.shownKeyCount { others.append(name) }
                try scanner.skipValue()
                continue
            }
            guard seen.insert(key).inserted else { throw .repeatedKey(name) }
            switch key {
            case .value: numbers = [(name, try Self.number(named: name, from: &scanner))]
            case .values: numbers = try Self.numbers(from: &scanner)
            default: try read(key, from: &scanner)
            }
        }
        guard !seen.isSuperset(of: targets) else {
            throw labelling == .values ? .valueAndValues : .labelAndLabels
        }
        if let missing = seen.contains(.path) ? (seen.isDisjoint(with: targets) ? targets[0] : nil) : .path {
            let found = Key.allCases.filter(seen.contains).map(\.rawValue) + others
            throw .missingKey(
                missing.rawValue, found: Array(found.prefix(Self.shownKeyCount)),
                nearest: NearestName.find(missing.rawValue, among: others))
        }
        if labelling == .values { values = try valueNames.ordered(numbers, line: line) }
    }

    private mutating func read(_ key: Key, from scanner: inout JSONLineScanner) throws(ManifestFault) {
        switch key {
        case .path: path = try Self.text(of: key, from: &scanner)
        case .label:
            let text = try Self.textOrNumber(of: key, from: &scanner)
            labels = text.isEmpty ? [] : [text]
        case .labels:
            hasLabelList = true
            labels = try Self.list(of: key, from: &scanner)
        case .split: split = try scanner.skipNull() ? "" : Self.text(of: key, from: &scanner)
        case .hash: hash = try scanner.skipNull() ? "" : Self.text(of: key, from: &scanner)
        case .group: group = try scanner.skipNull() ? "" : Self.textOrNumber(of: key, from: &scanner)
        case .value, .values: break
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

    private static func number(
        named name: String, from scanner: inout JSONLineScanner
    ) throws(ManifestFault) -> Float {
        guard let byte = scanner.peek(), JSONLineScanner.beginsNumber(byte) else {
            throw .wrongKind(key: PrintableName.clipped(name), expected: "a number")
        }
        return try DecimalNumber.value(of: try scanner.number().text, column: name)
    }

    /// Reads an object of numbers.
    private static func numbers(
        from scanner: inout JSONLineScanner
    ) throws(ManifestFault) -> JSONValueNames.Numbers {
        guard scanner.skip("{") else {
            throw .wrongKind(key: Key.values.rawValue, expected: "an object of numbers")
        }
        var numbers: JSONValueNames.Numbers = []
        var seen: Set<String> = []
        guard !scanner.skip("}") else { throw .valueNames(.noNames) }
        repeat {
            let name = try scanner.key()
            if let fault = ValueNamesFault.fault(of: name) { throw .valueNames(fault) }
            guard seen.insert(name).inserted else { throw .valueNames(.repeatedName(name)) }
            let value = try number(named: name, from: &scanner)
            if numbers.count < ValueNamesFault.countMaximum { numbers.append((name, value)) }
        } while scanner.skip(",")
        try scanner.expect("}", .commaOrClosingBrace)
        guard seen.count <= ValueNamesFault.countMaximum else {
            throw .valueNames(.tooMany(seen.count, maximum: ValueNamesFault.countMaximum))
        }
        return numbers
    }
}

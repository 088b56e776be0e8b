/// Checks the rows of a manifest one by one and collects entries and faults.
struct ManifestBuilder {
    /// The longest path that is read, in bytes: the longest that Linux opens.
    static let pathMaximum = 4095

    /// The longest label that is read, in bytes: the longest name of a class folder. It also bounds the time
    /// that comparing texts as Unicode does can take.
    static let labelMaximum = 255

    /// The longest group that is read, in bytes.
    static let groupMaximum = 1024

    /// The largest number of labels of one image.
    static let labelCountMaximum = 1000

    /// What the images are labelled with.
    let labelling: Labelling

    private var entries: [Manifest.Entry] = []
    private var faults = RowFaults<ManifestFault>()
    private var positions: [ExactText: Int] = [:]

    // Most rows share their labels with many others: equal lists are stored once.
    private var labelLists: [[ExactText]: [String]] = [:]
    private var groups: [ExactText: String] = [:]

    /// Prepares to read rows.
    init(labelling: Labelling) {
        self.labelling = labelling
    }

    /// Adds a row, or a fault where it cannot be used.
    mutating func add(_ row: ManifestRow) {
        do throws(ManifestFault) {
            let entry = try entry(of: row)
            if let first = positions.updateValue(entries.count, forKey: ExactText(entry.path)) {
                positions[ExactText(entry.path)] = first
                throw repetition(of: entries[first], by: entry)
            }
            entries.append(entry)
        } catch {
            add(error, line: row.line)
        }
    }

    /// Adds a fault.
    mutating func add(_ fault: ManifestFault, line: Int) {
        faults.add(fault, line: line)
    }

    /// The manifest, where all rows can be used.
    ///
    /// - Parameter valueNames: The names of the rows' numbers.
    /// - Throws: `ManifestError.rows`, or `.table(.noRows)` where there is none.
    consuming func manifest(valueNames: [String] = []) throws(ManifestError) -> Manifest {
        guard faults.count == 0 else { throw .rows(faults) }
        guard !entries.isEmpty else { throw .table(.noRows) }
        return Manifest(entries: entries, labelling: labelling, valueNames: valueNames)
    }

    private mutating func entry(of row: ManifestRow) throws(ManifestFault) -> Manifest.Entry {
        guard !row.path.isEmpty else { throw .emptyPath }
        try Self.check(row.path, name: "path", maximum: Self.pathMaximum)
        guard !row.path.utf8.contains(0) else { throw .pathWithZeroByte }
        try Self.check(row.group, name: "group", maximum: Self.groupMaximum)
        let labels = labelling == .values ? [] : try labels(of: row)
        var partition: Partition?
        if !row.split.isEmpty {
            partition = Partition(splitName: row.split)
            guard partition != nil else { throw .unknownSplit(row.split) }
        }
        var digest: ContentDigest?
        if !row.hash.isEmpty {
            digest = ContentDigest(hexadecimal: row.hash)
            guard digest != nil else { throw .unusableHash(row.hash) }
        }
        let group = row.group.isEmpty ? nil : stored(group: row.group)
        return labelling == .values
            ? Manifest.Entry(
                path: row.path, values: row.values, partition: partition, digest: digest, group: group,
                line: row.line)
            : Manifest.Entry(
                path: row.path, labels: labels, partition: partition, digest: digest, group: group,
                line: row.line)
    }

    private mutating func labels(of row: ManifestRow) throws(ManifestFault) -> [String] {
        let key = row.labels.map(ExactText.init)
        if let known = labelLists[key] { return known }
        guard !row.labels.isEmpty || labelling == .labels else {
            throw row.hasLabelList ? .noLabels : .emptyLabel
        }
        guard row.labels.count <= Self.labelCountMaximum else {
            throw .tooManyLabels(row.labels.count, maximum: Self.labelCountMaximum)
        }
        for label in row.labels {
            guard !label.isEmpty else { throw .emptyLabel }
            try Self.check(label, name: "label", maximum: Self.labelMaximum)
        }
        var seen: Set<String> = []
        for label in row.labels where !seen.insert(label).inserted { throw .repeatedLabel(label) }
        labelLists[key] = row.labels
        return row.labels
    }

    private mutating func stored(group: String) -> String {
        let key = ExactText(group)
        if let known = groups[key] { return known }
        groups[key] = group
        return group
    }

    private func repetition(of first: Manifest.Entry, by second: Manifest.Entry) -> ManifestFault {
        let difference: ManifestFault.Difference =
            if first.labels != second.labels {
                .labels
            } else if first.values != second.values {
                .values
            } else {
                first.partition == second.partition ? .none : .split
            }
        return .repeatedPath(second.path, firstLine: first.line, difference: difference)
    }

    private static func check(_ text: String, name: String, maximum: Int) throws(ManifestFault) {
        guard text.utf8.count <= maximum else {
            throw .tooLong(name: name, byteCount: text.utf8.count, maximum: maximum)
        }
    }
}

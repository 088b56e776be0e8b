extension Manifest {
    /// Reads a manifest from JSON Lines: one object on each line; lines of nothing but blanks are skipped.
    /// Complexity: O(*n*).
    ///
    /// - Parameters:
    ///   - bytes: The whole file, at most 1 GiB.
    ///   - labelling: What the images are labelled with.
    /// - Throws: A `ManifestError` that says what about the bytes is wrong.
    public init(jsonLines bytes: [UInt8], labelling: Labelling = .classes) throws(ManifestError) {
        let text: ListText
        do throws(TableError) {
            text = try ListText(bytes)
        } catch {
            throw .table(error)
        }
        var builder = ManifestBuilder(labelling: labelling)
        var valueNames = JSONValueNames()
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
                builder.add(try ManifestRow(line: line, labelling: labelling, &scanner, &valueNames))
            } catch {
                builder.add(error, line: line)
            }
        }
        guard !isEmpty else { throw .table(.empty) }
        self = try builder.manifest(valueNames: valueNames.names)
    }
}

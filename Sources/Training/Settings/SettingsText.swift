/// A name with settings, as people write it: `name` or `name:key=value,key=value`.
///
/// Settings are taken one by one; `finish()` refuses what nobody asked for.
struct SettingsText {
    /// What stands in front of the colon.
    let name: String

    private var values: [(key: String, text: String)] = []
    private var known: [String] = []

    /// Splits a text.
    ///
    /// - Throws: `SettingsError.notASetting` or `.repeatedKey`.
    init(_ text: some StringProtocol) throws(SettingsError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        name = parts.first.map { String($0) } ?? ""
        guard parts.count > 1 else { return }
        for item in parts[1].split(separator: ",", omittingEmptySubsequences: false) {
            let sides = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2, !sides[0].isEmpty, !sides[1].isEmpty else {
                throw .notASetting(String(item), of: name)
            }
            let key = String(sides[0])
            if values.contains(where: { $0.key == key }) { throw .repeatedKey(key, of: name) }
            values.append((key, String(sides[1])))
        }
    }

    /// Takes the text of a setting; nil where it is not given.
    mutating func text(_ key: String) -> String? {
        known.append(key)
        guard let index = values.firstIndex(where: { $0.key == key }) else { return nil }
        return values.remove(at: index).text
    }

    /// Takes a number.
    ///
    /// - Throws: `SettingsError.notAValue` or `.outOfRange`.
    mutating func number(
        _ key: String, default standard: Double, _ range: SettingRange
    ) throws(SettingsError) -> Double {
        guard let text = text(key) else { return standard }
        guard let value = Double(text) else { throw .notAValue(text, key: key, expected: "a number") }
        try range.check(value, key: key)
        return value
    }

    /// Takes a whole number from `least` on.
    ///
    /// - Throws: `SettingsError.notAValue` or `.outOfRange`.
    mutating func wholeNumber(
        _ key: String, default standard: Int, least: Int
    ) throws(SettingsError) -> Int {
        guard let text = text(key) else { return standard }
        guard let value = Int(text) else { throw .notAValue(text, key: key, expected: "a whole number") }
        guard value >= least else {
            throw .outOfRange(key: key, value: Double(value), allowed: "at least \(least)")
        }
        return value
    }

    /// Ends the reading.
    ///
    /// - Throws: `SettingsError.unknownKey` if a setting is left over.
    func finish() throws(SettingsError) {
        if let left = values.first { throw .unknownKey(left.key, of: name, known: known) }
    }

    /// A number in the shortest form that reads back as the same one, without an idle fraction.
    static func number(_ value: Double) -> String {
        let text = "\(value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// Decodes a text and turns what is wrong with it into a decoding error.
    static func decode<Value>(
        _ decoder: any Decoder, _ parse: (String) throws(SettingsError) -> Value
    ) throws -> Value {
        let text = try decoder.singleValueContainer().decode(String.self)
        do {
            return try parse(text)
        } catch {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: error.description))
        }
    }
}

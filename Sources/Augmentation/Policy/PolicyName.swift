internal import Spelling

/// The names that a policy's text can hold, and those that people bring from elsewhere.
enum PolicyName {
    /// All names that are read: operations, then presets.
    static let known = PolicyOperation.allCases.map(\.rawValue) + AugmentationPreset.allCases.map(\.rawValue)

    /// The known name that was probably meant; nil where none is near.
    ///
    /// A name from elsewhere comes first, with or without what other libraries put before names, then a
    /// misspelling of a known name, then one of a name from elsewhere.
    static func nearest(to name: String) -> String? {
        let folded = folded(name)
        for key in [folded] + prefixes.compactMap({ rest(of: folded, behind: $0) }) {
            if let exact = names[key] { return exact }
        }
        // At most one change for each two letters.
        let distance = min(3, name.utf8.count / 2)
        if let near = NearestName.find(name, among: known, maximumDistance: distance) { return near }
        // Short names are near to too many.
        let longNames = names.keys.filter { $0.utf8.count >= 6 }.sorted()
        return NearestName.find(folded, among: longNames).flatMap { names[$0] }
    }

    /// A name in lower case, without the characters between its words.
    static func folded(_ name: String) -> String {
        String(decoding: name.lowercased().utf8.filter { !separators.contains($0) }, as: UTF8.self)
    }

    private static let separators = Array("_- ".utf8)

    private static let prefixes = ["random", "adjust", "randomadjust"]

    /// The known name of every folded name.
    private static let names: [String: String] = {
        let pairs =
            known.map { (folded($0), $0) }
            + PolicyOperation.allCases.flatMap { operation in
                operation.otherNames.map { ($0, operation.rawValue) }
            }
        return Dictionary(pairs) { first, _ in first }
    }()

    private static func rest(of name: String, behind prefix: String) -> String? {
        name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : nil
    }
}

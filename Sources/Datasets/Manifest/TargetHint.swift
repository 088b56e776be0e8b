/// What to do where a manifest lacks the column or key of one task and has that of another.
enum TargetHint {
    /// The end of a sentence; empty where nothing is known.
    ///
    /// - Parameters:
    ///   - missing: The column or key that is needed.
    ///   - found: Those that are there.
    static func text(missing: String, found: [String]) -> String {
        let others: [(task: String, matches: (String) -> Bool)] =
            switch missing {
            case "label", "labels":
                [("regression", { $0 == "value" || $0 == "values" || $0.hasPrefix(Manifest.valuePrefix) })]
            case "value": [("multilabel", { $0 == "labels" }), ("multiclass", { $0 == "label" })]
            default: []
            }
        for (task, matches) in others {
            guard let name = found.first(where: matches) else { continue }
            return "; \(PrintableName.clipped(name)) is for --task \(task)"
        }
        return ""
    }
}

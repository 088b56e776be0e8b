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
                [
                    (
                        "regression",
                        {
                            isOne($0, of: ["value", "values"])
                                || $0.utf8.starts(with: Manifest.valuePrefix.utf8)
                        }
                    )
                ]
            case "value":
                [("multilabel", { isOne($0, of: ["labels"]) }), ("multiclass", { isOne($0, of: ["label"]) })]
            default: []
            }
        for (task, matches) in others {
            guard let name = found.first(where: matches) else { continue }
            return "; \(PrintableName.clipped(name)) is for --task \(task)"
        }
        return ""
    }

    /// Compares bytes: text with many combining marks in a row takes very long to compare as text.
    private static func isOne(_ name: String, of names: [String]) -> Bool {
        names.contains { $0.utf8.elementsEqual(name.utf8) }
    }
}

extension Partition {
    /// The part that a manifest means by a word: `train`, `training`, `val`, `valid`, `validation` or `test`
    /// in any case; `nil` for every other one.
    init?(splitName: String) {
        // The longest of the words; changing the case of a long text, and comparing it, takes long.
        guard splitName.utf8.count <= "validation".utf8.count else { return nil }
        if splitName.lowercased() == "training" {
            self = .training
        } else {
            self.init(folderName: splitName)
        }
    }

    /// The word that a manifest is written with.
    var splitName: String {
        switch self {
        case .training: "train"
        case .validation: "val"
        case .test: "test"
        }
    }
}

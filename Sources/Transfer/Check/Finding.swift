public import Datasets

/// One kind of thing that a check found in a data set, with every place where it occurs.
public struct Finding: Hashable, Sendable, Codable {
    /// How much a finding matters.
    public enum Severity: String, Hashable, Sendable, Codable, Comparable, CaseIterable {
        /// Worth knowing.
        case note
        /// The model or its score will probably be worse than it looks.
        case warning
        /// Training would stop.
        case error

        /// Whether one matters less than another.
        public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .note: 0
            case .warning: 1
            case .error: 2
            }
        }
    }

    /// What was found; the raw values are those of the JSON report and stay as they are.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        // Files and folders.
        case unusableDataset = "unusable_dataset"
        case classWithoutReadableImages = "class_without_readable_images"
        case severalLabels = "several_labels"
        case labelOnEveryImage = "label_on_every_image"
        case constantValue = "constant_value"
        case unreadableImage = "unreadable_image"
        case unusableEntry = "unusable_entry"
        case cutShortImage = "cut_short_image"
        case changedSinceManifest = "changed_since_manifest"
        case ignoredEntry = "ignored_entry"
        case layout = "layout"
        // Classes.
        case classInOnePart = "class_in_one_part"
        case tinyClass = "tiny_class"
        case imbalance = "imbalance"
        case similarClassNames = "similar_class_names"
        case blankInClassName = "blank_in_class_name"
        case grayClass = "gray_class"
        // Copies.
        case leak = "leak"
        case contradiction = "contradiction"
        case repetition = "repetition"
        case groupLeak = "group_leak"
        case nearLeak = "near_leak"
        case nearContradiction = "near_contradiction"
        case nearDuplicate = "near_duplicate"
        case notCompared = "not_compared"
        case splitConflict = "split_conflict"
        // Pictures.
        case dark = "dark"
        case bright = "bright"
        case flat = "flat"
        case blurred = "blurred"
        case tiny = "tiny"
        case oddShape = "odd_shape"
        // Labels.
        case misspelledLabel = "misspelled_label"
        case likelyMislabelled = "likely_mislabelled"
    }

    /// One place.
    public struct Item: Hashable, Sendable, Codable {
        /// The files or folders, below the data set's folder; more than one where they belong together.
        public let paths: [String]
        /// The part of each path, where that matters.
        public let parts: [Partition]?
        /// The label that the data set gives.
        public let label: String?
        /// The label that fits better.
        public let suggestedLabel: String?
        /// What exactly, as the rest of a sentence.
        public let detail: String?
        /// How sure it is; its meaning depends on the kind.
        public let score: Double?

        init(
            _ paths: [String], parts: [Partition]? = nil, label: String? = nil, suggestedLabel: String? = nil,
            detail: String? = nil,
            score: Double? = nil
        ) {
            self.paths = paths
            self.parts = parts
            self.label = label
            self.suggestedLabel = suggestedLabel
            self.detail = detail
            self.score = score
        }

        private enum CodingKeys: String, CodingKey {
            case paths, parts, label, detail, score
            case suggestedLabel = "suggested_label"
        }
    }

    /// What was found.
    public let kind: Kind
    /// How much it matters.
    public let severity: Severity
    /// What and how many, and what it does to training, in one sentence.
    public let summary: String
    /// Where, the most important first; empty where the summary says it all.
    public let items: [Item]

    init(_ kind: Kind, _ severity: Severity, _ summary: String, _ items: [Item] = []) {
        self.kind = kind
        self.severity = severity
        self.summary = summary
        self.items = items
    }
}

/// A number with its noun, for sentences.
func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(plural ?? noun + "s")"
}

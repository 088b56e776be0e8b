/// A part of a data set, by what it is used for.
public enum Partition: String, Hashable, Sendable, Codable, CaseIterable, CustomStringConvertible {
    /// Images that the model learns from.
    case training
    /// Images that decide between models: when to stop, which options to keep.
    case validation
    /// Images that are used once, to say how good the finished model is.
    case test

    /// The part that a folder holds by its name: `train`, `val`, `valid`, `validation` or `test` in any case;
    /// `nil` for every other name.
    init?(folderName: String) {
        switch folderName.lowercased() {
        case "train": self = .training
        case "val", "valid", "validation": self = .validation
        case "test": self = .test
        default: return nil
        }
    }

    /// The part's name, for example `validation`.
    public var description: String { rawValue }
}

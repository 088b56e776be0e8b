/// What the images of a data set are labelled with.
public enum Labelling: String, Hashable, Sendable, Codable, CaseIterable {
    /// Each image shows one class.
    case classes
    /// Each image has any number of labels, none included.
    case labels
    /// Each image has real numbers.
    case values
}

public import Images

/// One of several augmentations, each as probable as any other.
public struct OneOf: Augmentation {
    /// What there is to choose from; not empty.
    public let choices: [any Augmentation]

    /// Makes a choice.
    ///
    /// - Precondition: There is something to choose from.
    public init(_ choices: [any Augmentation]) {
        precondition(!choices.isEmpty, "there is nothing to choose from")
        self.choices = choices
    }

    /// The image after one of them.
    public func callAsFunction(_ image: Image, using generator: inout some RandomNumberGenerator) -> Image {
        choices[Int.random(in: choices.indices, using: &generator)](image, using: &generator)
    }
}

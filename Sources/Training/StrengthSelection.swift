/// How the strength of the L2 penalty is chosen.
public enum StrengthSelection: Hashable, Sendable {
    /// By cross-validation over the training images, in so many folds (at least 2).
    ///
    /// There are fewer folds where there are fewer images to hold out; a class with a single image is trained
    /// on in every fold and never held out. If no class has two images nothing can be held out, and the
    /// trainer's `fallbackStrength` is taken.
    case crossValidation(folds: Int)
    /// By the loss of the validation set given to the fit.
    case validation
    /// Not at all: this strength is taken.
    case fixed(Double)
}

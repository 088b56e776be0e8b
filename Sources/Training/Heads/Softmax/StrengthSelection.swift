/// How the strength of the L2 penalty is chosen.
public enum StrengthSelection: Hashable, Sendable {
    /// By cross-validation over the training images, in so many folds (at least 2).
    ///
    /// Images of one group are held out together. There are fewer folds where there are fewer groups to hold
    /// out. A group that holds all images of a class, without groups the only image of a class, is trained on
    /// in every fold and never held out. If there are not two groups to hold out, the trainer's
    /// `fallbackStrength` is taken.
    case crossValidation(folds: Int)
    /// By the loss of the validation set given to the fit.
    case validation
    /// Not at all: this strength is taken.
    case fixed(Double)
}

/// The fourteen operations that TrivialAugment and RandAugment choose from.
public enum GradedOperation: String, CaseIterable, Hashable, Sendable {
    /// Nothing.
    case identity
    /// Shears along the rows, about the middle.
    case shearX = "shear-x"
    /// Shears along the columns, about the middle.
    case shearY = "shear-y"
    /// Moves along the rows.
    case translateX = "translate-x"
    /// Moves along the columns.
    case translateY = "translate-y"
    /// Turns about the middle.
    case rotate
    /// Scales brightness.
    case brightness
    /// Scales saturation; the papers call it colour.
    case saturation
    /// Scales contrast.
    case contrast
    /// Scales sharpness.
    case sharpness
    /// Keeps leading bits.
    case posterize
    /// Inverts from a threshold on.
    case solarize
    /// Stretches each channel.
    case autocontrast
    /// Evens out each channel's levels.
    case equalize
}

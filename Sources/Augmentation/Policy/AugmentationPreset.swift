/// Policies with a name, from nothing to much.
public enum AugmentationPreset: String, CaseIterable, Hashable, Sendable, Codable {
    /// No change: the resize and crop that prediction does.
    case none
    /// Large parts and mirror images: little work for the processor, and little change.
    case light
    /// Large parts, mirror images and TrivialAugment: the usual choice for training blocks of a pretrained network.
    case transfer
    /// Smaller parts, and other light: the usual choice for training from nothing.
    case standard
    /// Smaller parts, TrivialAugment and hidden rectangles: for long training on few pictures.
    case strong

    /// The policy as text.
    public var text: String {
        switch self {
        case .none: "none"
        case .light: "crop:0.6-1,flip:0.5"
        case .transfer: "crop:0.5-1,flip:0.5,trivial"
        case .standard: "crop:0.35-1,flip:0.5,jitter:0.2:0.2:0.2:0.02"
        case .strong: "crop:0.2-1,flip:0.5,trivial,erase:0.25:0.02-0.33"
        }
    }
}

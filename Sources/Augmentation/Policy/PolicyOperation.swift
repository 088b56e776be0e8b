/// Everything that the text of an augmentation policy can name; the raw values are these names.
public enum PolicyOperation: String, CaseIterable, Hashable, Sendable, Codable {
    // Which part of the picture the network sees.
    case crop
    case padCrop = "pad-crop"
    // Places.
    case flip
    case verticalFlip = "vflip"
    case rotate
    case translate
    case shear
    case scale
    case perspective
    // Colours.
    case jitter
    case brightness
    case contrast
    case saturation
    case hue
    case grayscale
    case posterize
    case solarize
    case equalize
    case autocontrast
    case invert
    // Quality.
    case sharpness
    case blur
    case noise
    case jpeg
    case erase
    // Choices.
    case trivial
    case rand
    case oneOf = "oneof"
    // Batches.
    case mixup
    case cutmix

    /// What an operation works on, and so how often and where a policy may name it.
    public enum Role: Hashable, Sendable {
        /// Makes a picture of the size that the network takes from the whole photo; comes first, at most once.
        case sizing
        /// Changes a picture.
        case change
        /// Does one of several changes.
        case choice
        /// Mixes the pictures of a batch; at most once, by whoever makes batches.
        case batch
    }

    /// What the operation works on.
    public var role: Role {
        switch self {
        case .crop, .padCrop: .sizing
        case .oneOf: .choice
        case .mixup, .cutmix: .batch
        default: .change
        }
    }

    /// What may follow the name, each after a colon, in this order.
    public var parameters: [PolicyParameter] {
        switch self {
        case .crop: [.range("area", 0.01...1, 0.35...1, neutral: nil)]
        case .padCrop: [.number("border", 0...1, 0.125)]
        case .flip, .verticalFlip: [.probability(0.5)]
        case .rotate: [.number("angle", 0...180, 15)]
        case .translate: [.number("share", 0...1, 0.1)]
        case .shear: [.number("angle", 0...60, 10)]
        case .scale: [.range("factor", 0.1...10, 0.8...1.25, neutral: 1)]
        case .perspective: [.number("distortion", 0...0.9, 0.3)]
        case .jitter:
            [
                .number("brightness", 0...1, 0.2), .likeFirst("contrast", 0...1),
                .likeFirst("saturation", 0...1), .number("hue", 0...0.5, 0),
            ]
        case .brightness, .contrast, .saturation: [.number("strength", 0...1, 0.2)]
        case .hue: [.number("turn", 0...0.5, 0.05)]
        case .grayscale, .invert: [.probability(0.1)]
        case .posterize: [.range("number of bits", 1...8, 4...8, neutral: 8, isWhole: true)]
        case .solarize: [.range("threshold", 0...256, 128...256, neutral: 256, isWhole: true)]
        case .equalize, .autocontrast: [.probability(0.2)]
        case .sharpness: [.number("strength", 0...1, 0.5)]
        case .blur: [.range("deviation", 0...32, 0.1...2)]
        case .noise: [.range("deviation", 0...128, 0...10)]
        case .jpeg: [.range("quality", 1...100, 30...90, neutral: nil, isWhole: true)]
        case .erase: [.probability(0.25), .range("area", 0...1, 0.02...0.33, neutral: nil)]
        case .trivial, .oneOf: []
        case .rand: [.whole("number of operations", 0...14, 2), .whole("magnitude", 0...30, 9)]
        case .mixup: [.number("alpha", 0.01...100, 0.2, neutral: nil)]
        case .cutmix: [.number("alpha", 0.01...100, 1, neutral: nil)]
        }
    }

    /// What the operation does, as a phrase for help.
    public var summary: String {
        switch self {
        case .crop: "a random part with this share of the area"
        case .padCrop: "add a border, as a share of the side; a random part"
        case .flip: "mirror left to right, with this probability"
        case .verticalFlip: "mirror top to bottom, with this probability"
        case .rotate: "turn by up to so many degrees"
        case .translate: "move by up to this share of the sides"
        case .shear: "shear by up to so many degrees"
        case .scale: "enlarge by this factor"
        case .perspective: "move corners inwards, as a share of half sides"
        case .jitter: "vary brightness, contrast, saturation, hue"
        case .brightness: "scale brightness by 1 - value to 1 + value"
        case .contrast: "scale contrast, likewise"
        case .saturation: "scale saturation, likewise"
        case .hue: "turn the hue by up to this share of the circle"
        case .grayscale: "take the colours out, with this probability"
        case .posterize: "keep so many bits"
        case .solarize: "invert levels from here on"
        case .equalize: "even out the levels, with this probability"
        case .autocontrast: "stretch the levels, with this probability"
        case .invert: "make the negative, with this probability"
        case .sharpness: "scale sharpness by 1 - value to 1 + value"
        case .blur: "blur by so many pixels"
        case .noise: "add noise of so many levels"
        case .jpeg: "store as a JPEG of this quality"
        case .erase: "hide a rectangle: probability, share of the area"
        case .trivial: "TrivialAugment: 1 of 14 changes, of any strength"
        case .rand: "RandAugment: so many of 14 changes, strength to 30"
        case .oneOf: "one of several changes"
        case .mixup: "blend the images of a batch in pairs"
        case .cutmix: "paste parts of other images of a batch"
        }
    }
}

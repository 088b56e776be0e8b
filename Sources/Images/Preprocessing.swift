/// The one description of how a picture becomes the numbers that a network sees.
///
/// It travels inside every model file, and training and prediction both go through it, so they cannot differ.
/// The steps: decode (``decodingOptions``), resize so that the short side has `resizeShortSide` pixels, cut
/// `cropWidth` × `cropHeight` pixels from the middle (``prepared(_:)``), and map each grey level x of a
/// channel to `(x − mean) / standardDeviation` (``normalized(_:)``).
public struct Preprocessing: Hashable, Sendable {
    /// The short side after resizing, in pixels, `1 ... 8192`.
    public let resizeShortSide: Int
    /// The columns that the network sees, `1 ... 8192`.
    public let cropWidth: Int
    /// The rows that the network sees, `1 ... 8192`.
    public let cropHeight: Int
    /// How values between pixels are found.
    public let interpolation: ResamplingFilter
    /// What is subtracted from red, green and blue, in grey levels `0 ... 255`.
    public let mean: [Float]
    /// What red, green and blue are then divided by, in grey levels; positive.
    public let standardDeviation: [Float]
    /// Whether the picture is first turned upright as its EXIF orientation says.
    public let appliesOrientation: Bool
    /// What shows through transparent pixels, and around a picture that does not fill the crop.
    public let alphaBackground: RGBColor
    /// Whether large JPEGs may be decoded at a reduced size; see ``decodingOptions``.
    public let allowsScaledDecoding: Bool

    /// The number of channels that the network sees: 3 for colour, 1 for luminance.
    public var channelCount: Int { mean.count }

    /// Makes a description; `mean` and `standardDeviation` are in grey levels: three numbers, red first, or
    /// one for a network that sees luminance.
    ///
    /// - Precondition: Sizes are in `1 ... 8192`; there are three means and three positive deviations or one of each, all
    ///   finite.
    public init(
        resizeShortSide: Int = 256, cropWidth: Int = 224, cropHeight: Int = 224,
        interpolation: ResamplingFilter = .bicubic, mean: [Float], standardDeviation: [Float],
        appliesOrientation: Bool = true, alphaBackground: RGBColor = .white, allowsScaledDecoding: Bool = true
    ) {
        self.resizeShortSide = resizeShortSide
        self.cropWidth = cropWidth
        self.cropHeight = cropHeight
        self.interpolation = interpolation
        self.mean = mean
        self.standardDeviation = standardDeviation
        self.appliesOrientation = appliesOrientation
        self.alphaBackground = alphaBackground
        self.allowsScaledDecoding = allowsScaledDecoding
        if let problem { preconditionFailure(problem) }
    }

    /// The largest side in pixels that a description may ask for.
    static let largestSide = 8192

    /// What makes the values unusable, as a sentence with the numbers; nil where nothing does.
    var problem: String? {
        let sides = [
            ("resize_short_side", resizeShortSide), ("crop_width", cropWidth), ("crop_height", cropHeight),
        ]
        for (name, side) in sides where side < 1 || side > Self.largestSide {
            return "\(name) is \(side), outside 1 ... \(Self.largestSide)"
        }
        for (name, values) in [("mean", mean), ("standard_deviation", standardDeviation)]
        where ![1, 3].contains(values.count) || !values.allSatisfy(\.isFinite) {
            return "\(name) is \(values), not 1 or 3 finite numbers"
        }
        if mean.count != standardDeviation.count {
            return "mean has \(mean.count) numbers and standard_deviation \(standardDeviation.count)"
        }
        if !standardDeviation.allSatisfy({ $0 > 0 }) {
            return "standard_deviation is \(standardDeviation), not positive"
        }
        return nil
    }
}

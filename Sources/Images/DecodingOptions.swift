/// How the bytes of a file become an ``Image``.
public struct DecodingOptions: Hashable, Sendable {
    /// Whether the picture is turned upright as its EXIF orientation says.
    public var appliesOrientation: Bool

    /// What shows through transparent pixels.
    ///
    /// Each sample becomes `(alpha · sample + (255 − alpha) · background) / 255`, rounded to nearest.
    public var alphaBackground: RGBColor

    /// Allows a JPEG to be decoded at 1/2, 1/4 or 1/8 of its size, as small as possible while its short side
    /// keeps at least this many pixels; nil decodes at full size.
    ///
    /// The inverse cosine transform then averages pixels while it decodes, which saves most of the time for
    /// a large photo. A PNG is not affected.
    public var minimumShortSide: Int?

    /// What a file may ask for.
    public var limits: DecodingLimits

    /// The share of the picture's pixels that must be there where a file is cut short, `0 ... 1`.
    ///
    /// With 1 every file that is cut short is refused. With less, the rows that are there make the picture,
    /// and nothing is made up for the others; ``DecodedImage/completeShare`` says what the share is. Damage
    /// other than a missing end is refused in any case.
    public var minimumCompleteShare: Double

    /// Makes options; the defaults show the whole picture upright on white.
    public init(
        appliesOrientation: Bool = true, alphaBackground: RGBColor = .white, minimumShortSide: Int? = nil,
        limits: DecodingLimits = DecodingLimits(), minimumCompleteShare: Double = 1
    ) {
        self.appliesOrientation = appliesOrientation
        self.alphaBackground = alphaBackground
        self.minimumShortSide = minimumShortSide
        self.limits = limits
        self.minimumCompleteShare = minimumCompleteShare
    }
}

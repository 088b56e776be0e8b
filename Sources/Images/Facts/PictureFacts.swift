/// What can be said of a picture without a network: its size, its light, how sharp it is, and its hash.
///
/// Measured on a grid of cells with 128 along the short side, so that the same picture in another resolution
/// has nearly the same facts.
public struct PictureFacts: Hashable, Sendable {
    /// The number of columns of the upright picture, as its file states it.
    public let width: Int

    /// The number of rows of the upright picture, as its file states it.
    public let height: Int

    /// The mean luminance, `0 ... 255`.
    public let meanLuminance: Double

    /// The standard deviation of the luminance over the cells, `0 ... 127.5`.
    public let luminanceDeviation: Double

    /// How sharp the sharpest part is: the variance of the Laplacian over the cells (four times a cell less
    /// its four neighbours), in squared levels, in that of 4×4 equal parts where it is largest.
    ///
    /// One part in focus is enough: a blurred background is how photos of insects and portraits look.
    /// Source: Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy", ICPR 2000.
    public let sharpness: Double

    /// Whether the picture has no colour: in no cell do the mean red, green and blue differ by more than 8
    /// levels.
    public let isGray: Bool

    /// The perceptual hash of the luminance.
    public let hash: PerceptualHash

    /// The perceptual hash of the mirror image, left to right.
    public var mirroredHash: PerceptualHash { hash.mirrored }

    /// The deviation below which a picture is flat and its hash is noise, in levels. Over 1,699 photos the
    /// smallest was 11.3.
    public static let meaningfulDeviation = 4.0

    /// Whether the picture has enough contrast for its hash to say something.
    public var hasMeaningfulHash: Bool { luminanceDeviation >= Self.meaningfulDeviation }

    /// Measures a picture.
    ///
    /// Complexity: O(*W* · *H*), in one pass over the pixels: 0.07 ms for 400×533 on
    /// one core of an AVX2 machine.
    ///
    /// - Parameters:
    ///   - image: The picture, upright; it may be decoded at a smaller scale than its file states.
    ///   - info: What its file states.
    public init(of image: Image, info: ImageInfo) {
        self.init(of: image, width: info.uprightWidth, height: info.uprightHeight)
    }

    /// Measures a picture of a stated size.
    package init(of image: Image, width: Int, height: Int) {
        let grid = LuminanceGrid(of: image)
        let (mean, deviation) = grid.meanAndDeviation
        self.init(
            width: width, height: height, meanLuminance: mean, luminanceDeviation: deviation,
            sharpness: grid.largestLaplacianVariance(tiles: 4), isGray: grid.isGrey,
            hash: PerceptualHash(of: grid))
    }

    /// Makes facts from measurements, which are rounded to `Float`: no one needs more digits, and it halves a
    /// cache.
    package init(
        width: Int, height: Int, meanLuminance: Double, luminanceDeviation: Double, sharpness: Double,
        isGray: Bool, hash: PerceptualHash
    ) {
        self.width = width
        self.height = height
        self.meanLuminance = Double(Float(meanLuminance))
        self.luminanceDeviation = Double(Float(luminanceDeviation))
        self.sharpness = Double(Float(sharpness))
        self.isGray = isGray
        self.hash = hash
    }
}

/// A picture from a file, with what the file said about it and how much of it was there.
///
/// What becomes of a file is settled by its content; its name is not looked at. Whatever is refused is
/// refused with an ``ImageError`` that says why.
///
/// | in the file | in the picture |
/// |---|---|
/// | EXIF orientation 1 to 8 (JPEG, PNG `eXIf`, WebP `EXIF`) | turned upright |
/// | another orientation, damaged or contradictory EXIF data | as stored |
/// | grey | three equal samples |
/// | 1, 2, 4 bits a sample | `value · 255 / (2^bits − 1)` |
/// | 16 bits a sample | the high byte |
/// | palette | its colours; black for an entry that does not exist |
/// | alpha, grey with alpha, `tRNS` | laid on ``DecodingOptions/alphaBackground`` |
/// | gamma, colour profile, background colour, significant bits | not applied |
/// | interlaced PNG | as if it were not |
/// | baseline, progressive, arithmetic-coded JPEG | the same picture from the same coefficients |
/// | any chroma subsampling | libjpeg's interpolation between samples of chroma |
/// | CMYK, YCCK (inverted, as Adobe writes them) | `ink · black / 255` |
/// | JPEG of 12 bits, without loss, or of 2 components | refused |
/// | thumbnail, further pictures (MPO), anything behind the end | not looked at |
/// | animated PNG | its first picture |
/// | animated WebP | refused |
/// | JPEG that lacks only its end marker, with one scan | whole |
/// | JPEG whose last scans were left out in good order | whole: nothing in it says that there were more |
/// | cut short | refused; see ``DecodingOptions/minimumCompleteShare`` |
/// | damaged, wrong sums, a missing PNG end chunk | refused |
/// | more pixels, bytes or scans than ``DecodingLimits`` | refused before memory for pixels is taken |
/// | another format | refused by its name |
public struct DecodedImage: Hashable, Sendable {
    /// The picture, upright if the options say so. Of a file that is cut short it has only the rows that were
    /// in the file: the top ones as stored, which turning may bring to another side.
    public let image: Image

    /// What the header says; of a file that is cut short, the size that the whole picture would have.
    public let info: ImageInfo

    /// The share of the picture's pixels that were in the file, `0 ... 1`; 1 for a whole file.
    ///
    /// - JPEG with one scan (baseline, sequential), PNG, WebP: the complete rows, with their final values.
    /// - JPEG with several scans (progressive): the rows in which each coefficient of each component has had
    ///   its first scan. Scans that only refine may be missing, so 1 is possible for a file that is cut. Over
    ///   13 photos, half the rows are there at 35 to 45 % of the bytes; at half the bytes, what is there
    ///   differs from the whole picture by 2 to 6 grey levels in the mean.
    /// - Interlaced PNG: the pixels that are there once all passes but the last are, at least one half; the
    ///   picture then has all its rows, and an odd row that is not there repeats the row above.
    public let completeShare: Double

    /// Whether the file ends before the picture does; only read where
    /// ``DecodingOptions/minimumCompleteShare`` is less than 1.
    public let isCutShort: Bool
}

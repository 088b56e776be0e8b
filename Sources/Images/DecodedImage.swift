/// A picture from a file, with what the file said about it and how much of it was there.
public struct DecodedImage: Hashable, Sendable {
    /// The picture, upright if the options say so. Of a file that is cut short it has only the rows that were
    /// in the file: the top ones as stored, which turning may bring to another side.
    public let image: Image

    /// What the header says; of a file that is cut short, the size that the whole picture would have.
    public let info: ImageInfo

    /// The share of the picture's pixels that were in the file, `0 ... 1`; 1 for a whole file.
    ///
    /// - JPEG with one scan (baseline, sequential) and PNG: the complete rows.
    /// - JPEG with several scans (progressive): the rows in which each coefficient of each component has had
    ///   its first scan. Scans that only refine may be missing, so 1 is possible for a file that is cut.
    /// - Interlaced PNG: the pixels that are there once all passes but the last are, at least one half; the
    ///   picture then has all its rows, and an odd row that is not there repeats the row above.
    public let completeShare: Double

    /// Whether the file ends before the picture does; only read where
    /// ``DecodingOptions/minimumCompleteShare`` is less than 1.
    public let isCutShort: Bool
}

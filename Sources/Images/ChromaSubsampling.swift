/// How many pixels of a JPEG share one sample of colour; brightness is always stored for each pixel.
public enum ChromaSubsampling: String, Hashable, Sendable, CaseIterable, Codable {
    /// Each pixel has its own, called 4:4:4.
    case none = "4:4:4"
    /// Two neighbours in a row share one, called 4:2:2.
    case horizontal = "4:2:2"
    /// Squares of two by two share one, called 4:2:0: what cameras write.
    case quarter = "4:2:0"
}

/// What is accepted when files are read. Nothing in it changes the pixels of a file that is whole.
public struct ReadingOptions: Hashable, Sendable {
    /// What a file may ask for.
    public var limits: DecodingLimits

    /// The share of a cut-short picture that must be there; see ``DecodingOptions/minimumCompleteShare``.
    public var minimumCompleteShare: Double

    /// Makes options; the defaults refuse every file that is cut short.
    public init(limits: DecodingLimits = DecodingLimits(), minimumCompleteShare: Double = 1) {
        self.limits = limits
        self.minimumCompleteShare = minimumCompleteShare
    }
}

internal import ArgumentParser
internal import Images

/// What is accepted when image files are read.
struct ReadingArguments: ParsableArguments {
    @Flag(
        help: """
            Accept images that are cut short if at least half of the picture is there; that part is used, and they are \
            counted. Without it they are refused like any damaged file.
            """)
    var allowTruncated = false

    @Option(
        help: ArgumentHelp(
            "The largest image to decode, in millions of pixels; larger ones are refused before memory is taken.",
            valueName: "n"))
    var maxMegapixels = DecodingLimits().pixelCount / 1_000_000

    func validate() throws {
        guard (1...4000).contains(maxMegapixels) else {
            throw ValidationError("--max-megapixels must be 1 to 4000, not \(maxMegapixels)")
        }
    }

    var options: ReadingOptions {
        ReadingOptions(
            limits: DecodingLimits(pixelCount: maxMegapixels * 1_000_000),
            minimumCompleteShare: allowTruncated ? 0.5 : 1)
    }
}

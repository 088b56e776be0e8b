import Images
import Testing

@Suite struct ImageErrorTests {
    private static let sentences: [(ImageError, String)] = [
        (.empty, "is empty"),
        (
            .notAnImage(firstBytes: [0x3C, 0x0A]),
            "is not an image in a known format: it begins with the bytes 3c 0a"
        ),
        (.unsupportedFormat(.gif), "is a GIF image; imgcls reads JPEG, PNG and WebP"),
        (
            .unsupportedPrecision(.jpeg, bits: 12),
            "is a JPEG image with 12-bit samples; imgcls reads 8-bit samples"
        ),
        (
            .unsupportedVariant(.jpeg, message: "2 colour components"),
            "is a JPEG image of a kind that imgcls does not read: 2 colour components"
        ),
        (
            .truncated(.png, byteCount: 99),
            "is a PNG image cut short: its 99 bytes end before the picture does"
        ),
        (.corrupt(.png, message: "IDAT: CRC error"), "is a damaged PNG image: IDAT: CRC error"),
        (.tooManyPixels(width: 20, height: 30, limit: 599), "claims 20×30 pixels; the limit is 599 pixels"),
        (.tooManyBytes(byteCount: 11, limit: 10), "has 11 bytes; the limit is 10 bytes"),
        (.tooManyScans(limit: 500), "is a JPEG image with more than 500 scans, the limit"),
        (.outOfMemory(.png), "is a PNG image that needs more memory than there is"),
        (.cannotEncode(.jpeg, message: "too wide"), "cannot be stored as a JPEG image: too wide"),
    ]

    @Test(arguments: sentences)
    func `an error reads as the rest of a sentence`(_ error: ImageError, _ sentence: String) {
        #expect(error.description == sentence)
    }
}

import Images
import Testing

@Suite struct ImageFormatTests {
    private static let samples: [(ImageFormat, [UInt8])] = [
        (.jpeg, [0xFF, 0xD8, 0xFF, 0xE0]),
        (.png, PNGBuilder.signature),
        (.gif, Array("GIF89a\u{1}".utf8)),
        (.webp, Array("RIFF....WEBPVP8 ".utf8)),
        (.bmp, Array("BM".utf8) + [UInt8](repeating: 0, count: 12) + [40, 0, 0, 0]),
        (.tiff, Array("II".utf8) + [42, 0, 8, 0, 0, 0]),
        (.tiff, Array("MM".utf8) + [0, 42, 0, 0, 0, 8]),
        (.heic, [0, 0, 0, 24] + Array("ftypheic".utf8)),
        (.avif, [0, 0, 0, 28] + Array("ftypavif".utf8)),
        (.jpegXL, [0xFF, 0x0A]),
        (.jpeg2000, [0, 0, 0, 12] + Array("jP  ".utf8)),
        (.psd, Array("8BPS".utf8) + [0, 1]),
        (.pdf, Array("%PDF-1.7".utf8)),
        (.svg, Array("\n<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\">".utf8)),
        (.svg, Array("\u{FEFF}<svg>".utf8)),
    ]

    @Test(arguments: samples)
    func `a format is told from its first bytes`(_ format: ImageFormat, _ bytes: [UInt8]) {
        #expect(ImageFormat(detectedIn: bytes) == format)
        if !format.isSupported {
            #expect(throws: ImageError.unsupportedFormat(format)) { try Image.decode(bytes) }
            #expect(throws: ImageError.unsupportedFormat(format)) { try Image.inspect(bytes) }
        }
    }

    @Test func `every format has a sample here`() {
        #expect(Set(Self.samples.map(\.0)) == Set(ImageFormat.allCases))
    }

    @Test(arguments: [
        "BMW drives by night", "RIFF....AVI LIST", "<html><svg></html>", "....ftypisom", "\u{0}",
    ])
    func `what only looks like an image is none`(_ text: String) {
        let bytes = Array(text.utf8)
        #expect(ImageFormat(detectedIn: bytes) == nil)
        #expect(throws: ImageError.notAnImage(firstBytes: Array(bytes.prefix(8)))) { try Image.decode(bytes) }
    }
}

import Images
import Testing

@Suite struct EncodingTests {
    @Test(arguments: [(1, 1), (1, 50), (37, 29), (300, 2)])
    func `PNG gives every pixel back, and the same bytes each time`(_ width: Int, _ height: Int) throws {
        let picture = TestPictures.pattern(width: width, height: height)
        let bytes = try picture.encodedPNG()
        #expect(try Image.decode(bytes) == picture)
        #expect(try picture.encodedPNG() == bytes)
    }

    @Test(arguments: ChromaSubsampling.allCases, [1, 50, 100])
    func `JPEG gives back the size, and nearly the pixels at high quality`(
        _ subsampling: ChromaSubsampling, _ quality: Int
    ) throws {
        let picture = TestPictures.gradient(width: 40, height: 24)
        let bytes = try picture.encodedJPEG(quality: quality, subsampling: subsampling)
        let image = try Image.decode(bytes)
        let difference = try #require(image.largestDifference(from: picture))
        if quality == 100 { #expect(difference <= (subsampling == .none ? 3 : 10)) }
        #expect(bytes.starts(with: [0xFF, 0xD8, 0xFF]))
    }

    @Test func `a large JPEG outgrows the first buffer and stays whole`() throws {
        let picture = TestPictures.pattern(width: 200, height: 200)
        let bytes = try picture.encodedJPEG(quality: 100, subsampling: .none)
        #expect(bytes.count > 65536)
        #expect(try Image.decode(bytes).width == 200)
    }

    @Test func `sides beyond what libjpeg writes are refused`() {
        let picture = Image(width: 65_501, height: 1, filledWith: .black)
        #expect(
            throws: ImageError.cannotEncode(
                .jpeg, message: "Maximum supported image dimension is 65500 pixels")
        ) {
            try picture.encodedJPEG()
        }
    }
}

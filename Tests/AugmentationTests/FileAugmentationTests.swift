import Augmentation
import Images
import Tensors
import Testing

/// What must hold for every operation and every preset when the picture is still in its file.
@Suite struct FileAugmentationTests {
    @Test(arguments: ContractTests.texts, [nil, 16])
    func `a file gives the pixels and the draws that its picture gives`(
        _ text: String, _ minimumShortSide: Int?
    ) throws {
        let augmentation = try AugmentationPolicy(parsing: text).augmentation(width: 9, height: 7)
        let options = DecodingOptions(minimumShortSide: minimumShortSide)
        let picture = TestPictures.noise(width: 83, height: 61)
        for bytes in [
            try picture.encodedJPEG(quality: 90, subsampling: .quarter),
            try picture.encodedJPEG(quality: 90, subsampling: .horizontal), try picture.encodedPNG(),
        ] {
            let image = try Image.decode(bytes, options: options)
            let file = try PictureFile(bytes, options: options)
            for seed in 0..<5 as Range<UInt64> {
                var (first, second) = (SeededGenerator(seed: seed), SeededGenerator(seed: seed))
                let expected = augmentation(image, using: &first)
                #expect(try augmentation(file, using: &second) == expected)
                #expect(first == second)
            }
        }
    }

    @Test(arguments: ["crop:0.1-0.2", "crop:0.1-0.2,flip:0.5,jitter:0.2"])
    func `a crop does not look at what stands behind its part`(_ text: String) throws {
        let augmentation = try AugmentationPolicy(parsing: text).augmentation(width: 9, height: 9)
        let bytes = try TestPictures.noise(width: 90, height: 300).encodedJPEG()
        let cut = try PictureFile(bytes.prefix(bytes.count * 3 / 4).map { $0 })
        let image = try Image.decode(bytes)
        var outcomes = Set<Bool>()
        for seed in 0..<20 as Range<UInt64> {
            var (first, second) = (SeededGenerator(seed: seed), SeededGenerator(seed: seed))
            let expected = augmentation(image, using: &first)
            let result = try? augmentation(cut, using: &second)
            #expect(result == nil || result == expected)
            outcomes.insert(result != nil)
        }
        #expect(outcomes == [true, false])
    }
}

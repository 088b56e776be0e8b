import Datasets
import Images
import Testing

@Suite struct PictureOutliersTests {
    static func facts(
        width: Int = 400, height: Int = 300, mean: Double = 120, deviation: Double = 50,
        sharpness: Double = 900
    ) -> PictureFacts {
        PictureFacts(
            width: width, height: height, meanLuminance: mean, luminanceDeviation: deviation,
            sharpness: sharpness, isGray: false, hash: PerceptualHash(bits: 1))
    }

    struct Case: Sendable {
        let facts: PictureFacts
        let kinds: [PictureOutliers.Kind]
    }

    static let cases = [
        Case(facts: facts(), kinds: []),
        Case(facts: facts(mean: 20), kinds: []),
        Case(facts: facts(mean: 19.5), kinds: [.dark]),
        Case(facts: facts(mean: 245), kinds: []),
        Case(facts: facts(mean: 245.5), kinds: [.bright]),
        Case(facts: facts(deviation: 6), kinds: []),
        Case(facts: facts(mean: 3, deviation: 1, sharpness: 0), kinds: [.dark, .flat]),
        Case(facts: facts(sharpness: 120), kinds: []),
        Case(facts: facts(sharpness: 119), kinds: [.blurred]),
        Case(facts: facts(width: 32, height: 32), kinds: []),
        Case(facts: facts(width: 31, height: 40, sharpness: 2), kinds: [.tiny]),
        Case(facts: facts(width: 400, height: 100), kinds: []),
        Case(facts: facts(width: 401, height: 100), kinds: [.oddShape]),
        Case(facts: facts(width: 30, height: 900), kinds: [.tiny, .oddShape]),
    ]

    @Test(arguments: cases) func `each threshold is where it is stated`(_ example: Case) {
        #expect(PictureOutliers.kinds(of: example.facts) == example.kinds)
        let outliers = PictureOutliers(facts: [Self.facts(), example.facts])
        #expect(
            outliers.outliers == (example.kinds.isEmpty ? [] : [.init(position: 1, kinds: example.kinds)]))
        #expect(outliers.commonKinds == [])
    }

    @Test func `what every fifth picture shows is a trait of the data set`() {
        let thumbnails = [PictureFacts](repeating: Self.facts(width: 28, height: 28, sharpness: 1), count: 99)
        let outliers = PictureOutliers(facts: thumbnails + [Self.facts(width: 28, height: 28, mean: 250)])
        #expect(outliers.commonKinds == [.tiny])
        #expect(outliers.counts == [.tiny: 100, .bright: 1])
        #expect(outliers.outliers == [.init(position: 99, kinds: [.bright])])
    }

    @Test func `a few pictures have no traits`() {
        let outliers = PictureOutliers(facts: [PictureFacts](repeating: Self.facts(mean: 5), count: 10))
        #expect(outliers.outliers.count == 10 && outliers.commonKinds == [])
        #expect(PictureOutliers(facts: []).outliers == [])
    }
}

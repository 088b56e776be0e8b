import Datasets
import Images
import Testing
import Transfer

@Suite struct FeatureViewTests {
    static let preprocessing = Preprocessing.efficientNetLite(cropSide: 16, resizeShortSide: 20)
    static let digest = ContentDigest(of: [1])
    static let views = FeatureView.first(6)

    /// Colours that differ everywhere, so that any other crop gives other pixels.
    static let image = Image(
        width: 40, height: 24, pixels: (0..<40 * 24 * 3).map { UInt8(truncatingIfNeeded: $0 * $0 / 7 + $0) })

    @Test func `the first views are plain, mirrored, then numbered crops`() {
        #expect(FeatureView.first(0) == [])
        #expect(FeatureView.first(1) == [.plain])
        #expect(FeatureView.first(2) == [.plain, .mirrored])
        #expect(
            FeatureView.first(5) == [.plain, .mirrored, .randomCrop(1), .randomCrop(2), .randomCrop(3)])
    }

    @Test func `every view has a name of its own, and its pixels too`() {
        let pixels = Self.views.map {
            $0.pixels(of: Self.image, digest: Self.digest, for: Self.preprocessing)
        }
        #expect(Set(Self.views.map(\.description)).count == Self.views.count)
        #expect(Set(pixels).count == Self.views.count)
    }

    @Test func `the plain view is what prediction sees`() {
        let plain = FeatureView.plain.pixels(of: Self.image, digest: Self.digest, for: Self.preprocessing)
        let mirrored = FeatureView.mirrored.pixels(
            of: Self.image, digest: Self.digest, for: Self.preprocessing)
        #expect(plain == Self.preprocessing.prepared(Self.image))
        #expect(mirrored == Self.preprocessing.prepared(Self.image).mirrored())
    }

    @Test(arguments: views) func `a view has the size of the crop and depends on nothing else`(
        _ view: FeatureView
    ) {
        let first = view.pixels(of: Self.image, digest: Self.digest, for: Self.preprocessing)
        let second = view.pixels(of: Self.image, digest: Self.digest, for: Self.preprocessing)
        #expect(first == second)
        #expect(first.width == 16 && first.height == 16)
    }

    @Test func `a crop depends on the content of the file`() {
        let other = ContentDigest(of: [2])
        for view in Self.views {
            let isSame =
                view.pixels(of: Self.image, digest: Self.digest, for: Self.preprocessing)
                == view.pixels(of: Self.image, digest: other, for: Self.preprocessing)
            #expect(isSame == (view == .plain || view == .mirrored), "\(view)")
        }
    }
}

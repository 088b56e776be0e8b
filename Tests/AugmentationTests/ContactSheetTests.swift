import Augmentation
import Images
import Tensors
import Testing

@Suite struct ContactSheetTests {
    private static func row(_ policy: String, seed: UInt64 = 0) throws -> ContactSheet.Row {
        ContactSheet.row(
            caption: "photos/cat/1.jpg", image: TestPictures.noise(width: 60, height: 40),
            policy: try AugmentationPolicy(parsing: policy),
            preprocessing: .efficientNetLite(cropSide: 32), variantCount: 3, seed: seed, sample: 5)
    }

    @Test func `a row has the picture as prediction sees it, and what each epoch makes of it`() throws {
        let row = try Self.row("light")
        let preprocessing = Preprocessing.efficientNetLite(cropSide: 32)
        let picture = TestPictures.noise(width: 60, height: 40)
        #expect(row.pictures.count == 4)
        #expect(row.pictures.first == preprocessing.prepared(picture))
        var generator = SampleSeed(run: 0, epoch: 2, sample: 5).generator
        let augmentation = AugmentationPolicy(.light).augmentation(for: preprocessing)
        let third = augmentation(picture, using: &generator)
        #expect(row.pictures.last == third)
        #expect(try Self.row("light") == row)
        #expect(try Self.row("light", seed: 1) != row)
        #expect(Set(try Self.row("none").pictures).count == 1)
    }

    @Test func `a sheet shows every picture below its caption`() throws {
        let rows = [try Self.row("light"), try Self.row("strong")]
        let sheet = ContactSheet(title: "light", rows: rows).image()
        // Four cells of 96 and five gaps of 8 pixels; two lines of 20, then 20 + 32 + 8 for each row.
        #expect(sheet.width == 4 * 96 + 5 * 8 && sheet.height == 8 + 40 + 2 * 60)
        for (index, row) in rows.enumerated() {
            for (column, picture) in row.pictures.enumerated() {
                let place = PixelRegion(x: 8 + column * 104, y: 48 + index * 60 + 20, width: 32, height: 32)
                #expect(sheet.cropped(to: place) == picture)
            }
        }
        let top = sheet.cropped(to: PixelRegion(x: 0, y: 0, width: sheet.width, height: 48))
        #expect(Set(stride(from: 0, to: top.pixels.count, by: 3).map { top.pixels[$0] }) == [40, 255])
    }

    @Test func `captions that do not fit are cut off`() throws {
        let long = ContactSheet(
            title: String(repeating: "W", count: 5000), rows: [try Self.row("none")]
        ).image()
        let margin = long.cropped(to: PixelRegion(x: long.width - 8, y: 0, width: 8, height: long.height))
        #expect(margin == Image(width: 8, height: long.height, filledWith: .white))
    }

    @Test func `a sheet without rows is only its title`() {
        let sheet = ContactSheet(title: "nothing", rows: []).image()
        #expect(sheet.width == 112 && sheet.height == 48)
    }
}

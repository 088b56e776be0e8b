import Images
import Testing

@Suite struct ImageTests {
    private let picture = TestPictures.pattern(width: 5, height: 4)

    @Test func `a cropped picture has the pixels of its region`() {
        let crop = picture.cropped(to: PixelRegion(x: 2, y: 1, width: 3, height: 2))
        #expect(crop.width == 3 && crop.height == 2)
        for y in 0..<2 {
            for x in 0..<3 { #expect(crop[x, y] == picture[x + 2, y + 1]) }
        }
    }

    @Test func `a padded picture stands on its background and crops back to itself`() {
        let ground = RGBColor(red: 1, green: 2, blue: 3)
        let padded = picture.padded(toWidth: 9, height: 6, x: 3, y: 1, background: ground)
        #expect(padded.width == 9 && padded.height == 6)
        #expect(padded[0, 0] == ground && padded[8, 5] == ground && padded[2, 1] == ground)
        #expect(padded.cropped(to: PixelRegion(x: 3, y: 1, width: 5, height: 4)) == picture)
    }

    @Test(arguments: ImageOrientation.allCases)
    func `every orientation moves the corners as EXIF says`(_ orientation: ImageOrientation) {
        // Where the stored top left and top right pixels belong in the upright picture, by the tag's
        // definition: the stored first row and first column are its top, bottom, left or right.
        let right = (orientation.swapsAxes ? picture.height : picture.width) - 1
        let bottom = (orientation.swapsAxes ? picture.width : picture.height) - 1
        let (topLeft, topRight): ((x: Int, y: Int), (x: Int, y: Int)) =
            switch orientation {
            case .upright: ((0, 0), (right, 0))
            case .mirrored: ((right, 0), (0, 0))
            case .halfTurn: ((right, bottom), (0, bottom))
            case .flipped: ((0, bottom), (right, bottom))
            case .transposed: ((0, 0), (0, bottom))
            case .clockwise: ((right, 0), (right, bottom))
            case .transversed: ((right, bottom), (right, 0))
            case .counterclockwise: ((0, bottom), (0, 0))
            }
        let turned = picture.oriented(orientation)
        #expect(turned.width == right + 1 && turned.height == bottom + 1)
        #expect(turned[topLeft.x, topLeft.y] == picture[0, 0])
        #expect(turned[topRight.x, topRight.y] == picture[4, 0])
    }

    @Test func `turning back restores the picture`() {
        #expect(picture.oriented(.clockwise).oriented(.counterclockwise) == picture)
        #expect(picture.oriented(.clockwise).oriented(.clockwise) == picture.oriented(.halfTurn))
        for orientation in ImageOrientation.allCases
        where orientation != .clockwise && orientation != .counterclockwise {
            #expect(picture.oriented(orientation).oriented(orientation) == picture)
        }
        #expect(picture.mirrored() == picture.oriented(.mirrored))
    }

    @Test func `a region outside of the picture traps`() async {
        await #expect(processExitsWith: .failure) {
            let picture = Image(width: 4, height: 4, filledWith: .black)
            _ = picture.cropped(to: PixelRegion(x: Int.max, y: 0, width: 2, height: 2))
        }
    }

    @Test func `samples that do not fill the picture trap`() async {
        await #expect(processExitsWith: .failure) {
            _ = Image(width: 2, height: 2, pixels: [1, 2, 3])
        }
    }
}

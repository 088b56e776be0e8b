import Images
import Testing

@Suite struct WarpingTests {
    private static let fill = RGBColor(red: 1, green: 2, blue: 3)

    @Test func `the identity gives the same picture, through the arithmetic too`() throws {
        let picture = TestPictures.pattern(width: 19, height: 13)
        #expect(picture.warped(by: .identity, fill: Self.fill) == picture)
        let twoHalves = PlaneTransform.moving(x: 0.25, y: -1.5).then(.moving(x: -0.25, y: 1.5))
        #expect(picture.warped(by: twoHalves, fill: Self.fill) == picture)
        // The corners stay, and each pixel is found by a division.
        let corners = [(x: 0.0, y: 0.0), (x: 19, y: 0), (x: 19, y: 13), (x: 0, y: 13)]
        let projective = try #require(PlaneTransform(width: 19, height: 13, corners: corners))
        #expect(picture.warped(by: projective, fill: Self.fill) == picture)
    }

    @Test(arguments: [(3, 2), (-4, 1), (0, -5), (19, 0), (100, 100)])
    func `moves by whole pixels are exact`(_ x: Int, _ y: Int) {
        let picture = TestPictures.pattern(width: 19, height: 13)
        var canvas = Canvas(width: 19, height: 13, background: Self.fill)
        canvas.draw(picture, x: x, y: y)
        let moved = picture.warped(by: .moving(x: Double(x), y: Double(y)), fill: Self.fill)
        #expect(moved == canvas.image)
    }

    @Test func `quarter turns of a square are exact`() {
        let picture = TestPictures.pattern(width: 16, height: 16)
        let turns: [(Double, ImageOrientation)] = [
            (90, .counterclockwise), (180, .halfTurn), (-90, .clockwise), (270, .clockwise),
        ]
        for (degrees, orientation) in turns {
            let turned = picture.warped(
                by: PlaneTransform.turning(degrees: degrees).about(x: 8, y: 8), fill: Self.fill)
            // Named by how they are stored: what was turned clockwise is upright after the opposite turn.
            let candidates = [picture.oriented(orientation), picture.oriented(Self.opposite(orientation))]
            #expect(candidates.contains(turned), "\(degrees)")
        }
        let left = picture.warped(by: PlaneTransform.turning(degrees: 90).about(x: 8, y: 8), fill: Self.fill)
        // Counterclockwise: the top right corner comes to the top left.
        #expect(left[0, 0] == picture[15, 0])
    }

    private static func opposite(_ orientation: ImageOrientation) -> ImageOrientation {
        switch orientation {
        case .clockwise: .counterclockwise
        case .counterclockwise: .clockwise
        default: orientation
        }
    }

    @Test func `enlarging by two repeats the middle of a picture of bands`() {
        let picture = Image(
            width: 8, height: 1, pixels: (0..<8).flatMap { [UInt8](repeating: UInt8($0 * 32), count: 3) })
        let enlarged = picture.warped(
            by: PlaneTransform.enlarging(x: 2, y: 1).about(x: 4, y: 0.5), fill: Self.fill)
        // Centres lie at quarters between two bands.
        #expect((0..<8).map { enlarged[$0, 0].red } == [56, 72, 88, 104, 120, 136, 152, 168])
    }

    @Test func `the order of steps is that of the text`() {
        let picture = TestPictures.pattern(width: 12, height: 12)
        let (turn, move) = (
            PlaneTransform.turning(degrees: 90).about(x: 6, y: 6), PlaneTransform.moving(x: 3, y: 0)
        )
        let stepwise = picture.warped(by: turn, fill: Self.fill).warped(by: move, fill: Self.fill)
        #expect(picture.warped(by: turn.then(move), fill: Self.fill) == stepwise)
        #expect(picture.warped(by: move.then(turn), fill: Self.fill) != stepwise)
    }

    @Test(
        arguments: [(1, 1), (1, 9), (9, 1), (2, 2)],
        [
            PlaneTransform.turning(degrees: 33), .moving(x: 1e6, y: -1e6), .moving(x: 1e12, y: 0),
            .enlarging(x: 1e-12, y: 1e-12), .enlarging(x: 1e9, y: 1e9), .shearing(x: 1e8, y: -1e8),
            .affine([1e300, 1e300, -1e300, 1, 0, 1e300]), .affine([0, 0, 0, 0, 0, 0]),
        ])
    func `extreme changes of tiny pictures do not trap`(_ size: (Int, Int), _ transform: PlaneTransform) {
        let picture = TestPictures.pattern(width: size.0, height: size.1)
        let warped = picture.warped(by: transform.about(x: 0.5, y: 0.25), fill: Self.fill)
        #expect(warped.width == size.0 && warped.height == size.1)
    }

    @Test func `corners that enclose no convex figure have no transform`() {
        let crossed = [(x: 0.0, y: 0.0), (x: 10, y: 10), (x: 10, y: 0), (x: 0, y: 10)]
        let flat = [(x: 0.0, y: 0.0), (x: 10, y: 0), (x: 10, y: 0), (x: 0, y: 10)]
        let mirrored = [(x: 10.0, y: 0.0), (x: 0, y: 0), (x: 0, y: 10), (x: 10, y: 10)]
        for corners in [crossed, flat, mirrored] {
            #expect(PlaneTransform(width: 10, height: 10, corners: corners) == nil)
        }
    }

    @Test func `corners go where they are sent`() throws {
        let corners = [(x: 2.0, y: 1.0), (x: 17, y: 3), (x: 19, y: 12), (x: 0.5, y: 9)]
        let transform = try #require(PlaneTransform(width: 20, height: 13, corners: corners))
        for (corner, expected) in zip(corners, [(0.0, 0.0), (20, 0), (20, 13), (0, 13)]) {
            let source = try #require(transform.source(x: corner.x, y: corner.y))
            #expect(abs(source.x - expected.0) < 1e-9 && abs(source.y - expected.1) < 1e-9)
        }
    }
}

import Images
import Testing

@Suite struct CanvasTests {
    private static func rows(_ image: Image) -> [String] {
        (0..<image.height).map { y in
            (0..<image.width).map { image[$0, y] == .black ? "#" : "." }.joined()
        }
    }

    @Test func `letters are written pixel by pixel`() {
        var canvas = Canvas(width: 13, height: 8, background: .white)
        canvas.write("Ag", x: 1, y: 0, color: .black)
        #expect(
            Self.rows(canvas.image) == [
                "..###........",
                ".#...#.......",
                ".#...#..####.",
                ".#####.#...#.",
                ".#...#..####.",
                ".#...#.....#.",
                ".#...#..###..",
                ".............",
            ])
    }

    @Test func `every printable letter of ASCII looks different, and others like a question mark`() {
        func picture(_ text: String) -> Image {
            var canvas = Canvas(width: 5, height: 7, background: .white)
            canvas.write(text, x: 0, y: 0, color: .black)
            return canvas.image
        }
        let letters = (32...126).compactMap { Unicode.Scalar($0).map { String(Character($0)) } }
        #expect(Set(letters.map(picture)).count == 95)
        for text in ["é", "\u{7F}", "\n", "😀"] { #expect(picture(text) == picture("?")) }
    }

    @Test func `text can be scaled, and its extent is known`() {
        #expect(Canvas.extent(of: "") == (0, 7))
        #expect(Canvas.extent(of: "Ag") == (11, 7))
        #expect(Canvas.extent(of: "Ag", scale: 3) == (33, 21))
        var canvas = Canvas(width: 10, height: 14, background: .white)
        canvas.write("I", x: 0, y: 0, color: .black, scale: 2)
        var small = Canvas(width: 5, height: 7, background: .white)
        small.write("I", x: 0, y: 0, color: .black)
        #expect(canvas.image == small.image.resized(toWidth: 10, height: 14, filter: .nearest))
    }

    @Test func `what reaches over the edges is cut off`() {
        let picture = TestPictures.pattern(width: 6, height: 5)
        for (x, y) in [(-2, -3), (3, 2), (-9, 0), (0, 9), (-6, -5), (4, -1)] {
            var canvas = Canvas(width: 4, height: 4, background: .white)
            canvas.draw(picture, x: x, y: y)
            let drawn = canvas.image
            for place in 0..<16 {
                let (column, row) = (place % 4, place / 4)
                let isInside = (0..<6).contains(column - x) && (0..<5).contains(row - y)
                #expect(drawn[column, row] == (isInside ? picture[column - x, row - y] : .white))
            }
            canvas.fill(x: x, y: y, width: 6, height: 5, color: .black)
            canvas.write("Wide and wider", x: x, y: y, color: .black)
        }
    }

    @Test func `a canvas can start from a picture`() {
        let picture = TestPictures.pattern(width: 6, height: 5)
        var canvas = Canvas(picture)
        #expect(canvas.image == picture)
        canvas.fill(x: 0, y: 0, width: 6, height: 5, color: .white)
        #expect(canvas.image == Image(width: 6, height: 5, filledWith: .white))
    }
}

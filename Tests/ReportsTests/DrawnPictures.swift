import Glibc
import Images
import Reports

/// Pictures of shapes on soft grounds, and heat maps of them.
enum DrawnPictures {
    /// What can be drawn; the classes of the demonstration.
    static let shapes = [
        "Circle", "Ring", "Square", "Frame", "Triangle", "Cross", "Stripes", "Checks", "Diamond", "Half moon",
    ]

    /// A picture of a shape.
    static func shape(_ shape: Int, side: Int, seed: UInt64) throws -> ReportPicture {
        try encoded(image(shape, side: side, seed: seed))
    }

    /// The same picture with its middle lit.
    static func heatMap(_ shape: Int, side: Int, seed: UInt64) throws -> ReportPicture {
        let plain = image(shape, side: side, seed: seed)
        let pixels = plain.pixels.indices.map { index -> UInt8 in
            let (u, v) = place(index / 3, side: side)
            let heat = exp(-4 * ((u - 0.15) * (u - 0.15) + v * v))
            let color = [255 * heat, 120 * heat, 255 * (1 - heat)][index % 3]
            return UInt8(0.45 * Double(plain.pixels[index]) + 0.5 * color)
        }
        return try encoded(Image(width: side, height: side, pixels: pixels))
    }

    private static func encoded(_ image: Image) throws -> ReportPicture {
        ReportPicture(
            bytes: try image.encodedJPEG(quality: PictureBudget.quality), format: .jpeg, width: image.width,
            height: image.height)
    }

    private static func image(_ shape: Int, side: Int, seed: UInt64) -> Image {
        var generator = SplitMix(seed: seed &* 31 &+ UInt64(shape))
        let ground = (0..<3).map { _ in Double.random(in: 150...235, using: &generator) }
        let ink = (0..<3).map { _ in Double.random(in: 25...140, using: &generator) }
        let size = Double.random(in: 0.55...0.85, using: &generator)
        let turn = Double.random(in: -0.4...0.4, using: &generator)
        let (sine, cosine) = (sin(turn), cos(turn))
        var pixels: [UInt8] = []
        pixels.reserveCapacity(side * side * 3)
        for pixel in 0..<side * side {
            let (x, y) = place(pixel, side: side)
            let (u, v) = ((x * cosine + y * sine) / size, (y * cosine - x * sine) / size)
            let color = covers(shape, u, v) ? ink : ground
            let shade = 1 - 0.12 * (x + y)
            for part in color { pixels.append(UInt8(min(255, part * shade))) }
        }
        return Image(width: side, height: side, pixels: pixels)
    }

    /// The place of a pixel, -1 to 1 both ways.
    private static func place(_ pixel: Int, side: Int) -> (Double, Double) {
        (2 * Double(pixel % side) / Double(side) - 1, 2 * Double(pixel / side) / Double(side) - 1)
    }

    private static func covers(_ shape: Int, _ u: Double, _ v: Double) -> Bool {
        let square = max(abs(u), abs(v))
        let radius = (u * u + v * v).squareRoot()
        return switch shape {
        case 0: radius < 0.9
        case 1: radius < 0.9 && radius > 0.55
        case 2: square < 0.8
        case 3: square < 0.8 && square > 0.5
        case 4: v < 0.7 && v > -0.8 && abs(u) < (v + 0.8) * 0.6
        case 5: square < 0.9 && min(abs(u), abs(v)) < 0.25
        case 6: square < 0.9 && Int((v + 2) * 5).isMultiple(of: 2)
        case 7: square < 0.9 && (Int((v + 2) * 4) + Int((u + 2) * 4)).isMultiple(of: 2)
        case 8: abs(u) + abs(v) < 0.95
        default: radius < 0.9 && ((u - 0.4) * (u - 0.4) + v * v).squareRoot() > 0.7
        }
    }
}

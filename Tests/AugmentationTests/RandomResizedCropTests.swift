import Augmentation
import Images
import Tensors
import Testing

@Suite struct RandomResizedCropTests {
    @Test(arguments: [(500, 375), (64, 200), (90, 90)])
    func `parts have the area and the shape that are asked for`(_ width: Int, _ height: Int) {
        let crop = RandomResizedCrop(width: 8, height: 8, scale: 0.2...0.6)
        var generator = SeededGenerator(seed: 7)
        var (areas, shapes): ([Double], [Double]) = ([], [])
        for _ in 0..<2000 {
            let region = crop.randomRegion(width: width, height: height, using: &generator)
            #expect(region.x >= 0 && region.x + region.width <= width)
            #expect(region.y >= 0 && region.y + region.height <= height)
            areas.append(Double(region.width * region.height) / Double(width * height))
            shapes.append(Double(region.width) / Double(region.height))
        }
        // Half a pixel of rounding on each side.
        let slack = 2.0 / Double(min(width, height))
        #expect(areas.allSatisfy { (0.2 - slack...0.6 + slack).contains($0) })
        #expect(shapes.allSatisfy { (0.75 - 4 * slack...4 / 3 + 4 * slack).contains($0) })
    }

    @Test func `areas are uniform and shapes are as often wide as high`() {
        let crop = RandomResizedCrop(width: 8, height: 8, scale: 0.2...0.6)
        var generator = SeededGenerator(seed: 9)
        let regions = (0..<4000).map { _ in crop.randomRegion(width: 400, height: 400, using: &generator) }
        let meanArea = regions.map { Double($0.width * $0.height) / 160_000 }.reduce(0, +) / 4000
        let wide = regions.count { $0.width > $0.height }
        // Uniform over 0.2 ... 0.6: mean 0.4, standard error 0.0018. Wide: half of 4000 less ties, standard
        // error 32.
        #expect(abs(meanArea - 0.4) < 0.008, "\(meanArea)")
        #expect((1840...2110).contains(wide), "\(wide)")
    }

    @Test(arguments: [
        (1000, 10, PixelRegion(x: 493, y: 0, width: 13, height: 10)),
        (10, 1000, PixelRegion(x: 0, y: 493, width: 10, height: 13)),
        (1, 1, PixelRegion(x: 0, y: 0, width: 1, height: 1)),
    ])
    func `where no draw fits, the largest permitted part of the middle is taken`(
        _ width: Int, _ height: Int, _ expected: PixelRegion
    ) {
        // Almost the whole area at a shape far from the picture's own never fits.
        let crop = RandomResizedCrop(width: 8, height: 8, scale: 0.99...1)
        var generator = SeededGenerator(seed: 4)
        #expect(crop.randomRegion(width: width, height: height, using: &generator) == expected)
    }

    @Test func `the whole picture at its own shape is only resized`() {
        let crop = RandomResizedCrop(width: 6, height: 6, scale: 1...1, ratio: 1...1, filter: .bilinear)
        var generator = SeededGenerator(seed: 8)
        let picture = Image(width: 12, height: 12, pixels: (0..<432).map { UInt8($0 % 256) })
        let expected = picture.resized(toWidth: 6, height: 6, filter: .bilinear)
        #expect(crop(picture, using: &generator) == expected)
    }

    @Test func `an area of nothing traps`() async {
        await #expect(processExitsWith: .failure) { _ = RandomResizedCrop(width: 8, height: 8, scale: 0...1) }
    }
}

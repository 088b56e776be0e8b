import Images

/// Pictures that tests compute, and ways to compare pictures.
enum TestPictures {
    /// Smooth, noisy and sharp-edged parts; the same integers as `pattern` in `Golden/images_common.py`.
    static func pattern(width: Int, height: Int) -> Image {
        var pixels: [UInt8] = []
        pixels.reserveCapacity(width * height * 3)
        for y in 0..<height {
            for x in 0..<width {
                for c in 0..<3 {
                    let value =
                        switch (x + 2 * y) / 11 % 3 {
                        case 0: (x * 37) ^ (y * 101) ^ (c * 59) ^ (x * y)
                        case 1: 255 * x / width
                        default: 255 * ((x / 5 + y / 4 + c) % 2)
                        }
                    pixels.append(UInt8(truncatingIfNeeded: value))
                }
            }
        }
        return Image(width: width, height: height, pixels: pixels)
    }

    /// Red and green grow along the axes; a JPEG keeps it nearly unchanged.
    static func gradient(width: Int, height: Int) -> Image {
        let pixels = (0..<width * height).flatMap { pixel -> [UInt8] in
            [UInt8(255 * (pixel % width) / width), UInt8(255 * (pixel / width) / height), 128]
        }
        return Image(width: width, height: height, pixels: pixels)
    }
}

extension Image {
    /// The largest difference of any sample, in grey levels; nil where the sizes differ.
    func largestDifference(from other: Image) -> Int? {
        guard width == other.width, height == other.height else { return nil }
        return zip(pixels, other.pixels).map { abs(Int($0) - Int($1)) }.max()
    }

    /// The mean difference of the samples, in grey levels; nil where the sizes differ.
    func meanDifference(from other: Image) -> Double? {
        guard width == other.width, height == other.height else { return nil }
        let sum = zip(pixels, other.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
        return Double(sum) / Double(pixels.count)
    }

    /// `count` × `count` pixels spread evenly; the same places as `samples` in `Golden/images_prepared.py`.
    func samples(_ count: Int) -> Image {
        let colors = (0..<count * count).map { place in
            self[
                (2 * (place % count) + 1) * width / (2 * count),
                (2 * (place / count) + 1) * height / (2 * count)]
        }
        return Image(width: count, height: count, pixels: colors.flatMap { [$0.red, $0.green, $0.blue] })
    }

    /// The Adler-32 sum of the samples. Source: RFC 1950.
    var checksum: UInt32 {
        var (low, high): (UInt32, UInt32) = (1, 0)
        for sample in pixels {
            low = (low + UInt32(sample)) % 65521
            high = (high + low) % 65521
        }
        return high << 16 | low
    }
}

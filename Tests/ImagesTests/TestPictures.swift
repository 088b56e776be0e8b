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

    /// `count` × `count` pixels spread evenly; the same places as `samples` in `Golden/images_shared.py`.
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

    /// The mean red, green and blue.
    var mean: [Double] {
        (0..<3).map { channel in
            let sum = stride(from: channel, to: pixels.count, by: 3).reduce(0) { $0 + Int(pixels[$1]) }
            return Double(sum) / Double(width * height)
        }
    }
}

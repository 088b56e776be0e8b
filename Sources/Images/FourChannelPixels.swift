/// Pixels of four samples as a codec leaves them, on their way to three.
struct FourChannelPixels {
    /// The samples, four bytes a pixel.
    let samples: [UInt8]

    /// Red, green, blue from red, green, blue, alpha over a ground of one colour: each sample is
    /// `(alpha · sample + (255 − alpha) · background) / 255`, rounded to nearest.
    func composited(over background: RGBColor) -> [UInt8] {
        let ground = SIMD3<UInt32>(UInt32(background.red), UInt32(background.green), UInt32(background.blue))
        return converted { sample in
            let alpha = sample.w
            let color = SIMD3(sample.x, sample.y, sample.z)
            return Self.dividedBy255(alpha &* color &+ (255 &- alpha) &* ground)
        }
    }

    /// Red, green, blue from cyan, magenta, yellow, black stored inverted, as Adobe's programs began and
    /// every writer in use does: a stored 255 is no ink. Each sample is `color · black / 255`, rounded to
    /// nearest.
    ///
    /// No ink profile is applied. A file without Adobe's marker is read the same way.
    func convertedFromInvertedCMYK() -> [UInt8] {
        converted { sample in
            Self.dividedBy255(SIMD3(sample.x, sample.y, sample.z) &* sample.w)
        }
    }

    /// The nearest whole number to `value / 255` for values up to 255².
    @inline(__always)
    private static func dividedBy255(_ value: SIMD3<UInt32>) -> SIMD3<UInt32> {
        let rounded = value &+ 128
        return (rounded &+ (rounded &>> 8)) &>> 8
    }

    @inline(__always)
    private func converted(_ convert: (SIMD4<UInt32>) -> SIMD3<UInt32>) -> [UInt8] {
        var pixels = [UInt8](repeating: 0, count: samples.count / 4 * 3)
        let source = samples.span
        var destination = pixels.mutableSpan
        for pixel in 0..<samples.count / 4 {
            let color = convert(
                SIMD4(
                    UInt32(source[4 * pixel]), UInt32(source[4 * pixel + 1]), UInt32(source[4 * pixel + 2]),
                    UInt32(source[4 * pixel + 3])))
            destination[3 * pixel] = UInt8(truncatingIfNeeded: color.x)
            destination[3 * pixel + 1] = UInt8(truncatingIfNeeded: color.y)
            destination[3 * pixel + 2] = UInt8(truncatingIfNeeded: color.z)
        }
        return pixels
    }
}

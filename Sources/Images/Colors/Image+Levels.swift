import CPixelKernels

extension Image {
    /// The image with every sample replaced as a table says.
    public func mapped(by table: LevelTable) -> Image {
        if table.isIdentity { return self }
        return unsafe withPixels { source, result in
            unsafe table.levels.withUnsafeBufferPointer { levels in
                unsafe imgcls_map_levels(source, width * height, levels.baseAddress, result)
            }
        }
    }

    /// The negative: `255 − x`.
    public func inverted() -> Image {
        mapped(by: LevelTable { 255 - $0 })
    }

    /// The image with only the leading bits of each sample; the others are zero.
    ///
    /// - Parameter bitCount: The bits that stay; with 8 nothing changes.
    /// - Precondition: `bitCount` is in `1 ... 8`.
    public func posterized(bitCount: Int) -> Image {
        precondition((1...8).contains(bitCount), "\(bitCount) bits are outside 1 ... 8")
        let mask = 0xFF00 >> bitCount & 0xFF
        return mapped(by: LevelTable { $0 & mask })
    }

    /// The image with samples from a threshold on inverted.
    ///
    /// - Parameter threshold: The lowest level that is inverted; with 256 nothing changes.
    /// - Precondition: `threshold` is in `0 ... 256`.
    public func solarized(threshold: Int) -> Image {
        precondition((0...256).contains(threshold), "threshold \(threshold) is outside 0 ... 256")
        return mapped(by: LevelTable { $0 < threshold ? $0 : 255 - $0 })
    }

    /// The image with each channel stretched so that its darkest sample becomes 0 and its brightest 255; a
    /// channel of a single level stays.
    public func autocontrasted() -> Image {
        let counts = LevelCounts(self)
        let ranges = (0..<3).map { channel in
            let counts = counts.channel(channel)
            return (
                low: counts.firstIndex { $0 > 0 } ?? 0, high: counts.lastIndex { $0 > 0 } ?? 0
            )
        }
        return mapped(
            by: LevelTable { channel, level in
                let (low, high) = ranges[channel]
                guard high > low else { return level }
                return ((level - low) * 510 + (high - low)) / (2 * (high - low))
            })
    }

    /// The image with each channel's levels spread so that they are about equally frequent.
    ///
    /// With s = ⌊(pixels − those of the highest level that occurs) / 255⌋, level x becomes
    /// ⌊(⌊s / 2⌋ + pixels below x) / s⌋; a channel of a single level, and one with s = 0, stays.
    public func equalized() -> Image {
        let counts = LevelCounts(self)
        let tables = (0..<3).map { Self.equalizing(counts.channel($0)) }
        return mapped(by: LevelTable { channel, level in tables[channel].map { $0[level] } ?? level })
    }

    private static func equalizing(_ counts: [Int]) -> [Int]? {
        guard let highest = counts.lastIndex(where: { $0 > 0 }) else { return nil }
        let step = (counts.reduce(0, +) - counts[highest]) / 255
        guard step > 0 else { return nil }
        var below = step / 2
        return counts.map { count in
            defer { below += count }
            return below / step
        }
    }
}

/// 16 of the 64 bits of a hash, and in how many of them near hashes may differ.
struct HashBand {
    /// The number of bits of a band.
    static let width = 16

    /// The position of the lowest bit.
    let shift: Int
    /// The largest difference within the band.
    let radius: Int

    /// The bands of which any two hashes that differ in at most `limit` bits have one within its radius: the
    /// radii and one more for each band add up to one more than the limit. The last bands, of higher
    /// frequencies, get the larger ones, because their bits are nearer to random.
    static func bands(limit: Int) -> [HashBand] {
        let count = 64 / width
        return (0..<count).compactMap { number in
            let radius = (limit + 1 + number) / count - 1
            return radius < 0 ? nil : HashBand(shift: number * width, radius: radius)
        }
    }

    /// The band of a hash.
    func value(of key: UInt64) -> Int { Int(key >> UInt64(shift) & 0xFFFF) }

    /// Whether hashes with this difference are near enough in the band.
    func covers(_ difference: UInt64) -> Bool { value(of: difference).nonzeroBitCount <= radius }

    /// The positions of hashes in order of their band, then of position.
    func order(of keys: [UInt64]) -> [Int] {
        var next = [Int](repeating: 0, count: (1 << Self.width) + 1)
        for key in keys { next[value(of: key) + 1] += 1 }
        for value in 1..<next.count { next[value] += next[value - 1] }
        var order = [Int](repeating: 0, count: keys.count)
        for (position, key) in keys.enumerated() {
            order[next[value(of: key)]] = position
            next[value(of: key)] += 1
        }
        return order
    }

    /// All differences within the radius, those of fewer bits first.
    var differences: [Int] {
        var differences = [0]
        var last = [0]
        for _ in 0..<radius {
            // Each difference is made once, by adding a bit above its highest.
            last = last.flatMap { difference in
                (Int.bitWidth - difference.leadingZeroBitCount..<Self.width).map { difference | 1 << $0 }
            }
            differences += last
        }
        return differences
    }
}

internal import Images

/// Hashes and their mirror images in order of one band, so that those with a value stand together.
///
/// Hashes are taken from the front one by one, and each is compared with those that are left: every pair is
/// looked at once.
struct HashBandIndex {
    /// A hash near the one that was asked for.
    struct Hit {
        let position: Int
        let difference: UInt64
        let isMirrored: Bool
    }

    private let band: HashBand
    private let differences: [Int]
    /// Where the entries with each value of the band end.
    private let ends: [Int32]
    /// Where the entries with each value start that have not been taken.
    private var starts: [Int32]
    /// The hashes, by value of the band, then position; each also mirrored.
    private let entries: [UInt64]
    /// Twice the position of each entry's hash, one more for a mirrored one.
    private let sources: [UInt32]

    /// - Precondition: There are fewer than 2³⁰ keys.
    init(of keys: [UInt64], band: HashBand) {
        precondition(keys.count < 1 << 30, "\(keys.count) hashes are too many")
        self.band = band
        differences = band.differences
        var starts = [Int32](repeating: 0, count: (1 << HashBand.width) + 1)
        for key in keys {
            starts[band.value(of: key) + 1] += 1
            starts[band.value(of: Self.mirrored(key)) + 1] += 1
        }
        for value in 1..<starts.count { starts[value] += starts[value - 1] }
        var next = starts
        var entries = [UInt64](repeating: 0, count: 2 * keys.count)
        var sources = [UInt32](repeating: 0, count: 2 * keys.count)
        for (position, key) in keys.enumerated() {
            for (isMirrored, bits) in [key, Self.mirrored(key)].enumerated() {
                let value = band.value(of: bits)
                entries[Int(next[value])] = bits
                sources[Int(next[value])] = UInt32(2 * position + isMirrored)
                next[value] += 1
            }
        }
        ends = next
        self.starts = starts
        self.entries = entries
        self.sources = sources
    }

    private static func mirrored(_ key: UInt64) -> UInt64 { PerceptualHash(bits: key).mirrored.bits }

    /// Takes the first hash that is left and finds those behind it whose band is within its radius and that
    /// differ in at most `limit` bits.
    ///
    /// - Parameters:
    ///   - key: The hash.
    ///   - limit: The largest distance.
    ///   - hits: Receives the hashes, those with the smallest difference in the band first.
    ///   - enough: The number of hits after which no more are looked for.
    /// - Returns: Whether the search ended there.
    mutating func take(_ key: UInt64, limit: Int, into hits: inout [Hit], enough: Int) -> Bool {
        let value = band.value(of: key)
        starts[value] += 1
        starts[band.value(of: Self.mirrored(key))] += 1
        let (starts, ends, entries) = (starts.span, ends.span, entries.span)
        let differences = differences.span
        for number in differences.indices {
            let bucket = value ^ differences[number]
            for entry in Int(starts[bucket])..<Int(ends[bucket]) {
                let difference = key ^ entries[entry]
                guard difference.nonzeroBitCount <= limit else { continue }
                if hits.count >= enough { return true }
                let source = Int(sources[entry])
                hits.append(Hit(position: source / 2, difference: difference, isMirrored: source % 2 == 1))
            }
        }
        return false
    }
}

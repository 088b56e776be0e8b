public import Images

/// Finds the pairs among many pictures whose perceptual hashes differ in few bits, upright or mirrored.
///
/// Of two hashes of 64 bits that differ in at most *r* bits, cut into four bands of 16 bits, one band *i*
/// differs in at most *tᵢ* bits, as soon as Σ (*tᵢ* + 1) = *r* + 1: else the sum of the differences would be
/// above *r*. So it is enough to look, band by band, at the pictures whose band differs in at most *tᵢ* bits,
/// which an index by the band's 65,536 values finds without going through all pairs.
///
/// Pictures with one hash, or with one and its mirror image, count as one: each is paired with the first of
/// them, and only the first with others. A picture is paired with at most 64 of those behind it. A thousand
/// white pictures so give 999 pairs and not half a million.
///
/// Source: Norouzi, Punjani & Fleet, "Fast search in Hamming space with multi-index hashing", CVPR 2012.
public struct NearDuplicateFinder: Hashable, Sendable {
    /// Two similar pictures.
    public struct Pair: Hashable, Sendable {
        /// The position of the first picture.
        public let first: Int
        /// The position of the second picture, behind the first.
        public let second: Int
        /// The number of bits in which the hashes differ, one of them mirrored where that is nearer.
        public let distance: Int
        /// Whether the hash of one is nearer to the mirrored hash of the other.
        public let isMirrored: Bool
    }

    /// What was found.
    public struct Findings: Hashable, Sendable {
        /// The pairs, by first and then second picture.
        public let pairs: [Pair]
        /// Whether a picture had more partners than are listed.
        public let isCutShort: Bool
        /// The pictures that were left out because their hash is noise, ascending.
        public let flat: [Int]
    }

    /// The largest limit.
    public static let largestLimit = 11
    /// The number of partners behind a picture that are listed.
    public static let partnerLimit = 64

    /// The largest distance of a pair, in bits, `0 ... 11`.
    public let limit: Int

    /// Makes a finder.
    ///
    /// - Precondition: `limit` is in `0 ... 11`.
    public init(limit: Int) {
        precondition(
            (0...Self.largestLimit).contains(limit),
            "a limit of \(limit) bits is not in 0 ... \(Self.largestLimit)")
        self.limit = limit
    }

    /// Finds the similar pictures among those with facts. Pictures without contrast are left out.
    ///
    /// Complexity: for *n* random hashes O(*n* (1 + *n* / 2¹⁶)) with a constant that grows with the limit. A
    /// million, half of them in groups, take 5 s on one core with a limit of 8 and 0.5 s with
    /// one of 2.
    ///
    /// - Parameter facts: The facts of each picture.
    public func findings(among facts: [PictureFacts]) -> Findings {
        var hashes: [(position: Int, hash: PerceptualHash)] = []
        var flat: [Int] = []
        for (position, facts) in facts.enumerated() {
            if facts.hasMeaningfulHash {
                hashes.append((position, facts.hash))
            } else {
                flat.append(position)
            }
        }
        return findings(among: hashes, flat: flat)
    }

    private func findings(among hashes: [(position: Int, hash: PerceptualHash)], flat: [Int]) -> Findings {
        // Of a hash and its mirror image the smaller stands for both.
        var representatives: [UInt64: Int] = [:]
        representatives.reserveCapacity(hashes.count)
        var keys: [UInt64] = []
        var members: [(position: Int, isMirrored: Bool)] = []
        var pairs: [Pair] = []
        for (position, hash) in hashes {
            let key = min(hash.bits, hash.mirrored.bits)
            let isMirrored = hash.bits != key
            if let index = representatives[key] {
                let first = members[index]
                pairs.append(
                    Pair(
                        first: first.position, second: position, distance: 0,
                        isMirrored: first.isMirrored != isMirrored))
            } else {
                representatives[key] = keys.count
                keys.append(key)
                members.append((position, isMirrored))
            }
        }
        let matches = HashMatches(among: keys, limit: limit, partnerLimit: Self.partnerLimit)
        for match in matches.matches {
            let (first, second) = (members[match.first], members[match.second])
            pairs.append(
                Pair(
                    first: first.position, second: second.position, distance: match.distance,
                    isMirrored: match.isMirrored != (first.isMirrored != second.isMirrored)))
        }
        pairs.sort { ($0.first, $0.second) < ($1.first, $1.second) }
        return Findings(pairs: pairs, isCutShort: matches.isCutShort, flat: flat)
    }
}

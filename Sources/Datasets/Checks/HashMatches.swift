internal import Images

/// The pairs of different hashes that differ in few bits, upright or mirrored; see ``NearDuplicateFinder``.
struct HashMatches {
    struct Match {
        let first: Int
        let second: Int
        let distance: Int
        let isMirrored: Bool
    }

    /// The pairs, by first and then second hash; `first < second`.
    private(set) var matches: [Match] = []
    /// Whether a hash had more partners than are listed.
    private(set) var isCutShort = false

    /// - Parameters:
    ///   - keys: Different hashes, none of which is the mirror image of another.
    ///   - limit: The largest distance.
    ///   - partnerLimit: The number of partners behind a hash that are listed.
    init(among keys: [UInt64], limit: Int, partnerLimit: Int) {
        var partnerCounts = [Int](repeating: 0, count: keys.count)
        let bands = HashBand.bands(limit: limit)
        var hits: [HashBandIndex.Hit] = []
        for (number, band) in bands.enumerated() {
            // Hashes with one value of the band look at the same places of the index, which stay in the
            // cache.
            let order = band.order(of: keys)
            let sorted = order.map { keys[$0] }
            var index = HashBandIndex(of: sorted, band: band)
            for (rank, key) in sorted.enumerated() {
                let first = order[rank]
                hits.removeAll(keepingCapacity: true)
                let isEnough = index.take(
                    key, limit: limit, into: &hits, enough: partnerLimit - partnerCounts[first])
                isCutShort = isCutShort || isEnough
                // What is near enough in an earlier band was found there.
                for hit in hits where !bands[..<number].contains(where: { $0.covers(hit.difference) }) {
                    partnerCounts[first] += 1
                    let second = order[hit.position]
                    matches.append(
                        Match(
                            first: min(first, second), second: max(first, second),
                            distance: hit.difference.nonzeroBitCount, isMirrored: hit.isMirrored))
                }
            }
        }
        sortAndUnite()
    }

    /// Of a pair that is near both upright and mirrored, keeps the nearer way.
    private mutating func sortAndUnite() {
        matches.sort {
            ($0.first, $0.second, $0.distance, $0.isMirrored ? 1 : 0)
                < ($1.first, $1.second, $1.distance, $1.isMirrored ? 1 : 0)
        }
        var kept: [Match] = []
        for match in matches where kept.last?.first != match.first || kept.last?.second != match.second {
            kept.append(match)
        }
        matches = kept
    }
}

import Datasets
import Images
import Testing

@Suite struct NearDuplicateFinderTests {
    static func facts(_ bits: UInt64, deviation: Double = 50) -> PictureFacts {
        PictureFacts(
            width: 100, height: 80, meanLuminance: 120, luminanceDeviation: deviation, sharpness: 900,
            isGray: false, hash: PerceptualHash(bits: bits))
    }

    private static func mirrored(_ bits: UInt64) -> UInt64 { PerceptualHash(bits: bits).mirrored.bits }

    /// Random hashes, many of them near another one, upright or mirrored.
    private static func hashes(_ count: Int, seed: UInt64) -> [UInt64] {
        var generator = CountingGenerator(state: seed)
        var hashes: [UInt64] = []
        for index in 0..<count {
            guard index % 4 != 0, let near = hashes.randomElement(using: &generator) else {
                hashes.append(generator.next())
                continue
            }
            var hash = index % 3 == 0 ? mirrored(near) : near
            for _ in 0..<Int.random(in: 0...12, using: &generator) {
                hash ^= 1 << UInt64.random(in: 0..<64, using: &generator)
            }
            hashes.append(hash)
        }
        return hashes
    }

    @Test(arguments: 0...11) func `the index finds what comparing all pairs finds`(limit: Int) {
        let hashes = Self.hashes(200, seed: UInt64(limit))
        let found = NearDuplicateFinder(limit: limit).findings(among: hashes.map { Self.facts($0) })
        #expect(!found.isCutShort && found.flat == [])
        // Of equal hashes only the first is compared with others.
        let keys = hashes.map { min($0, Self.mirrored($0)) }
        var expected: [[Int]] = []
        for second in hashes.indices {
            for first in 0..<second {
                let (a, b) = (PerceptualHash(bits: hashes[first]), PerceptualHash(bits: hashes[second]))
                let distance = min(a.distance(to: b), a.distance(to: b.mirrored))
                let areFirst =
                    keys.firstIndex(of: keys[first]) == first && keys.firstIndex(of: keys[second]) == second
                let isRepetition = distance == 0 && keys.firstIndex(of: keys[second]) == first
                guard distance <= limit, areFirst || isRepetition else { continue }
                let isMirrored = a.distance(to: b.mirrored) < a.distance(to: b)
                expected.append([first, second, distance, isMirrored ? 1 : 0])
            }
        }
        expected.sort { ($0[0], $0[1]) < ($1[0], $1[1]) }
        #expect(found.pairs.map { [$0.first, $0.second, $0.distance, $0.isMirrored ? 1 : 0] } == expected)
        #expect(expected.count > 10)
    }

    @Test func `equal pictures are linked to the first, not to each other`() {
        var facts = [UInt64](repeating: 0xDEAD_BEEF, count: 50).map { Self.facts($0) }
        facts[20] = Self.facts(Self.mirrored(0xDEAD_BEEF))
        facts.append(Self.facts(0xDEAD_BEEE))
        let found = NearDuplicateFinder(limit: 4).findings(among: facts)
        #expect(found.pairs.count == 50 && !found.isCutShort)
        #expect(found.pairs.allSatisfy { $0.first == 0 })
        #expect(found.pairs.filter(\.isMirrored).map(\.second) == [20])
        #expect(found.pairs.last?.distance == 1)
    }

    @Test func `a crowd is cut short and stays one group`() {
        var generator = CountingGenerator(state: 3)
        let crowd = (0..<400).map { _ -> PictureFacts in
            var bits: UInt64 = 0x0123_4567_89AB_CDEF
            for _ in 0..<4 { bits ^= 1 << UInt64.random(in: 0..<64, using: &generator) }
            return Self.facts(bits)
        }
        let found = NearDuplicateFinder(limit: 8).findings(among: crowd)
        #expect(found.isCutShort)
        #expect(found.pairs.count <= crowd.count * NearDuplicateFinder.partnerLimit)
        let links = found.pairs.map { ($0.first, $0.second) }
        #expect(DuplicateClusters(count: crowd.count, links: links).clusters.count == 1)
        #expect(NearDuplicateFinder(limit: 8).findings(among: crowd) == found)
    }

    @Test func `pictures without contrast are left out`() {
        let facts = [
            Self.facts(1), Self.facts(1, deviation: 0), Self.facts(1, deviation: 3.9),
            Self.facts(1, deviation: 4),
        ]
        let found = NearDuplicateFinder(limit: 0).findings(among: facts)
        #expect(found.flat == [1, 2])
        #expect(found.pairs.map { [$0.first, $0.second] } == [[0, 3]])
    }

    @Test func `nothing is near nothing`() {
        let finder = NearDuplicateFinder(limit: 8)
        #expect(finder.findings(among: []).pairs == [])
        #expect(finder.findings(among: [Self.facts(7)]).pairs == [])
    }

    @Test(arguments: [-1, 12]) func `a limit that bands cannot serve traps`(limit: Int) async {
        await #expect(processExitsWith: .failure) { [limit] in _ = NearDuplicateFinder(limit: limit) }
    }
}

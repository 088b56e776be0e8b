import Datasets
import Images
import Tensors
import Testing
import Transfer

@Suite struct NearDuplicateRuleTests {
    struct Case: Sendable {
        let hash: Int?
        let cosine: Float?
        let rival: Float?
        let holds: Bool

        init(_ hash: Int?, _ cosine: Float?, _ rival: Float?, _ holds: Bool) {
            self.hash = hash
            self.cosine = cosine
            self.rival = rival
            self.holds = holds
        }
    }

    static let cases = [
        // Without features only hashes that are all but equal count.
        Case(2, nil, nil, true), Case(3, nil, nil, false), Case(nil, nil, nil, false),
        Case(2, 0.4, nil, true), Case(2, 0.39, nil, false), Case(3, 0.4, nil, false),
        Case(8, 0.8, nil, true), Case(8, 0.79, nil, false), Case(9, 0.8, nil, false),
        Case(64, 0.95, nil, true), Case(nil, 0.95, nil, true), Case(64, 0.949, nil, false),
        // 1 - 0.82 = 0.18 is 0.45 times 1 - 0.6.
        Case(24, 0.821, 0.6, true), Case(24, 0.819, 0.6, false), Case(25, 0.821, 0.6, false),
        Case(nil, 0.821, 0.6, true), Case(24, 0.821, nil, false), Case(20, 0.69, -1, false),
    ]

    @Test(arguments: cases) func `each limit is where it is stated`(_ example: Case) {
        let rule = NearDuplicateRule.standard
        #expect(
            rule.holds(hashDistance: example.hash, cosine: example.cosine, rivalCosine: example.rival)
                == example.holds)
    }

    static func facts(_ bits: UInt64, deviation: Double = 50) -> PictureFacts {
        PictureFacts(
            width: 100, height: 80, meanLuminance: 120, luminanceDeviation: deviation, sharpness: 900,
            isGray: false, hash: PerceptualHash(bits: bits))
    }

    /// Twelve different pictures and four that resemble one: 12 and 13 by hash, 14 and 15 by features.
    private static func scene() -> (facts: [PictureFacts], features: Tensor<Float>) {
        var generator = SeededGenerator(seed: 4)
        var hashes = (0..<12).map { _ in generator.next() }
        var rows = (0..<12).map { _ in (0..<16).map { _ in Float.random(in: 0...1, using: &generator) } }
        func noisy(_ row: Int, _ noise: Float) -> [Float] {
            rows[row].map { $0 + Float.random(in: -noise...noise, using: &generator) }
        }
        rows += [noisy(0, 0.5), noisy(1, 0.5), noisy(2, 0.02), noisy(2, 0.02)]
        let mirrored = PerceptualHash(bits: hashes[1]).mirrored.bits
        hashes += [hashes[0] ^ 1, mirrored ^ 2, generator.next(), generator.next()]
        return (
            hashes.map { facts($0) }, Tensor(shape: [16, 16], values: rows.flatMap(\.self))
        )
    }

    @Test func `hashes and features find near duplicates together`() async throws {
        let scene = Self.scene()
        let found = try await NearDuplicates.find(
            facts: scene.facts, features: scene.features, workerCount: 2)
        #expect(found.comparedFeatures && !found.isCutShort)
        #expect(found.clusters.clusters == [[0, 12], [1, 13], [2, 14, 15]])
        #expect(found.pairs.filter(\.isMirrored).contains { $0.first == 1 && $0.second == 13 })
        #expect(found.pairs.first?.hashDistance == 1)
        #expect(found.pairs.allSatisfy { $0.cosine != nil })
    }

    @Test func `without features hashes alone decide`() async throws {
        let found = try await NearDuplicates.find(facts: Self.scene().facts, features: nil, workerCount: 2)
        #expect(!found.comparedFeatures)
        #expect(found.clusters.clusters == [[0, 12], [1, 13]])
        #expect(found.pairs.map(\.cosine) == [nil, nil])
    }

    @Test func `a few images are compared by hash`() async throws {
        let facts = [Self.facts(1), Self.facts(3), Self.facts(.max)]
        let features = Tensor<Float>(shape: [3, 2], values: [1, 2, 3, 4, 5, 6])
        let found = try await NearDuplicates.find(facts: facts, features: features, workerCount: 1)
        #expect(!found.comparedFeatures)
        #expect(found.clusters.clusters == [[0, 1]])
    }

    @Test func `pictures without contrast are compared by features alone`() async throws {
        var scene = Self.scene()
        for position in [0, 12, 2, 14] { scene.facts[position] = Self.facts(5, deviation: 1) }
        let found = try await NearDuplicates.find(
            facts: scene.facts, features: scene.features, workerCount: 1)
        #expect(found.clusters.clusters == [[1, 13], [2, 14, 15]])
        #expect(found.pairs.first { $0.second == 14 }?.hashDistance == nil)
    }

    @Test func `no images have no near duplicates`() async throws {
        let found = try await NearDuplicates.find(facts: [], features: nil, workerCount: 1)
        #expect(found.pairs == [] && found.clusters.clusters == [])
    }
}

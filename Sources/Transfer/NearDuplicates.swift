public import Datasets
public import Images
public import Tensors

/// The near duplicates among images, as a rule sees them.
public struct NearDuplicates: Hashable, Sendable {
    /// Two images that are near duplicates.
    public struct Pair: Hashable, Sendable {
        /// The position of the first image.
        public let first: Int
        /// The position of the second image, behind the first.
        public let second: Int
        /// The smaller distance of the upright and the mirrored hashes, in bits; nil where a picture has no
        /// contrast.
        public let hashDistance: Int?
        /// Whether the mirrored hash is the nearer one.
        public let isMirrored: Bool
        /// The cosine of the centred features; nil where there are none.
        public let cosine: Float?
    }

    /// The pairs, by first and then second image. Of many equal images each is paired with the first.
    public let pairs: [Pair]

    /// Whether features were compared, and not only hashes: there were some, not too many and not too few.
    public let comparedFeatures: Bool

    /// Whether an image had more partners than are looked at.
    public let isCutShort: Bool

    /// The images joined into groups.
    public let clusters: DuplicateClusters

    /// Finds the near duplicates.
    ///
    /// - Parameters:
    ///   - facts: The facts of each image.
    ///   - features: `[N, D]`, a row for each image; nil where there are none.
    ///   - rule: When two images are near duplicates.
    ///   - workerCount: The number of tasks.
    /// - Throws: `OneDNNError` when a product fails; `CancellationError` soon after the task was cancelled.
    /// - Precondition: There are as many rows as facts.
    public static func find(
        facts: [PictureFacts], features: Tensor<Float>?, rule: NearDuplicateRule = .standard, workerCount: Int
    ) async throws -> NearDuplicates {
        let hashFindings = NearDuplicateFinder(limit: rule.similarHashDistance).findings(among: facts)
        guard let features, facts.count >= FeatureNeighbours.smallestRowCount else {
            let candidates = hashFindings.pairs.map { Candidate(first: $0.first, second: $0.second) }
            return NearDuplicates(
                candidates, facts: facts, rule: rule, comparedFeatures: false,
                isCutShort: hashFindings.isCutShort)
        }
        precondition(
            features.shape.rank == 2 && features.shape[0] == facts.count,
            "features of shape \(features.shape) for \(facts.count) images")
        let rows = CentredRows(features)
        let neighbours = try await FeatureNeighbours.find(
            in: features, rows: rows, minimumCosine: rule.outstandingCosine, workerCount: workerCount)
        var candidates = (neighbours?.pairs ?? []).map {
            Candidate(first: $0.first, second: $0.second, cosine: $0.cosine, rivalCosine: $0.rivalCosine)
        }
        let known = Set(candidates.map(\.link))
        for pair in hashFindings.pairs {
            var candidate = Candidate(first: pair.first, second: pair.second)
            guard !known.contains(candidate.link) else { continue }
            candidate.cosine = rows.cosine(pair.first, pair.second)
            candidates.append(candidate)
        }
        return NearDuplicates(
            candidates, facts: facts, rule: rule, comparedFeatures: neighbours != nil,
            isCutShort: hashFindings.isCutShort || neighbours?.isCutShort ?? false)
    }

    private struct Link: Hashable {
        let first: Int
        let second: Int
    }

    private struct Candidate {
        let first: Int
        let second: Int
        var cosine: Float?
        var rivalCosine: Float?

        var link: Link { Link(first: first, second: second) }
    }

    private init(
        _ candidates: [Candidate], facts: [PictureFacts], rule: NearDuplicateRule, comparedFeatures: Bool,
        isCutShort: Bool
    ) {
        let pairs = candidates.compactMap { candidate -> Pair? in
            let (first, second) = (facts[candidate.first], facts[candidate.second])
            let distance = first.hash.distance(to: second.hash)
            let mirroredDistance = first.hash.distance(to: second.mirroredHash)
            let areMeaningful = first.hasMeaningfulHash && second.hasMeaningfulHash
            let hashDistance = areMeaningful ? min(distance, mirroredDistance) : nil
            guard
                rule.holds(
                    hashDistance: hashDistance, cosine: candidate.cosine, rivalCosine: candidate.rivalCosine)
            else { return nil }
            return Pair(
                first: candidate.first, second: candidate.second, hashDistance: hashDistance,
                isMirrored: areMeaningful && mirroredDistance < distance, cosine: candidate.cosine)
        }
        self.pairs = pairs.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
        self.comparedFeatures = comparedFeatures
        self.isCutShort = isCutShort
        clusters = DuplicateClusters(count: facts.count, links: self.pairs.map { ($0.first, $0.second) })
    }
}

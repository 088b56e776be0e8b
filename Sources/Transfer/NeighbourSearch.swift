internal import Execution
internal import OneDNN

/// The search for near rows, tile by tile; see ``FeatureNeighbours``.
struct NeighbourSearch: Sendable {
    /// The number of rows whose bounds with all others are computed at once.
    private static let tileSize = 64
    /// What rounding may take from a bound.
    private static let slack: Float = 1e-4
    /// The number of partners of a row whose cosines are computed: those with the largest bounds.
    private static let candidateLimit = 1024

    /// What a worker keeps between tiles.
    struct Buffer {
        fileprivate var bounds: [Float]
    }

    private struct Candidate {
        let index: Int
        let bound: Float
    }

    private let rows: CentredRows
    private let distinct: [Int]
    private let minimumCosine: Float
    /// The summary of each distinct row, `[N, B + 1]`: its projections and the length of the rest.
    private let summaries: [Float]
    private let summaryWidth: Int

    /// The number of tiles.
    var tileCount: Int { (distinct.count + Self.tileSize - 1) / Self.tileSize }

    /// Summarises the rows.
    ///
    /// - Parameters:
    ///   - rows: All rows.
    ///   - distinct: Those that are compared.
    ///   - minimumCosine: The smallest cosine of partners.
    ///   - workerCount: The number of tasks.
    init(rows: CentredRows, distinct: [Int], minimumCosine: Float, workerCount: Int) async throws {
        let subspace = try DominantSubspace(of: rows, seed: 1)
        let blocks = stride(from: 0, to: distinct.count, by: Self.tileSize).map { start in
            Array(distinct[start..<min(start + Self.tileSize, distinct.count)])
        }
        let summaries = try await WorkerPool.map(
            count: blocks.count, workerCount: workerCount, makeState: {},
            body: { _, block in try Self.summaries(of: blocks[block], in: rows, along: subspace) })
        self.rows = rows
        self.distinct = distinct
        self.minimumCosine = minimumCosine
        self.summaries = summaries.flatMap(\.self)
        summaryWidth = subspace.count + 1
    }

    @inline(never)  // Inlined into the asynchronous caller, the throwing call crashes the compiler.
    private static func summaries(
        of block: [Int], in rows: CentredRows, along subspace: DominantSubspace
    ) throws -> [Float] {
        let (count, columnCount) = (subspace.count, rows.mean.count)
        var values = [Float](repeating: 0, count: block.count * columnCount)
        rows.copy(block, into: &values)
        var projections = [Float](repeating: 0, count: block.count * count)
        var output = projections.mutableSpan
        try Matrices.multiply(
            values.span, by: subspace.directions.span, .transposed, rows: block.count, columns: count,
            inner: columnCount, into: &output)
        var summaries: [Float] = []
        summaries.reserveCapacity(block.count * (count + 1))
        for (number, row) in block.enumerated() {
            let projection = projections[number * count..<(number + 1) * count]
            let square = projection.reduce(0) { $0 + Double($1) * Double($1) }
            summaries += projection
            // A row without direction has nothing left of it either.
            summaries.append(rows.scales[row] == 0 ? 0 : Float(max(1 - square, 0).squareRoot()))
        }
        return summaries
    }

    func makeBuffer() -> Buffer {
        Buffer(bounds: [Float](repeating: 0, count: Self.tileSize * distinct.count))
    }

    /// What is near to each row of a tile.
    @inline(never)  // Inlined into the asynchronous caller, the throwing call crashes the compiler.
    func neighbourhoods(inTile tile: Int, buffer: inout Buffer) throws -> [Neighbourhood] {
        let indices = tile * Self.tileSize..<min((tile + 1) * Self.tileSize, distinct.count)
        let summaries = summaries.span
        let tileSummaries = summaries.extracting(
            indices.lowerBound * summaryWidth..<indices.upperBound * summaryWidth)
        var output = buffer.bounds.mutableSpan
        try Matrices.multiply(
            tileSummaries, by: summaries, .transposed, rows: indices.count, columns: distinct.count,
            inner: summaryWidth, into: &output)
        return indices.map { index in
            let start = (index - indices.lowerBound) * distinct.count
            return neighbourhood(
                of: index, bounds: buffer.bounds.span.extracting(start..<start + distinct.count))
        }
    }

    private func neighbourhood(of index: Int, bounds: Span<Float>) -> Neighbourhood {
        var neighbourhood = Neighbourhood()
        var candidates = candidates(besides: index, bounds: bounds, from: minimumCosine)
        if candidates.count > Self.candidateLimit {
            candidates = Array(candidates.sorted(by: Self.isBefore).prefix(Self.candidateLimit))
            neighbourhood.isCutShort = true
        }
        var isNearAny = false
        for candidate in candidates {
            let cosine = cosine(index, candidate.index)
            neighbourhood.insert(cosine)
            guard cosine >= minimumCosine else { continue }
            isNearAny = true
            if candidate.index > index {
                neighbourhood.partners.append(.init(index: candidate.index, cosine: cosine))
            }
        }
        guard isNearAny else { return neighbourhood }
        if neighbourhood.threshold < minimumCosine {
            lookFurther(index, bounds: bounds, neighbourhood: &neighbourhood)
        }
        limitPartners(of: &neighbourhood)
        return neighbourhood
    }

    /// Completes the largest cosines with those below the minimum, as far as they matter.
    private func lookFurther(_ index: Int, bounds: Span<Float>, neighbourhood: inout Neighbourhood) {
        let floor = max(FeatureNeighbours.smallestRivalCosine, neighbourhood.threshold)
        let further = candidates(besides: index, bounds: bounds, from: floor)
            .filter { $0.bound + Self.slack < minimumCosine }.sorted(by: Self.isBefore)
        for candidate in further {
            guard candidate.bound + Self.slack > neighbourhood.threshold else { return }
            neighbourhood.insert(cosine(index, candidate.index))
        }
    }

    private func limitPartners(of neighbourhood: inout Neighbourhood) {
        guard neighbourhood.partners.count > FeatureNeighbours.partnerLimit else { return }
        let nearest = neighbourhood.partners.sorted { ($1.cosine, $0.index) < ($0.cosine, $1.index) }
            .prefix(FeatureNeighbours.partnerLimit)
        neighbourhood.partners = nearest.sorted { $0.index < $1.index }
        neighbourhood.isCutShort = true
    }

    private func cosine(_ first: Int, _ second: Int) -> Float {
        rows.cosine(distinct[first], distinct[second])
    }

    private func candidates(besides index: Int, bounds: Span<Float>, from minimum: Float) -> [Candidate] {
        var candidates: [Candidate] = []
        let threshold = minimum - Self.slack
        for other in bounds.indices where bounds[other] >= threshold && other != index {
            candidates.append(Candidate(index: other, bound: bounds[other]))
        }
        return candidates
    }

    /// The larger bound first; of equal bounds the first row.
    private static func isBefore(_ left: Candidate, _ right: Candidate) -> Bool {
        (right.bound, left.index) < (left.bound, right.index)
    }
}

internal import Execution
internal import OneDNN
public import Tensors

/// The pairs of rows of a feature matrix that point nearly the same way from the mean row.
///
/// The similarity of two rows is the cosine of their angle after the mean row was subtracted from both. The
/// result is exact: a bound from 128 numbers a row rules out most pairs, see ``DominantSubspace``, and the
/// cosines of the others are computed from all features. It does not depend on the number of workers.
///
/// How near is near differs between data sets: of photos of insects, different ones rarely reach 0.6; of
/// photos of jeans on one hanger many reach 0.8. So each pair comes with its rival, the third largest other
/// cosine of either.
public struct FeatureNeighbours: Hashable, Sendable {
    /// Two similar rows.
    public struct Pair: Hashable, Sendable {
        /// The position of the first row.
        public let first: Int
        /// The position of the second row, behind the first.
        public let second: Int
        /// The cosine of the two rows less the mean row, at least the asked minimum.
        public let cosine: Float
        /// The third largest cosine of one of the two with another row, whichever is larger; at least
        /// ``smallestRivalCosine``. Rows that equal another bit by bit do not count.
        public let rivalCosine: Float
    }

    /// The number of rows above which nothing is compared: time grows with its square.
    public static let largestRowCount = 100_000
    /// The number of rows below which nothing is compared: each row would weigh too much in the mean.
    public static let smallestRowCount = 8
    /// The smallest rival that is looked for.
    public static let smallestRivalCosine: Float = 0.4
    /// The number of partners behind a row that are listed, those with the largest cosines.
    public static let partnerLimit = 64

    /// The pairs, by first and then second row. Rows that are equal bit by bit are each paired with the first
    /// of them, and only the first with others.
    public let pairs: [Pair]

    /// Whether a row had more partners than are listed.
    public let isCutShort: Bool

    /// Compares all rows.
    ///
    /// Complexity: O(*N*² + *N* · *D*) with a constant of 256 floating-point operations a pair. On two cores
    /// of an AVX2 machine, 2,000 rows of 1,280 features take 0.1 s and 20,000 about 3 s. Memory: a copy of
    /// the features, and for each worker 64 numbers a row.
    ///
    /// - Parameters:
    ///   - features: `[N, D]`.
    ///   - minimumCosine: The smallest cosine of a pair, from ``smallestRivalCosine`` up.
    ///   - workerCount: The number of tasks.
    /// - Returns: The pairs; nil where *N* is above ``largestRowCount`` or below ``smallestRowCount``.
    /// - Throws: `OneDNNError` when a product fails; `CancellationError` soon after the task was cancelled.
    /// - Precondition: `features` is a matrix; `minimumCosine` is in `0.4 ... 1`.
    public static func find(
        in features: Tensor<Float>, minimumCosine: Float, workerCount: Int
    ) async throws -> FeatureNeighbours? {
        precondition(features.shape.rank == 2, "features of shape \(features.shape) are no matrix")
        guard (smallestRowCount...largestRowCount).contains(features.shape[0]) else { return nil }
        return try await find(
            in: features, rows: CentredRows(features), minimumCosine: minimumCosine, workerCount: workerCount)
    }

    /// Compares all rows, whose directions are known.
    static func find(
        in features: Tensor<Float>, rows: CentredRows, minimumCosine: Float, workerCount: Int
    ) async throws -> FeatureNeighbours? {
        precondition(
            (smallestRivalCosine...1).contains(minimumCosine),
            "minimum cosine \(minimumCosine) is not in \(smallestRivalCosine) ... 1")
        guard (smallestRowCount...largestRowCount).contains(features.shape[0]) else { return nil }
        let repetitions = RepeatedRows(in: features)
        let search = try await NeighbourSearch(
            rows: rows, distinct: repetitions.distinct, minimumCosine: minimumCosine, workerCount: workerCount
        )
        let neighbourhoods = try await WorkerPool.map(
            count: search.tileCount, workerCount: workerCount, makeState: { search.makeBuffer() },
            body: { buffer, tile in try search.neighbourhoods(inTile: tile, buffer: &buffer) }
        ).flatMap(\.self)
        var pairs = repetitions.links.map {
            Pair(first: $0.first, second: $0.second, cosine: 1, rivalCosine: smallestRivalCosine)
        }
        for (index, neighbourhood) in neighbourhoods.enumerated() {
            for partner in neighbourhood.partners {
                let rival = max(
                    neighbourhood.rival(besides: partner.cosine),
                    neighbourhoods[partner.index].rival(besides: partner.cosine), smallestRivalCosine)
                pairs.append(
                    Pair(
                        first: repetitions.distinct[index], second: repetitions.distinct[partner.index],
                        cosine: partner.cosine, rivalCosine: rival))
            }
        }
        pairs.sort { ($0.first, $0.second) < ($1.first, $1.second) }
        return FeatureNeighbours(
            pairs: pairs, isCutShort: neighbourhoods.contains { $0.isCutShort })
    }
}

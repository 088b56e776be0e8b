import Tensors
import Testing
import Transfer

@Suite struct FeatureNeighboursTests {
    /// Random rows that are never negative; every third is a row before it with noise of some size.
    static func features(_ rowCount: Int, _ columnCount: Int, seed: UInt64) -> Tensor<Float> {
        var generator = SeededGenerator(seed: seed)
        var rows: [[Float]] = []
        for row in 0..<rowCount {
            var values = (0..<columnCount).map { _ in Float.random(in: 0...1, using: &generator) }
            if row % 3 == 2, let near = rows.randomElement(using: &generator) {
                let noise = Float.random(in: 0...0.8, using: &generator)
                for column in 0..<columnCount { values[column] = near[column] + noise * values[column] }
            }
            rows.append(values)
        }
        return Tensor(shape: [rowCount, columnCount], values: rows.flatMap(\.self))
    }

    /// The cosines of all pairs of centred rows, in `Double`.
    private static func cosines(_ features: Tensor<Float>) -> [[Double]] {
        let (rowCount, columnCount) = (features.shape[0], features.shape[1])
        var rows = (0..<rowCount).map { row in
            features.values[row * columnCount..<(row + 1) * columnCount].map(Double.init)
        }
        for column in 0..<columnCount {
            let mean = rows.reduce(0) { $0 + $1[column] } / Double(rowCount)
            for row in 0..<rowCount { rows[row][column] -= mean }
        }
        return rows.map { left in
            rows.map { right in
                let squares = zip(left, right).reduce((0.0, 0.0, 0.0)) {
                    ($0.0 + $1.0 * $1.1, $0.1 + $1.0 * $1.0, $0.2 + $1.1 * $1.1)
                }
                return squares.0 / (squares.1 * squares.2).squareRoot()
            }
        }
    }

    struct Size: Sendable {
        let rows: Int
        let columns: Int
    }

    /// Sizes on both sides of a tile and of the number of directions.
    static let sizes = [
        Size(rows: 8, columns: 5), Size(rows: 64, columns: 3), Size(rows: 65, columns: 40),
        Size(rows: 130, columns: 128), Size(rows: 90, columns: 150),
    ]

    @Test(arguments: sizes, [0.4, 0.8] as [Float])
    func `the pairs and their rivals are those of all cosines`(_ size: Size, minimum: Float) async throws {
        let features = Self.features(size.rows, size.columns, seed: 3)
        let found = try #require(
            try await FeatureNeighbours.find(in: features, minimumCosine: minimum, workerCount: 2))
        let cosines = Self.cosines(features)
        func rival(_ row: Int, besides other: Int) -> Double {
            let others = cosines[row].indices.filter { $0 != row && $0 != other }.map { cosines[row][$0] }
            return others.sorted(by: >)[2]
        }
        var expected: [(first: Int, second: Int, cosine: Double, rival: Double)] = []
        for first in 0..<size.rows {
            for second in first + 1..<size.rows where cosines[first][second] >= Double(minimum) {
                let rival = max(rival(first, besides: second), rival(second, besides: first), 0.4)
                expected.append((first, second, cosines[first][second], rival))
            }
        }
        #expect(!found.isCutShort && !expected.isEmpty)
        #expect(found.pairs.map { [$0.first, $0.second] } == expected.map { [$0.first, $0.second] })
        for (pair, expected) in zip(found.pairs, expected) {
            #expect(abs(Double(pair.cosine) - expected.cosine) < 1e-5)
            #expect(abs(Double(pair.rivalCosine) - expected.rival) < 1e-5)
        }
    }

    @Test func `the number of workers changes nothing`() async throws {
        let features = Self.features(200, 30, seed: 5)
        let one = try await FeatureNeighbours.find(in: features, minimumCosine: 0.5, workerCount: 1)
        for workerCount in [2, 3, 8] {
            let other = try await FeatureNeighbours.find(
                in: features, minimumCosine: 0.5, workerCount: workerCount)
            #expect(other == one)
        }
    }

    @Test func `rows that repeat another are linked to the first alone`() async throws {
        var values = Self.features(20, 6, seed: 7).values
        for row in [4, 9, 19] { values.replaceSubrange(row * 6..<row * 6 + 6, with: values[12..<18]) }
        let features = Tensor(shape: [20, 6], values: values)
        let found = try #require(
            try await FeatureNeighbours.find(in: features, minimumCosine: 0.999, workerCount: 1))
        #expect(found.pairs.map { [$0.first, $0.second] } == [[2, 4], [2, 9], [2, 19]])
        #expect(found.pairs.allSatisfy { $0.cosine == 1 && $0.rivalCosine == 0.4 })
    }

    @Test func `a crowd is cut short`() async throws {
        var generator = SeededGenerator(seed: 9)
        let values = (0..<100 * 8).map { index -> Float in
            let base: Float = index / 8 < 80 ? 5 : Float.random(in: -5...5, using: &generator)
            return base + Float.random(in: 0...0.1, using: &generator)
        }
        let found = try #require(
            try await FeatureNeighbours.find(
                in: Tensor(shape: [100, 8], values: values), minimumCosine: 0.9, workerCount: 2))
        #expect(found.isCutShort)
        let counts = Dictionary(grouping: found.pairs, by: \.first).mapValues(\.count)
        #expect(counts.values.max() == FeatureNeighbours.partnerLimit)
    }

    @Test func `rows without a direction are near nothing`() async throws {
        var values = [Float](repeating: 1, count: 30)
        #expect(
            try await FeatureNeighbours.find(
                in: Tensor(shape: [10, 3], values: values), minimumCosine: 0.4, workerCount: 1)?.pairs.count
                == 9)
        // Rows that differ in the last digit only.
        for row in 0..<10 { values[3 * row] += Float(row) * 1e-6 }
        #expect(
            try await FeatureNeighbours.find(
                in: Tensor(shape: [10, 3], values: values), minimumCosine: 0.4, workerCount: 1)?.pairs == [])
    }

    @Test(arguments: [0, 1, 7, 100_001])
    func `too few and too many rows are not compared`(rowCount: Int) async throws {
        let features = Tensor<Float>(shape: [rowCount, 1], repeating: 1)
        #expect(
            try await FeatureNeighbours.find(in: features, minimumCosine: 0.7, workerCount: 1) == nil)
    }

    @Test func `cosines that are no limit trap`() async {
        await #expect(processExitsWith: .failure) {
            let features = Tensor<Float>(shape: [10, 2], repeating: 1)
            _ = try await FeatureNeighbours.find(in: features, minimumCosine: 0.39, workerCount: 1)
        }
    }
}

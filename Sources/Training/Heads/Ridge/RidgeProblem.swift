/// Ridge regression on parts of the rows of a training set, for any strength.
///
/// With more rows than features the D × D products of the features are summed up once for each part, and a
/// regression on some parts begins with their sum. Else the N × N products of the rows are taken once, and a
/// regression picks its rows from them. Either way a strength then costs one Cholesky factorisation of the
/// smaller size n, n³/3 operations. An eigendecomposition, after which strengths are nearly free, takes about
/// 9 n³ for each fold, more than the eleven strengths of the default path (Golub & Van Loan, "Matrix
/// Computations", 4th edition, sections 4.2 and 8.3).
struct RidgeProblem: Sendable {
    /// Features and values.
    let data: CentredData
    /// The rows of each part.
    let parts: [[Int]]
    private let products: Products

    /// What is computed once.
    private enum Products: Sendable {
        /// Sums over each part.
        case moments([RidgeMoments])
        /// The products of all rows, the parts behind each other: `[N, N]`.
        case kernel(SymmetricMatrix)
    }

    /// Prepares the parts.
    ///
    /// - Throws: `CancellationError` if the current task is cancelled.
    init(_ data: CentredData, parts: [[Int]], workerCount: Int) async throws {
        self.data = data
        self.parts = parts
        if parts.reduce(0, { $0 + $1.count }) > data.featureCount {
            products = .moments(
                try await mapInOrder(parts.count, workerCount: workerCount) {
                    try RidgeMoments(data, rows: parts[$0])
                })
        } else {
            products = .kernel(try Self.kernel(data, rows: parts.flatMap(\.self)))
        }
    }

    private static func kernel(_ data: CentredData, rows: [Int]) throws -> SymmetricMatrix {
        var kernel = SymmetricMatrix(count: rows.count)
        for first in stride(from: 0, to: data.featureCount, by: 64) {
            try Task.checkCancellation()
            let columns = first..<min(first + 64, data.featureCount)
            kernel.addProducts(of: data.panelOfRows(rows, columns: columns))
        }
        return kernel
    }

    /// The regression on some parts.
    ///
    /// - Parameters:
    ///   - chosen: The indices of the parts to learn from; they hold at least one row.
    ///   - penalty: The factor of the squared weights beside the mean squared error.
    /// - Returns: Nil if the penalty vanishes beside rounding errors.
    /// - Throws: `CancellationError` if the current task is cancelled.
    func solution(parts chosen: [Int], penalty: Double) throws -> RidgeSolution? {
        switch products {
        case .moments(let moments):
            var sum = RidgeMoments(featureCount: data.featureCount, outputCount: data.outputCount)
            for part in chosen { sum.add(moments[part]) }
            return try sum.solution(penalty: penalty, data: data)
        case .kernel(let kernel):
            return try solution(kernel, parts: chosen, penalty: penalty)
        }
    }

    /// The dual form: the weights are a combination of the rows.
    ///
    /// Source: Saunders, Gammerman & Vovk, "Ridge regression learning algorithm in dual variables", 1998.
    private func solution(
        _ kernel: SymmetricMatrix, parts chosen: [Int], penalty: Double
    ) throws -> RidgeSolution? {
        var starts: [Int] = []
        for part in parts { starts.append((starts.last ?? 0) + part.count) }
        let positions = chosen.flatMap { starts[$0] - parts[$0].count..<starts[$0] }
        let rows = chosen.flatMap { parts[$0] }
        let count = Double(rows.count)
        var matrix = kernel.centred(rows: positions)
        matrix.addToDiagonal(penalty * count)
        guard let factor = try CholeskyFactor(matrix) else { return nil }
        var valueMeans: [Double] = []
        let weights = (0..<data.outputCount).map { output in
            let values = rows.map { data.value(row: $0, output: output) }
            let mean = values.reduce(0, +) / count
            valueMeans.append(mean)
            // The factors add up to 0, because the centred matrix maps equal factors to 0: rows need no
            // centring.
            return data.combination(rows, factors: factor.solve(values.map { $0 - mean }))
        }
        let shares = [Double](repeating: 1 / count, count: rows.count)
        return data.solution(
            weights: weights, featureMean: data.combination(rows, factors: shares), valueMeans: valueMeans)
    }
}

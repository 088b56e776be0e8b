/// How the images of each class lie around the middle of their class, in a few coordinates.
struct WithinClassSpread: Sendable {
    private let coordinates: [Float]
    private let labels: [Int]
    private let count: Int
    /// `[K, B]`.
    private let means: [Double]
    /// The number of images less the number of classes that have any.
    private let freedom: Double

    /// - Parameters:
    ///   - coordinates: `[N, B]` in row-major order.
    ///   - labels: The class of each image.
    ///   - classCount: K.
    ///   - coordinateCount: B.
    /// - Precondition: There are more images than classes with any.
    init(_ coordinates: [Float], labels: [Int], classCount: Int, coordinateCount: Int) {
        precondition(labels.count > Set(labels).count, "\(labels.count) images say nothing of their spread")
        var means = [Double](repeating: 0, count: classCount * coordinateCount)
        var sizes = [Double](repeating: 0, count: classCount)
        for (row, label) in labels.enumerated() {
            sizes[label] += 1
            for column in 0..<coordinateCount {
                means[label * coordinateCount + column] += Double(coordinates[row * coordinateCount + column])
            }
        }
        for index in means.indices { means[index] /= max(sizes[index / coordinateCount], 1) }
        self.coordinates = coordinates
        self.labels = labels
        count = coordinateCount
        self.means = means
        freedom = Double(labels.count - Set(labels).count)
    }

    /// The covariance within classes, `[B, B]`.
    func covariance() -> [Double] {
        var sums = [Double](repeating: 0, count: count * count)
        var output = sums.mutableSpan
        for row in labels.indices {
            let difference = deviation(ofRow: row)
            let values = difference.span
            for first in 0..<count {
                for second in 0...first { output[first * count + second] += values[first] * values[second] }
            }
        }
        for first in 0..<count {
            for second in 0...first {
                sums[first * count + second] /= freedom
                sums[second * count + first] = sums[first * count + second]
            }
        }
        return sums
    }

    /// One over the variance along each coordinate, drawn to their mean, and one over that of what the coordinates leave
    /// of a vector of length 1, spread over the other features: B + 1 numbers.
    ///
    /// - Parameters:
    ///   - isUndirected: Whether an image has no direction; its vector has the length 0.
    ///   - featureCount: D.
    ///   - shrinkage: The share of the mean.
    /// - Returns: Nil where the images of each class are all the same.
    func precisions(isUndirected: [Bool], featureCount: Int, shrinkage: Double) -> [Float]? {
        var variances = [Double](repeating: 0, count: count)
        var rest = 0.0
        for row in labels.indices {
            for (column, difference) in deviation(ofRow: row).enumerated() {
                variances[column] += difference * difference / freedom
            }
            guard !isUndirected[row] else { continue }
            var square = 0.0
            for column in 0..<count {
                let value = Double(coordinates[row * count + column])
                square += value * value
            }
            rest += max(1 - square, 0)
        }
        let mean = variances.reduce(0, +) / Double(count)
        guard mean > 0, mean.isFinite else { return nil }
        let others = Double(labels.count) * Double(featureCount - count)
        let restVariance = others > 0 ? rest / others : 0
        let precisions =
            variances.map { 1 / ((1 - shrinkage) * $0 + shrinkage * mean) }
            // Where the coordinates leave nothing, all that is left is rounding.
            + [restVariance > 1e-9 * mean ? 1 / restVariance : 0]
        let rounded = precisions.map { Float($0) }
        return rounded.allSatisfy(\.isFinite) ? rounded : nil
    }

    /// The middle of each class, `[K, B]`.
    ///
    /// - Parameter present: The classes that have images; any other takes the place of the first of them.
    func centres(insteadOfAbsent present: [Int]) -> [Float] {
        let known = Set(present)
        return (0..<means.count / count).flatMap { label in
            let source = known.contains(label) ? label : present[0]
            return means[source * count..<(source + 1) * count].map { Float($0) }
        }
    }

    private func deviation(ofRow row: Int) -> [Double] {
        let label = labels[row]
        return (0..<count).map { Double(coordinates[row * count + $0]) - means[label * count + $0] }
    }
}

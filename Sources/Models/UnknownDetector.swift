public import Tensors

/// Tells images that resemble no class of the training images: how far an image's features, which the last layer
/// reads, are from the nearest class.
///
/// With the features x, `[D]`, u = (x − mean) / |x − mean| is the direction in which an image differs from the average
/// one, and p = directions · u its coordinates along the B directions in which the training images vary most. The squared
/// distance from class k is
///
///     Σⱼ precisionⱼ (pⱼ − centreₖⱼ)² + precision_B (|u|² − |p|²)
///
/// whose last term weighs what of u lies outside those directions. Images of the classes have little there. An image with
/// the mean features has no direction, and u = 0.
///
/// Source: Mahalanobis distance by Lee et al. 2018, <https://arxiv.org/abs/1807.03888>; features of length 1 by Müller &
/// Hein 2025, <https://arxiv.org/abs/2505.18032>; the rest outside the leading directions by Wang et al. 2022,
/// <https://arxiv.org/abs/2203.10807>.
public struct UnknownDetector: Hashable, Sendable {
    /// The mean of the training images' features, `[D]`.
    public let mean: [Float]
    /// Orthonormal directions, `[B, D]`, along which images of one class vary independently.
    public let directions: Tensor<Float>
    /// The mean coordinates of each class, `[K, B]`.
    public let centres: Tensor<Float>
    /// One over the variance within a class along each direction, and over that of the rest: B + 1 numbers.
    public let precisions: [Float]
    /// How the threshold was chosen.
    public let summary: Summary

    /// The threshold and where it comes from.
    public struct Summary: Hashable, Sendable, Codable {
        /// The distance beyond which an image is unknown.
        public let threshold: Double
        /// The share of images of the classes that are beyond it, as it was chosen.
        public let falseRejection: Double
        /// The number of images that it was chosen on.
        public let imageCount: Int

        /// Puts a summary together.
        public init(threshold: Double, falseRejection: Double, imageCount: Int) {
            self.threshold = threshold
            self.falseRejection = falseRejection
            self.imageCount = imageCount
        }

        private enum CodingKeys: String, CodingKey {
            case threshold
            case falseRejection = "false_rejection"
            case imageCount = "image_count"
        }
    }

    /// Puts a detector together; a model checks that its parts fit.
    public init(
        mean: [Float], directions: Tensor<Float>, centres: Tensor<Float>, precisions: [Float],
        summary: Summary
    ) {
        self.mean = mean
        self.directions = directions
        self.centres = centres
        self.precisions = precisions
        self.summary = summary
    }

    /// How far an image is from the nearest class, in units of the threshold: beyond 1 it is unknown.
    ///
    /// - Parameter features: `[D]`.
    /// - Precondition: There are D features, and the parts of the detector fit together.
    public func distance(of features: [Float]) -> Double {
        squaredDistance(of: features).squareRoot() / summary.threshold
    }

    /// The squared distance from the nearest class, without unit.
    package func squaredDistance(of features: [Float]) -> Double {
        precondition(features.count == mean.count, "\(features.count) features, not \(mean.count)")
        var direction = zip(features, mean).map { Double($0) - Double($1) }
        let length = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
        if length > 0 {
            for index in direction.indices { direction[index] /= length }
        }
        let coordinates = coordinates(of: direction)
        let count = coordinates.count
        let nearest = (0..<centres.shape[0]).map { label in
            var sum = 0.0
            for index in 0..<count {
                let difference = coordinates[index] - Double(centres[label * count + index])
                sum += Double(precisions[index]) * difference * difference
            }
            return sum
        }.min()
        let rest = max((length > 0 ? 1 : 0) - coordinates.reduce(0) { $0 + $1 * $1 }, 0)
        return (nearest ?? 0) + Double(precisions[count]) * rest
    }

    /// p, `[B]`.
    private func coordinates(of direction: [Double]) -> [Double] {
        let values = directions.values.span
        let source = direction.span
        return (0..<directions.shape[0]).map { row in
            let start = row * source.count
            var sum = 0.0
            for column in source.indices { sum += Double(values[start + column]) * source[column] }
            return sum
        }
    }
}

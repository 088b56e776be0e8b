internal import Glibc
package import Models
internal import OneDNN
package import Tensors
package import Training

/// Fits the detector of unknown images to features, and chooses its threshold on images that it has not seen.
///
/// On clothing10, with photos of insects as unknown ones, this distance was the best of those compared, with the nearest
/// neighbours, which need all training features; of classes that were held out, every distance missed most. The README has
/// the figures.
package struct UnknownDetectorFit: Sendable {
    /// The share of images of the classes that may be taken for unknown ones.
    package static let falseRejection = 0.05
    /// The largest number of directions, B. With 32 or 127 the figures are the same.
    static let largestDirectionCount = 64
    /// The fewest images for each direction.
    static let imagesPerDirection = 4
    /// The largest number of training images that are looked at, if there are few classes; they tell enough.
    package static let largestImageCount = 8192
    /// The number of images of each class that are looked at where there are many classes.
    static let imagesPerClass = 16
    /// The widest features, which keep the detector small beside the network.
    package static let largestFeatureCount = 8192
    /// How far variances along single directions are drawn to their mean, as few images say little about them.
    package static let shrinkage = 0.1
    /// The number of parts that training images are divided into where there are too few others.
    static let foldCount = 5

    /// Decides the division into parts.
    let seed: UInt64

    /// - Parameter seed: Decides how images are held out, and where the search for directions begins.
    package init(seed: UInt64) {
        self.seed = seed
    }

    /// The fewest images from which a threshold can be told: of any fewer, none more may be beyond it.
    package static var fewestHeldOut: Int { Int((1 / falseRejection).rounded()) - 1 }

    /// Fits a detector.
    ///
    /// - Parameters:
    ///   - training: The training images, `[N, D]`, one view each.
    ///   - heldOut: Other images of the classes, `[M, D]`; without enough of them, training images are held out in turn,
    ///     and mostly fewer than `falseRejection` of new ones will be beyond the threshold.
    /// - Returns: Nil where the images are too few, all alike, or the features too wide.
    /// - Throws: `OneDNNError` when a product fails, `TrainingError` where rows contradict each other.
    @inline(never)  // Inlined into an asynchronous caller, the throwing calls crash the compiler.
    package func detector(
        training: LabelledFeatures, heldOut: Tensor<Float>?
    ) throws -> UnknownDetector? {
        guard training.featureCount <= Self.largestFeatureCount else { return nil }
        let limit = max(Self.largestImageCount, Self.imagesPerClass * training.classCount)
        let chosen = try training.chosen(EvenChoice.positions(limit, of: training.labels))
        let holdsOut = heldOut?.shape[0] ?? 0 >= Self.fewestHeldOut
        // Variances along many directions come out too small, and more so from fewer images: with the same number of
        // directions, images that are held out in turn are at least as far as new ones will be.
        let learned = holdsOut ? chosen.rowCount : chosen.rowCount * (Self.foldCount - 1) / Self.foldCount
        let count = min(Self.largestDirectionCount, learned / Self.imagesPerDirection)
        guard let fitted = try fitted(chosen, directionCount: count) else { return nil }
        var distances: [Double] = []
        if let heldOut, holdsOut {
            distances = Self.squaredDistances(of: heldOut, by: fitted)
        } else {
            distances = try outOfFold(chosen, directionCount: count)
        }
        guard distances.allSatisfy(\.isFinite) else { return nil }
        guard let threshold = Self.threshold(distances), threshold > 0 else { return nil }
        return UnknownDetector(
            mean: fitted.mean, directions: fitted.directions, centres: fitted.centres,
            precisions: fitted.precisions,
            summary: .init(
                threshold: threshold.squareRoot(), falseRejection: Self.falseRejection,
                imageCount: distances.count))
    }

    /// The squared distance that a new image of the classes exceeds with the probability of `falseRejection` at most,
    /// if it is like those given; nil where they are too few.
    ///
    /// Source: split conformal prediction, Vovk, Gammerman & Shafer, "Algorithmic Learning in a Random World", 2005.
    package static func threshold(_ distances: [Double]) -> Double? {
        let rank = (Double(distances.count + 1) * (1 - falseRejection)).rounded(.up)
        guard rank >= 1, Int(rank) <= distances.count else { return nil }
        return distances.sorted()[Int(rank) - 1]
    }

    private static func squaredDistances(
        of features: Tensor<Float>, by detector: UnknownDetector
    ) -> [Double] {
        (0..<features.shape[0]).map { detector.squaredDistance(of: features.row($0).values) }
    }

    /// The squared distance of each training image by a detector that learned neither from it nor from its group.
    private func outOfFold(_ images: LabelledFeatures, directionCount: Int) throws -> [Double] {
        var distances: [Double] = []
        for fold in GroupedFolds(images, count: Self.foldCount, seed: seed).folds {
            guard
                let detector = try fitted(
                    try images.chosen(fold.trainingRows), directionCount: directionCount)
            else { continue }
            distances += Self.squaredDistances(
                of: LabelledFeatures.rows(fold.heldOutRows, of: images.features), by: detector)
        }
        return distances
    }

    /// A detector with a threshold of 1.
    private func fitted(_ images: LabelledFeatures, directionCount: Int) throws -> UnknownDetector? {
        let (imageCount, featureCount) = (images.rowCount, images.featureCount)
        let (labels, classCount) = (images.labels, images.classCount)
        let present = Set(labels).sorted()
        guard imageCount > present.count, directionCount > 0 else { return nil }
        let centred = CentredRows(images.features)
        let subspace = try DominantSubspace(of: centred, largestCount: directionCount, seed: seed)
        guard subspace.count > 0 else { return nil }
        var values = [Float](repeating: 0, count: imageCount * featureCount)
        centred.copy(Array(0..<imageCount), into: &values)
        let directions = try turned(subspace, values, labels: labels, classCount: classCount)
        let coordinates = try product(
            values, directions, rows: imageCount, columns: subspace.count, inner: featureCount)
        let spread = WithinClassSpread(
            coordinates, labels: labels, classCount: classCount, coordinateCount: subspace.count)
        guard
            let precisions = spread.precisions(
                isUndirected: centred.scales.map { $0 == 0 }, featureCount: featureCount,
                shrinkage: Self.shrinkage)
        else { return nil }
        return UnknownDetector(
            mean: centred.mean,
            directions: Tensor(shape: [subspace.count, featureCount], values: directions),
            centres: Tensor(
                shape: [classCount, subspace.count], values: spread.centres(insteadOfAbsent: present)),
            precisions: precisions,
            summary: .init(threshold: 1, falseRejection: Self.falseRejection, imageCount: 0))
    }

    /// The directions turned within their space so that images of one class vary independently along them, rounded to
    /// 16-bit floats, in which a model file keeps them.
    private func turned(
        _ subspace: DominantSubspace, _ values: [Float], labels: [Int], classCount: Int
    ) throws -> [Float] {
        let featureCount = subspace.directions.count / subspace.count
        let coordinates = try product(
            values, subspace.directions, rows: labels.count, columns: subspace.count, inner: featureCount)
        let spread = WithinClassSpread(
            coordinates, labels: labels, classCount: classCount, coordinateCount: subspace.count)
        let axes = SymmetricEigenvectors(of: spread.covariance(), count: subspace.count)
        let rotation = axes.vectors.map { Float($0) }
        var turned = [Float](repeating: 0, count: subspace.directions.count)
        var output = turned.mutableSpan
        try Matrices.multiply(
            rotation.span, by: subspace.directions.span, rows: subspace.count,
            columns: featureCount, inner: subspace.count, into: &output)
        return turned.map { Float(Float16($0)) }
    }

    /// `left [rows, inner] · rightᵀ`, with right `[columns, inner]`.
    private func product(
        _ left: [Float], _ right: [Float], rows: Int, columns: Int, inner: Int
    ) throws -> [Float] {
        var result = [Float](repeating: 0, count: rows * columns)
        var output = result.mutableSpan
        try Matrices.multiply(
            left.span, by: right.span, .transposed, rows: rows, columns: columns, inner: inner, into: &output)
        return result
    }
}

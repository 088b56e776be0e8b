import Tensors

/// A division of images into folds for cross-validation.
///
/// All views of an image stay together, and each class is spread as evenly over the folds as its number of images
/// allows. A class with a single image is never held out, because a model that has not seen it cannot be asked
/// for it; so every fold trains on every class. There are never more folds than images to hold out: a class with two
/// images is held out in two folds, the others hold out images of other classes only.
package struct GroupedFolds: Hashable, Sendable {
    /// One part of the division.
    package struct Fold: Hashable, Sendable {
        /// The rows to learn from: all views of the images that are not held out, in rising order.
        package let trainingRows: [Int]
        /// The rows to score: the plain view of each image held out, in rising order.
        package let heldOutRows: [Int]
    }

    /// The folds; none if there are fewer than two images to hold out.
    package let folds: [Fold]

    /// Divides a training set.
    ///
    /// - Parameters:
    ///   - set: The images and their classes.
    ///   - count: The wanted number of folds, at least 2.
    ///   - seed: Decides which image goes where.
    package init(_ set: LabelledFeatures, count: Int, seed: UInt64) {
        precondition(count >= 2, "cross-validation needs at least 2 folds, not \(count)")
        var imagesOfClass = [[Int]](repeating: [], count: set.classCount)
        for (image, rows) in set.rowsOfImage.enumerated() {
            imagesOfClass[set.labels[rows[0]]].append(image)
        }
        let movable = imagesOfClass.reduce(0) { $0 + ($1.count > 1 ? $1.count : 0) }
        let foldCount = min(count, movable)
        guard foldCount >= 2 else {
            folds = []
            return
        }
        var foldOfImage = [Int?](repeating: nil, count: set.imageCount)
        var next = 0
        for (label, images) in imagesOfClass.enumerated() where images.count > 1 {
            var generator = SeededGenerator(seed: seed, path: UInt64(label))
            // Dealing goes on where the class before stopped, so that the folds have the same size at the end.
            for image in images.shuffled(using: &generator) {
                foldOfImage[image] = next
                next = (next + 1) % foldCount
            }
        }
        folds = (0..<foldCount).map { fold in
            var training: [Int] = []
            var heldOut: [Int] = []
            for (image, rows) in set.rowsOfImage.enumerated() {
                if foldOfImage[image] == fold { heldOut.append(rows[0]) } else { training += rows }
            }
            return Fold(trainingRows: training.sorted(), heldOutRows: heldOut.sorted())
        }
    }
}

import Tensors

/// A division of images into folds for cross-validation.
///
/// All views of an image stay together, and so do all images of a group. Each class is spread as evenly over
/// the folds as the number of its images and the size of its groups allow: groups of several images are dealt
/// first, the largest before the others, and the single images fill up what they left uneven (see
/// `FoldDealer`).
///
/// Every fold trains on every class, because a model that has not seen a class cannot be asked for it. A
/// group that holds all images of a class is therefore never held out; without groups that is the only image
/// of a class. In rare cases a group that is the last of two classes finds no fold that suits both, and is
/// not held out either. There are never more folds than groups to hold out: a class with two images is held
/// out in two folds, the others hold out images of other classes only.
package struct GroupedFolds: Hashable, Sendable {
    /// One part of the division.
    package struct Fold: Hashable, Sendable {
        /// The rows to learn from: all views of the images that are not held out, in rising order.
        package let trainingRows: [Int]
        /// The rows to score: the plain view of each image held out, in rising order.
        package let heldOutRows: [Int]
    }

    /// The folds; none if there are fewer than two groups to hold out.
    package let folds: [Fold]

    /// Divides a training set.
    ///
    /// - Parameters:
    ///   - set: The images, their classes and their groups.
    ///   - count: The wanted number of folds, at least 2.
    ///   - seed: Decides which image goes where.
    package init(_ set: LabelledFeatures, count: Int, seed: UInt64) {
        self.init(
            set.imageRows, labels: set.plainRows.map { set.labels[$0] }, classCount: set.classCount,
            count: count, seed: seed)
    }

    /// Divides images.
    ///
    /// - Parameters:
    ///   - set: The images and their groups.
    ///   - labels: The class of each image, in the order in which images first appear; nil where none needs
    ///     to be spread over the folds.
    ///   - classCount: K.
    ///   - count: The wanted number of folds, at least 2.
    ///   - seed: Decides which image goes where.
    package init(
        _ set: ImageRows, labels: [Int]? = nil, classCount: Int = 1, count: Int, seed: UInt64
    ) {
        precondition(count >= 2, "cross-validation needs at least 2 folds, not \(count)")
        let labels = labels ?? [Int](repeating: 0, count: set.imageCount)
        var classSizes = [Int](repeating: 0, count: classCount)
        for label in labels { classSizes[label] += 1 }
        let groups = Self.shuffledGroups(of: set, labels: labels, classCount, seed: seed).map { images in
            (images: images, content: Self.content(images.map { labels[$0] }))
        }
        let isMovable = groups.map { group in
            group.content.allSatisfy { $0.count < classSizes[$0.label] }
        }
        let foldCount = min(count, isMovable.count { $0 })
        guard foldCount >= 2 else {
            folds = []
            return
        }
        var dealer = FoldDealer(foldCount: foldCount, classSizes: classSizes)
        for (group, canMove) in zip(groups, isMovable) where !canMove { dealer.keepOut(group.content) }
        var foldOfImage = [Int?](repeating: nil, count: set.imageCount)
        for (group, canMove) in zip(groups, isMovable) where canMove {
            let fold = dealer.deal(group.content)
            for image in group.images { foldOfImage[image] = fold }
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

    /// The groups in the order in which they are dealt, each as positions of images.
    private static func shuffledGroups(
        of set: ImageRows, labels: [Int], _ classCount: Int, seed: UInt64
    ) -> [[Int]] {
        var position: [Int: Int] = [:]
        var groups: [[Int]] = []
        for (image, rows) in set.rowsOfImage.enumerated() {
            if let group = set.groups?[rows[0]] {
                if let known = position[group] {
                    groups[known].append(image)
                    continue
                }
                position[group] = groups.count
            }
            groups.append([image])
        }
        var several = SeededGenerator(seed: seed, path: UInt64(classCount))
        let larger = groups.filter { $0.count > 1 }.shuffled(using: &several).enumerated()
            .sorted { (-$0.element.count, $0.offset) < (-$1.element.count, $1.offset) }.map(\.element)
        var singles = [[Int]](repeating: [], count: classCount)
        for group in groups where group.count == 1 { singles[labels[group[0]]].append(group[0]) }
        return larger
            + singles.enumerated().flatMap { label, images in
                var generator = SeededGenerator(seed: seed, path: UInt64(label))
                return images.shuffled(using: &generator).map { [$0] }
            }
    }

    /// Counts labels, in rising order of the label.
    private static func content(_ labels: [Int]) -> FoldDealer.Content {
        if labels.count == 1 { return [(labels[0], 1)] }
        return Dictionary(grouping: labels) { $0 }.map { ($0, $1.count) }.sorted { $0.0 < $1.0 }
    }
}

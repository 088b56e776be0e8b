/// Deals groups of images to folds, one after the other, each to the fold where it disturbs the balance
/// least.
///
/// The fold is the one where the group meets the smallest share of its own classes; of equal ones the fold
/// with the fewest images, of equal ones the first. Single images dealt class by class go round in a circle
/// that way.
///
/// A class must not end up in one fold altogether, because nobody could learn it while that fold is held out.
/// So the last group with images of a class avoids the fold that holds all the others, unless an image of the
/// class is never held out anyway.
struct FoldDealer {
    /// The number of images of each class in one group.
    typealias Content = [(label: Int, count: Int)]

    /// The number of images of each class, K entries.
    private let classSizes: [Int]
    /// The images dealt so far, one entry for each fold and class: `[F, K]`.
    private var counts: [[Int]]
    /// The images dealt so far to each fold.
    private var totals: [Int]
    /// The images of each class dealt so far.
    private var dealt: [Int]
    /// Whether a class has an image that is never held out.
    private var isAlwaysTrained: [Bool]

    /// Starts with empty folds.
    ///
    /// - Parameters:
    ///   - foldCount: F, at least 2.
    ///   - classSizes: The number of images of each class.
    init(foldCount: Int, classSizes: [Int]) {
        self.classSizes = classSizes
        counts = .init(repeating: .init(repeating: 0, count: classSizes.count), count: foldCount)
        totals = .init(repeating: 0, count: foldCount)
        dealt = .init(repeating: 0, count: classSizes.count)
        isAlwaysTrained = .init(repeating: false, count: classSizes.count)
    }

    /// Keeps a group out of every fold, so that its images are always trained on.
    mutating func keepOut(_ content: Content) {
        for (label, _) in content { isAlwaysTrained[label] = true }
    }

    /// Deals a group.
    ///
    /// - Returns: Its fold; nil if no fold can take it without leaving a class with nothing to learn from.
    ///   The group is then kept out.
    mutating func deal(_ content: Content) -> Int? {
        let allowed = totals.indices.filter { fold in
            content.allSatisfy { label, count in
                isAlwaysTrained[label] || dealt[label] + count < classSizes[label]
                    || counts[fold][label] < dealt[label]
            }
        }
        let best = allowed.min { left, right in
            let (leftShare, rightShare) = (share(content, in: left), share(content, in: right))
            if leftShare != rightShare { return leftShare < rightShare }
            return (totals[left], left) < (totals[right], right)
        }
        guard let best else {
            keepOut(content)
            return nil
        }
        for (label, count) in content {
            counts[best][label] += count
            totals[best] += count
            dealt[label] += count
        }
        return best
    }

    /// How much of a group's classes a fold holds: the sum over the group's images of the share of their
    /// class.
    private func share(_ content: Content, in fold: Int) -> Double {
        content.reduce(0) { $0 + Double($1.count * counts[fold][$1.label]) / Double(classSizes[$1.label]) }
    }
}

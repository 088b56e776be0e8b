internal import Datasets

/// What training images show of the classes, labels or numbers that are to be learned.
struct LearningTargets {
    /// The fewest training images that a number can be learned from.
    static let minimumImageCount = 2

    private let samples: [Sample]
    private let nameCount: Int

    /// Looks at training images.
    ///
    /// - Parameters:
    ///   - samples: The images, with indices below the number of names, and a number for each name or none at
    ///     all.
    ///   - nameCount: The number of classes, labels or numbers.
    init(_ samples: [Sample], nameCount: Int) {
        self.samples = samples
        self.nameCount = nameCount
    }

    /// The number of images with each class or label.
    var imageCounts: [Int] {
        var counts = [Int](repeating: 0, count: nameCount)
        for sample in samples { for index in Set(sample.labelIndices) { counts[index] += 1 } }
        return counts
    }

    /// The labels that all images have; none where there are no images.
    var labelsOnEveryImage: [Int] {
        let counts = imageCounts
        return counts.indices.filter { !samples.isEmpty && counts[$0] == samples.count }
    }

    /// The numbers that are the same for all images, where there are at least two.
    var constantValues: [(index: Int, value: Float)] {
        guard samples.count >= Self.minimumImageCount, let first = samples.first?.values else { return [] }
        return first.enumerated().filter { index, value in
            samples.allSatisfy { $0.values[index] == value }
        }.map { (index: $0.offset, value: $0.element) }
    }
}

/// The classes or labels of a data set by their numbers of images and by their names, and what may be wrong
/// about both.
public struct ClassOverview: Hashable, Sendable {
    /// The images of one class. An image with several labels counts for each of its classes.
    public struct ClassCounts: Hashable, Sendable {
        /// The name of the class.
        public let name: String
        /// The number of training images; of all images where the data set is not split.
        public let trainingCount: Int
        /// The number of validation images.
        public let validationCount: Int
        /// The number of test images.
        public let testCount: Int

        /// Makes the counts of a class.
        public init(name: String, trainingCount: Int, validationCount: Int = 0, testCount: Int = 0) {
            self.name = name
            self.trainingCount = trainingCount
            self.validationCount = validationCount
            self.testCount = testCount
        }

        /// The number of images in one part.
        public func count(in partition: Partition) -> Int {
            switch partition {
            case .training: trainingCount
            case .validation: validationCount
            case .test: testCount
            }
        }

        /// The parts that hold images of the class.
        public var partitions: [Partition] { Partition.allCases.filter { count(in: $0) > 0 } }
    }

    /// The classes with the most and the fewest training images, none of them empty.
    public struct Imbalance: Hashable, Sendable {
        /// The first of the largest classes.
        public let largest: ClassCounts
        /// The first of the smallest classes.
        public let smallest: ClassCounts
        /// How many times as many training images the largest has; over `maximumRatio`.
        public let ratio: Double
    }

    /// A class with fewer training images than this is tiny: what a model makes of it is chance, and so is the
    /// measurement.
    public static let tinyClassCount = 10

    /// The largest class may have this many times the training images of the smallest one. Beyond that, the share
    /// of right answers says little about the smallest.
    public static let maximumRatio = 10.0

    /// The parts that the data set names: the training part alone where it is not split.
    public let partitions: [Partition]

    /// The counts of all classes or labels, none for numbers, in the data set's order, which is natural order
    /// for those of folders: `2` before `10`.
    public let classes: [ClassCounts]

    /// The names of classes that stand in a held-out part and could not be used, because the training part lacks
    /// them.
    public let unknownNames: [String]

    /// Counts the images of a data set.
    ///
    /// Complexity: O(*n*).
    ///
    /// - Parameters:
    ///   - dataset: The data set, such as a survey gives.
    ///   - isCounted: Which images count; all of them unless said otherwise. A class of which nothing can be read
    ///     is as empty as one without files.
    public init(_ dataset: Dataset, where isCounted: (Sample) -> Bool = { _ in true }) {
        var counts: [Partition: [Int]] = [:]
        for partition in Partition.allCases {
            var numbers = [Int](repeating: 0, count: dataset.classNames.count)
            for sample in dataset.samples(in: partition) where isCounted(sample) {
                if sample.otherClassIndices.isEmpty {
                    if let index = sample.labelIndices.first { numbers[index] += 1 }
                } else {
                    for index in Set(sample.labelIndices) { numbers[index] += 1 }
                }
            }
            counts[partition] = numbers
        }
        let names = dataset.labelling == .values ? [] : dataset.classNames.names
        classes = names.enumerated().map { index, name in
            ClassCounts(
                name: name, trainingCount: counts[.training]?[index] ?? 0,
                validationCount: counts[.validation]?[index] ?? 0, testCount: counts[.test]?[index] ?? 0)
        }
        switch dataset.layout {
        case .unsplit: partitions = [.training]
        case .split(let named): partitions = Partition.allCases.filter(named.contains)
        }
        unknownNames = Self.unknownNames(in: dataset.faults)
    }

    /// Classes without a training image.
    public var emptyClasses: [ClassCounts] { classes.filter { $0.trainingCount == 0 } }

    /// Classes with some training images, and fewer than `tinyClassCount`.
    public var tinyClasses: [ClassCounts] {
        classes.filter { $0.trainingCount > 0 && $0.trainingCount < Self.tinyClassCount }
    }

    /// The largest and the smallest class, where they differ by more than `maximumRatio`.
    public var imbalance: Imbalance? {
        let filled = classes.filter { $0.trainingCount > 0 }
        // Of equals, both give the first.
        guard let largest = filled.max(by: { $0.trainingCount < $1.trainingCount }),
            let smallest = filled.min(by: { $0.trainingCount < $1.trainingCount })
        else { return nil }
        let ratio = Double(largest.trainingCount) / Double(smallest.trainingCount)
        return ratio > Self.maximumRatio ? Imbalance(largest: largest, smallest: smallest, ratio: ratio) : nil
    }

    /// Classes whose images are all in one of several parts; none where there is one part only.
    public var classesInOnePart: [ClassCounts] {
        partitions.count > 1 ? classes.filter { $0.partitions.count == 1 } : []
    }

    /// Groups of names, unknown ones among them, that are equal but for case, blanks, `_`, dashes or forms of
    /// letters: perhaps one class each.
    public var lookAlikeNames: [[String]] { LookAlikeNames.groups(of: classes.map(\.name) + unknownNames) }

    /// Names that begin or end with a blank, which nobody sees.
    public var namesWithOuterBlanks: [String] {
        (classes.map(\.name) + unknownNames).filter { name in
            [name.unicodeScalars.first, name.unicodeScalars.last].contains {
                $0?.properties.isWhitespace ?? false
            }
        }
    }

    /// Whether all names are numbers: their order is then that of the numbers, `2` before `10`, and not that of
    /// their digits as elsewhere.
    public var areAllNamesNumbers: Bool {
        !classes.isEmpty
            && classes.allSatisfy {
                $0.name.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            }
    }

    private static func unknownNames(in faults: [DatasetError]) -> [String] {
        var names: [String] = []
        for fault in faults {
            switch fault {
            case .unknownClass(let name, _), .unknownLabel(let name, _, _, _, _):
                if !names.contains(name) { names.append(name) }
            default: break
            }
        }
        return names
    }
}

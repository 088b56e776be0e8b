/// What a model was trained or judged on, in a few numbers: the record of the data's origin inside a model
/// file.
public struct DatasetSummary: Hashable, Sendable {
    /// The number of samples of one class, or with one label.
    public struct ClassCount: Hashable, Sendable, Codable {
        /// The name of the class or label.
        public let name: String
        /// The number of samples, copies included.
        public let sampleCount: Int

        /// Makes a count.
        public init(name: String, sampleCount: Int) {
            self.name = name
            self.sampleCount = sampleCount
        }

        private enum CodingKeys: String, CodingKey {
            case name
            case sampleCount = "sample_count"
        }
    }

    /// What the numbers of one name are.
    public struct ValueRange: Hashable, Sendable, Codable {
        /// The name of the number.
        public let name: String
        /// The smallest one.
        public let minimum: Float
        /// The mean of all samples, copies included.
        public let mean: Double
        /// The largest one.
        public let maximum: Float

        /// Makes a range.
        public init(name: String, minimum: Float, mean: Double, maximum: Float) {
            self.name = name
            self.minimum = minimum
            self.mean = mean
            self.maximum = maximum
        }
    }

    /// The classes or labels in order, those without samples included; empty for numbers.
    public let classes: [ClassCount]

    /// The numbers in the order of their names; empty where there is no sample, nil for classes and labels.
    public let values: [ValueRange]?

    /// The number of samples: with labels it may be less than the sum of all classes' counts, or more.
    public let sampleCount: Int

    /// The number of different contents among the samples.
    public let distinctContentCount: Int

    /// A digest of what images are labelled with and of contents: equal for two data sets exactly if they
    /// hold the same images with the same classes, labels or numbers, whatever the files are called and in
    /// whatever order files, labels and numbers are. A content that occurs twice is counted twice.
    ///
    /// It is SHA-256 over a first line, a line end, and a part for each sample. Numbers of bytes and elements
    /// are written as 8 little-endian bytes; a text is the number of its bytes in UTF-8, then those; texts
    /// are sorted by their bytes.
    ///
    /// - Classes: `imgcls dataset 1`; for each sample the (first) class as a text, then the 32 bytes of the
    ///   content digest. Parts are sorted by class, then by content.
    /// - Labels: `imgcls dataset labels 1`; for each sample the content digest, the number of labels, and
    ///   each label as a text. Parts are sorted by their bytes.
    /// - Numbers: `imgcls dataset values 1`, and behind the line end the number of names and each name as a
    ///   text; for each sample the content digest, then each number in the order of the sorted names as 4
    ///   little-endian bytes of IEEE 754, zero without a sign. Parts are sorted by their bytes.
    public let digest: ContentDigest

    /// Sums up samples. Complexity: O(*n* log *n*).
    ///
    /// - Parameters:
    ///   - labelling: What the samples are labelled with.
    ///   - classNames: The names that the samples' class indices refer to, or those of their numbers.
    ///   - samples: The samples.
    ///   - digests: The digest of each sample's bytes, in the same order.
    /// - Precondition: There are as many digests as samples, each class index has a name, and with numbers
    ///   each sample has one for each name.
    public init(
        labelling: Labelling = .classes, classNames: ClassNames, samples: [Sample], digests: [ContentDigest]
    ) {
        precondition(
            samples.count == digests.count, "\(digests.count) digests for \(samples.count) samples")
        sampleCount = samples.count
        distinctContentCount = Set(digests).count
        switch labelling {
        case .classes, .labels:
            let counts = Self.counts(of: samples, labelling: labelling, classCount: classNames.count)
            classes = zip(classNames.names, counts).map { ClassCount(name: $0, sampleCount: $1) }
            values = nil
        case .values:
            classes = []
            values = Self.ranges(of: samples, names: classNames.names)
        }
        let dataDigest = DatasetDigest(classNames: classNames.names, samples: samples, digests: digests)
        digest =
            switch labelling {
            case .classes: dataDigest.classes
            case .labels: dataDigest.labels
            case .values: dataDigest.values
            }
    }

    private static func counts(of samples: [Sample], labelling: Labelling, classCount: Int) -> [Int] {
        var counts = [Int](repeating: 0, count: classCount)
        for sample in samples {
            for index in labelling == .classes ? [sample.classIndex] : Array(Set(sample.labelIndices)) {
                precondition(index < classCount, "class index \(index) with \(classCount) class names")
                counts[index] += 1
            }
        }
        return counts
    }

    private static func ranges(of samples: [Sample], names: [String]) -> [ValueRange] {
        for sample in samples {
            precondition(
                sample.values.count == names.count, "\(sample.values.count) numbers for \(names.count) names")
        }
        return names.enumerated().compactMap { index, name in
            // Sorted, so that rounding does not depend on the order of the samples; zero without a sign.
            let values = samples.map { $0.values[index] + 0 }.sorted()
            guard let minimum = values.first, let maximum = values.last else { return nil }
            let sum = values.reduce(0) { $0 + Double($1) }
            return ValueRange(
                name: name, minimum: minimum, mean: sum / Double(values.count), maximum: maximum)
        }
    }
}

extension DatasetSummary: Codable {
    private enum CodingKeys: String, CodingKey {
        case classes, digest, values
        case distinctContentCount = "distinct_content_count"
        case sampleCount = "sample_count"
    }

    /// Reads a summary.
    ///
    /// - Throws: `DecodingError`, also where a number of samples is negative or the sum of the classes' is
    ///   too large.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        classes = try container.decode([ClassCount].self, forKey: .classes)
        values = try container.decodeIfPresent([ValueRange].self, forKey: .values)
        distinctContentCount = try container.decode(Int.self, forKey: .distinctContentCount)
        digest = try container.decode(ContentDigest.self, forKey: .digest)
        let stated = try container.decodeIfPresent(Int.self, forKey: .sampleCount)
        guard let sum = Self.sum(of: classes), stated ?? 0 >= 0 else {
            throw DecodingError.dataCorruptedError(
                forKey: .classes, in: container, debugDescription: "the numbers of samples make no sense")
        }
        sampleCount = stated ?? sum
    }

    /// Writes the summary; the number of samples only where it is not the sum of the classes' counts.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(classes, forKey: .classes)
        try container.encodeIfPresent(values, forKey: .values)
        if sampleCount != Self.sum(of: classes) { try container.encode(sampleCount, forKey: .sampleCount) }
        try container.encode(distinctContentCount, forKey: .distinctContentCount)
        try container.encode(digest, forKey: .digest)
    }

    /// The sum of all counts; nil where one is negative or the sum is too large.
    private static func sum(of classes: [ClassCount]) -> Int? {
        var sum = 0
        for count in classes.map(\.sampleCount) {
            let (next, overflows) = sum.addingReportingOverflow(count)
            guard count >= 0, !overflows else { return nil }
            sum = next
        }
        return sum
    }
}

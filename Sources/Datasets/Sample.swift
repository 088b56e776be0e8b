/// One labelled image file of a data set.
///
/// A sample says where the file is and what it is said to show; whether the bytes are an image is found out
/// when they are decoded. The folder is stored once for all samples and the rare details only where there are
/// any, so that a sample of a folder takes 48 bytes and its relative path.
public struct Sample: Hashable, Sendable {
    /// The folder that the relative path starts from.
    public let root: String

    /// The path below the data set's folder, with `/` between components, for example `train/cat/12.jpg`; a
    /// manifest may also name an absolute one.
    public let relativePath: String

    /// The position of the sample's (first) class or label in the data set's class names, from 0; 0 too where
    /// the image has no label, or numbers in place of labels.
    public var classIndex: Int { Int(firstIndex) }

    // 32 bits, so that the line costs no memory.
    private let firstIndex: Int32

    private let place: ManifestLine

    /// The line of the manifest that the sample's row begins in, from 1; 0 where it was not read from one. It
    /// makes no difference to whether two samples are equal.
    public var line: Int { place.number }

    /// What an image is labelled with, where that is not one class alone.
    private enum Target: Hashable {
        case classes(others: [Int])
        case noLabels
        case values([Float])
    }

    /// What only a manifest tells, behind a reference because most samples have none of it.
    private indirect enum Details: Hashable, Sendable {
        case details(Target, group: String?, recordedDigest: ContentDigest?)
    }

    private let details: Details?

    /// Makes a sample that shows a class.
    ///
    /// - Parameters:
    ///   - root: The folder that the relative path starts from.
    ///   - relativePath: The path below it, or an absolute one.
    ///   - classIndex: The position of the sample's (first) class.
    ///   - otherClassIndices: The positions of further classes, where an image has several labels.
    ///   - group: What it was taken of or by: images of one group stay on one side of a split.
    ///   - recordedDigest: The digest that a manifest states for the file.
    ///   - line: The line of the manifest that the row begins in, from 1; 0 for none.
    /// - Precondition: No class index is negative.
    public init(
        root: String, relativePath: String, classIndex: Int, otherClassIndices: [Int] = [],
        group: String? = nil, recordedDigest: ContentDigest? = nil, line: Int = 0
    ) {
        self.init(
            root: root, relativePath: relativePath, classIndex: classIndex,
            target: .classes(others: otherClassIndices), group: group, recordedDigest: recordedDigest,
            line: line)
    }

    /// Makes a sample with any number of labels.
    ///
    /// - Parameters:
    ///   - root: The folder that the relative path starts from.
    ///   - relativePath: The path below it, or an absolute one.
    ///   - labelIndices: The positions of the labels, perhaps none.
    ///   - group: What it was taken of or by: images of one group stay on one side of a split.
    ///   - recordedDigest: The digest that a manifest states for the file.
    ///   - line: The line of the manifest that the row begins in, from 1; 0 for none.
    /// - Precondition: No label's position is negative.
    public init(
        root: String, relativePath: String, labelIndices: [Int], group: String? = nil,
        recordedDigest: ContentDigest? = nil, line: Int = 0
    ) {
        self.init(
            root: root, relativePath: relativePath, classIndex: labelIndices.first ?? 0,
            target: labelIndices.isEmpty ? .noLabels : .classes(others: Array(labelIndices.dropFirst())),
            group: group, recordedDigest: recordedDigest, line: line)
    }

    /// Makes a sample with numbers.
    ///
    /// - Parameters:
    ///   - root: The folder that the relative path starts from.
    ///   - relativePath: The path below it, or an absolute one.
    ///   - values: The numbers, one for each of the data set's names.
    ///   - group: What it was taken of or by: images of one group stay on one side of a split.
    ///   - recordedDigest: The digest that a manifest states for the file.
    ///   - line: The line of the manifest that the row begins in, from 1; 0 for none.
    /// - Precondition: There is a number, and all are finite.
    public init(
        root: String, relativePath: String, values: [Float], group: String? = nil,
        recordedDigest: ContentDigest? = nil, line: Int = 0
    ) {
        precondition(!values.isEmpty, "\(relativePath) has no number")
        precondition(values.allSatisfy(\.isFinite), "the numbers \(values) are not finite")
        self.init(
            root: root, relativePath: relativePath, classIndex: 0, target: .values(values), group: group,
            recordedDigest: recordedDigest, line: line)
    }

    private init(
        root: String, relativePath: String, classIndex: Int, target: Target, group: String?,
        recordedDigest: ContentDigest?, line: Int
    ) {
        precondition(classIndex >= 0, "class index \(classIndex) is negative")
        precondition(classIndex <= Int32.max, "class index \(classIndex) is too large")
        if case .classes(let others) = target {
            for index in others { precondition(index >= 0, "class index \(index) is negative") }
        }
        self.root = root
        self.relativePath = relativePath
        firstIndex = Int32(classIndex)
        place = ManifestLine(line)
        let isPlain = target == .classes(others: []) && group == nil && recordedDigest == nil
        details = isPlain ? nil : .details(target, group: group, recordedDigest: recordedDigest)
    }

    /// The path that opens the file; absolute wherever the working directory has a path in UTF-8.
    public var path: String { FolderPath.join(root, relativePath) }

    private var target: Target {
        guard case .details(let target, _, _) = details else { return .classes(others: []) }
        return target
    }

    /// The positions of further classes, where the image has several labels.
    public var otherClassIndices: [Int] {
        guard case .classes(let others) = target else { return [] }
        return others
    }

    /// The positions of all labels in the data set's class names, in the order in which they were stated: one
    /// for a class, any number for labels, none for numbers.
    public var labelIndices: [Int] {
        guard case .classes(let others) = target else { return [] }
        return [classIndex] + others
    }

    /// The numbers, one for each of the data set's names; empty for classes and labels.
    public var values: [Float] {
        guard case .values(let values) = target else { return [] }
        return values
    }

    /// What the image was taken of or by, where that is known: images of one group stay on one side of a split.
    public var group: String? {
        guard case .details(_, let group, _) = details else { return nil }
        return group
    }

    /// The digest that a manifest states for the file; nil where none does.
    public var recordedDigest: ContentDigest? {
        guard case .details(_, _, let digest) = details else { return nil }
        return digest
    }
}

extension Sample {
    /// The same sample with the position of each class or label replaced.
    package func mappingClasses(_ transform: (Int) -> Int) -> Sample {
        switch target {
        case .classes(let others):
            Sample(
                root: root, relativePath: relativePath, classIndex: transform(classIndex),
                otherClassIndices: others.map(transform), group: group, recordedDigest: recordedDigest,
                line: line)
        case .noLabels, .values: self
        }
    }

    /// The same sample with its numbers in another order; one without numbers stays as it is.
    ///
    /// - Parameter positions: For each place where its number stood.
    func takingValues(at positions: [Int]) -> Sample {
        guard case .values(let values) = target else { return self }
        return Sample(
            root: root, relativePath: relativePath, values: positions.map { values[$0] }, group: group,
            recordedDigest: recordedDigest, line: line)
    }

    /// The same sample in another group.
    package func inGroup(_ group: String?) -> Sample {
        Sample(
            root: root, relativePath: relativePath, classIndex: classIndex, target: target, group: group,
            recordedDigest: recordedDigest, line: line)
    }

    /// What two samples of one content have to have in common.
    package struct Annotation: Hashable, Sendable {
        /// The positions of the labels in ascending order, each once.
        package let labelIndices: [Int]
        /// The numbers.
        package let values: [Float]
    }

    /// The sample's labels, whatever their order, or its numbers.
    package var annotation: Annotation {
        Annotation(labelIndices: Set(labelIndices).sorted(), values: values)
    }

    /// Where samples of classes and labels stand in a data set: by the first label, those without any last.
    /// Numbers make no difference.
    var rank: Int {
        if case .noLabels = target { .max } else { classIndex }
    }
}

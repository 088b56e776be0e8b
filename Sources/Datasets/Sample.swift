/// One labelled image file of a data set.
///
/// A sample says where the file is and which class it is said to show; whether the bytes are an image is found
/// out when they are decoded. The folder is stored once for all samples and the rare details only where there
/// are any, so that a sample of a folder takes 48 bytes and its relative path.
public struct Sample: Hashable, Sendable {
    /// The folder that the relative path starts from.
    public let root: String

    /// The path below the data set's folder, with `/` between components, for example `train/cat/12.jpg`; a
    /// manifest may also name an absolute one.
    public let relativePath: String

    /// The position of the sample's (first) class in the data set's class names, from 0.
    public let classIndex: Int

    /// What only a manifest tells, behind a reference because most samples have none of it.
    private indirect enum Details: Hashable, Sendable {
        case details(otherClassIndices: [Int], group: String?, recordedDigest: ContentDigest?)
    }

    private let details: Details?

    /// Makes a sample.
    ///
    /// - Parameters:
    ///   - root: The folder that the relative path starts from.
    ///   - relativePath: The path below it, or an absolute one.
    ///   - classIndex: The position of the sample's (first) class.
    ///   - otherClassIndices: The positions of further classes, where an image has several labels.
    ///   - group: What it was taken of or by: images of one group stay on one side of a split.
    ///   - recordedDigest: The digest that a manifest states for the file.
    /// - Precondition: No class index is negative.
    public init(
        root: String, relativePath: String, classIndex: Int, otherClassIndices: [Int] = [],
        group: String? = nil, recordedDigest: ContentDigest? = nil
    ) {
        for index in [classIndex] + otherClassIndices {
            precondition(index >= 0, "class index \(index) is negative")
        }
        self.root = root
        self.relativePath = relativePath
        self.classIndex = classIndex
        let isPlain = otherClassIndices.isEmpty && group == nil && recordedDigest == nil
        details =
            isPlain
            ? nil
            : .details(otherClassIndices: otherClassIndices, group: group, recordedDigest: recordedDigest)
    }

    /// The path that opens the file; absolute wherever the working directory has a path in UTF-8.
    public var path: String { FolderPath.join(root, relativePath) }

    /// The positions of further classes, where the image has several labels.
    public var otherClassIndices: [Int] {
        guard case .details(let indices, _, _) = details else { return [] }
        return indices
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

    /// The same sample with each class index replaced.
    package func mappingClasses(_ transform: (Int) -> Int) -> Sample {
        Sample(
            root: root, relativePath: relativePath, classIndex: transform(classIndex),
            otherClassIndices: otherClassIndices.map(transform), group: group, recordedDigest: recordedDigest)
    }

    /// The same sample in another group.
    package func inGroup(_ group: String?) -> Sample {
        Sample(
            root: root, relativePath: relativePath, classIndex: classIndex,
            otherClassIndices: otherClassIndices, group: group, recordedDigest: recordedDigest)
    }
}

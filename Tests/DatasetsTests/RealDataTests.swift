import Datasets
import FoundationEssentials
import Testing

@Suite struct RealDataTests {
    /// The folder of the package.
    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path
    static let sample = package + "/datasets/fashion-mnist-sample"
    static let shared = package + "/../shared/data"

    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    @Test func `the committed sample is a data set of ten even classes`() throws {
        let folder = try ImageFolder.scan(Self.sample)
        #expect(folder.layout == .split([.training, .test]))
        #expect(
            folder.classNames.names == [
                "ankle-boot", "bag", "coat", "dress", "pullover", "sandal", "shirt", "sneaker", "t-shirt",
                "trouser",
            ])
        #expect(folder.problems.isEmpty && folder.notes.isEmpty)
        for (partition, perClass) in [(Partition.training, 40), (.test, 20)] {
            let samples = folder.samples(in: partition)
            let digests = try samples.map { ContentDigest(of: try FileReader.bytes(atPath: $0.path)) }
            let summary = DatasetSummary(classNames: folder.classNames, samples: samples, digests: digests)
            #expect(summary.classes.map(\.sampleCount) == [Int](repeating: perClass, count: 10))
            #expect(summary.distinctContentCount == 10 * perClass)
        }
    }

    @Test func `the sample's content is what the recipe writes`() throws {
        // A change here means that the pictures changed: `datasets/fetch sample` writes these.
        let folder = try ImageFolder.scan(Self.sample)
        let digests = try folder.training.map { ContentDigest(of: try FileReader.bytes(atPath: $0.path)) }
        let summary = DatasetSummary(
            classNames: folder.classNames, samples: folder.training, digests: digests)
        #expect(
            summary.digest.description == "f01fbcd72e7045d84908838b011c0e32db296db18f025078899c2e6f21629514"
        )
    }

    struct Shared: Sendable {
        let name: String
        let partitions: Set<Partition>
        let classCount: Int
    }

    static let sharedFolders = [
        Shared(name: "hymenoptera", partitions: [.training, .validation], classCount: 2),
        Shared(name: "clothing10", partitions: [.training, .validation, .test], classCount: 10),
    ]

    @Test(.enabled(if: exists(shared), "no shared data beside the package"), arguments: sharedFolders)
    func `folders of photographs scan without a problem`(_ shared: Shared) throws {
        let folder = try ImageFolder.scan(Self.shared + "/" + shared.name)
        #expect(folder.layout == .split(shared.partitions))
        #expect(folder.classNames.count == shared.classCount)
        #expect(folder.problems.isEmpty && folder.notes.isEmpty)
        let samples = Partition.allCases.flatMap(folder.samples)
        let digests = try samples.map { ContentDigest(of: try FileReader.bytes(atPath: $0.path)) }
        let split = StratifiedSplit(samples: samples, digests: digests, validationFraction: 0.2, seed: 1)
        let share = Double(split.validationIndices.count) / Double(samples.count)
        #expect(abs(share - 0.2) < 0.05)
    }
}

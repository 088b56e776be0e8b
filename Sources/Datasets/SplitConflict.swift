/// Images that belong together, and of which an earlier split has put some where they cannot all be.
///
/// Recorded images stay where they are, because moving one would make old results incomparable; the new ones
/// train. The validation or test images among them may therefore resemble training images.
public struct SplitConflict: Hashable, Sendable {
    /// The positions of all samples that belong together, ascending.
    public let sampleIndices: [Int]

    /// The positions of those among them that the earlier split does not record, ascending.
    public let newSampleIndices: [Int]

    /// The parts in which the earlier split has the others, in the order of `Partition.allCases`: more than
    /// one, or the test part alone.
    public let recordedPartitions: [Partition]

    /// Makes a conflict.
    public init(sampleIndices: [Int], newSampleIndices: [Int], recordedPartitions: [Partition]) {
        self.sampleIndices = sampleIndices
        self.newSampleIndices = newSampleIndices
        self.recordedPartitions = recordedPartitions
    }
}

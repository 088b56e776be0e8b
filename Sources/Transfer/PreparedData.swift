internal import Datasets

/// Examined images, each in the part that it will be used for.
struct PreparedData: Sendable {
    let examination: Examination
    /// For each image its part.
    let partitions: [Partition]
    /// Images that belong together and that an earlier split put on different sides.
    let splitConflicts: [[Int]]

    /// The same with the validation images among those to train on.
    var joiningValidation: PreparedData {
        PreparedData(
            examination: examination, partitions: partitions.map { $0 == .validation ? .training : $0 },
            splitConflicts: splitConflicts)
    }

    func positions(in partition: Partition) -> [Int] {
        partitions.indices.filter { partitions[$0] == partition }
    }

    /// For each of some images a number, the same for those that resemble each other or are of one stated group: they
    /// share a fold.
    func groups(of positions: [Int]) -> [Int] {
        let components = examination.components
        // Negative numbers are those of single images; components count from 0.
        return positions.map { components[$0] ?? -1 - $0 }
    }
}

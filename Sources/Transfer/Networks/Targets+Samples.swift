internal import Datasets
internal import Networks
internal import Training

extension Targets.Values {
    /// What a network should say for some images.
    ///
    /// - Parameters:
    ///   - kind: The kind of problem.
    ///   - nameCount: The number of classes, labels or values.
    ///   - scaling: What values are divided by.
    /// - Precondition: The images are labelled as this kind of problem wants it; see `TaskError`.
    init(_ samples: [Sample], of kind: ProblemKind, nameCount: Int, _ scaling: ValueScaling?) {
        switch kind {
        case .binary, .multiclass: self = .classes(samples.map(\.classIndex))
        case .multilabel:
            self = .labels(Self.bits(samples, labelCount: nameCount), labelCount: nameCount)
        case .regression:
            self = .numbers(
                samples.flatMap { scaling?.standardized($0.values) ?? $0.values }, columnCount: nameCount)
        }
    }

    /// Which labels each image has, `[N, K]`.
    private static func bits(_ samples: [Sample], labelCount: Int) -> [Bool] {
        samples.flatMap { sample in
            var row = [Bool](repeating: false, count: labelCount)
            for index in sample.labelIndices { row[index] = true }
            return row
        }
    }
}

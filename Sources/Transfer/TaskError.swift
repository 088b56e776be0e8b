public import Datasets
public import Networks

/// Why images cannot be used for a kind of problem.
public enum TaskError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The images are labelled in another way than the kind of problem wants it.
    case wrongLabelling(Labelling, expected: Labelling)
    /// A binary problem has other than two classes.
    case notTwoClasses(count: Int)
    /// A value lies outside of `0 ... 1`, where the answers of a bounded regression are.
    case outOfBounds(name: String, value: Float, path: String)

    /// One sentence.
    public var description: String {
        switch self {
        case .wrongLabelling(let labelling, let expected):
            "the images have \(Self.words(labelling)), and the task needs \(Self.words(expected))"
        case .notTwoClasses(let count): "a binary task needs two classes, not \(count)"
        case .outOfBounds(let name, let value, let path):
            "\(path): its \(name) is \(value), and a bounded regression gives 0 to 1"
        }
    }

    private static func words(_ labelling: Labelling) -> String {
        switch labelling {
        case .classes: "one class each"
        case .labels: "labels"
        case .values: "values"
        }
    }

    /// - Throws: `TaskError` where a data set does not go with a kind of problem.
    public static func check(_ data: Dataset, for kind: ProblemKind, isBounded: Bool) throws(TaskError) {
        let expected = Labelling(kind)
        guard data.labelling == expected else { throw .wrongLabelling(data.labelling, expected: expected) }
        if kind == .binary, data.classNames.count != 2 {
            throw .notTwoClasses(count: data.classNames.count)
        }
        guard kind == .regression, isBounded else { return }
        for sample in data.training + data.validation + data.test {
            for (name, value) in zip(data.classNames.names, sample.values) where !(0...1).contains(value) {
                throw .outOfBounds(name: name, value: value, path: sample.relativePath)
            }
        }
    }
}

extension Labelling {
    /// How images are labelled for a kind of problem.
    public init(_ kind: ProblemKind) {
        switch kind {
        case .binary, .multiclass: self = .classes
        case .multilabel: self = .labels
        case .regression: self = .values
        }
    }
}

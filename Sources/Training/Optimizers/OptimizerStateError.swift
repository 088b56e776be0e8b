/// A reason why a checkpoint's optimizer state cannot be taken up.
public enum OptimizerStateError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The optimizer needs a tensor that is not there.
    case missingTensor(String)
    /// A tensor is there that the optimizer does not use.
    case unknownTensor(String, expected: [String])
    /// A tensor does not have one number for each element of its parameter.
    case wrongLength(String, count: Int, expected: Int)

    /// One sentence with the numbers.
    public var description: String {
        switch self {
        case .missingTensor(let name):
            "the optimizer's state has no \"\(name)\""
        case .unknownTensor(let name, let expected):
            "the optimizer's state has \"\(name)\", but this optimizer keeps "
                + (expected.isEmpty ? "nothing" : expected.joined(separator: " and "))
        case .wrongLength(let name, let count, let expected):
            "\"\(name)\" of the optimizer's state has \(count) numbers for a parameter of \(expected)"
        }
    }
}

public import Datasets

/// A file that could be read when the data set was examined, and no longer can.
public struct UnreadableExampleError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file and what is wrong with it.
    public let failure: SampleFailure

    /// The path with the reason.
    public var description: String { "\(failure), although it was readable before training" }
}

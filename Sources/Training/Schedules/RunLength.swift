/// How long a run is.
public struct RunLength: Hashable, Sendable {
    /// The number of steps in the whole run, at least 1.
    public let stepCount: Int

    /// The number of steps in an epoch, at least 1.
    public let stepsPerEpoch: Int

    /// Makes a length.
    ///
    /// - Precondition: Both are at least 1.
    public init(stepCount: Int, stepsPerEpoch: Int) {
        precondition(
            stepCount >= 1 && stepsPerEpoch >= 1, "a run of \(stepCount) steps, \(stepsPerEpoch) an epoch")
        self.stepCount = stepCount
        self.stepsPerEpoch = stepsPerEpoch
    }
}

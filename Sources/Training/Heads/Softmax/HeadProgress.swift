/// What a trainer reports while it works, in order and from one task at a time.
public enum HeadProgress: Hashable, Sendable {
    /// One more strength has been tried: the `number`-th of at most `total`.
    case candidate(HeadFit.Candidate, number: Int, total: Int)
    /// The final fit has taken one more step.
    case iteration(HeadFit.Iteration)
}

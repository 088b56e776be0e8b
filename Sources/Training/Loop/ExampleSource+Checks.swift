internal import Networks

extension ExampleSource {
    /// Checks that a network has outputs for the targets.
    ///
    /// - Throws: `TrainingLoopError.wrongOutputCount`.
    /// - Precondition: There is a target for each example, of the form that the kind of problem has.
    func check(outputCount: Int, _ kind: ProblemKind) throws(TrainingLoopError) {
        precondition(targets.rowCount == count, "\(targets.rowCount) targets for \(count) examples")
        let isEnough: Bool
        let expected: Int
        switch (kind, targets) {
        case (.multiclass, .classes(let classes)):
            expected = (classes.max() ?? 0) + 1
            isEnough = outputCount >= expected
        case (.binary, .classes):
            expected = 1
            isEnough = outputCount == expected
        case (.multilabel, .labels(_, let labelCount)):
            expected = labelCount
            isEnough = outputCount == expected
        case (.regression, .numbers(_, let columnCount)):
            expected = columnCount
            isEnough = outputCount == expected
        default:
            preconditionFailure("the targets have not the form of a \(kind.rawValue) problem")
        }
        guard isEnough else { throw .wrongOutputCount(outputCount, expected: expected, kind) }
    }
}

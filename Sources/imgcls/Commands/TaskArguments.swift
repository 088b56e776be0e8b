internal import ArgumentParser
internal import Networks

/// The kind of problem: what `train` and `finetune` share.
struct TaskArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            What an image is given: one of several classes (multiclass), one of two (binary), any number of labels \
            (multilabel; a manifest with a column labels, which may be empty), or numbers (regression; a manifest with \
            a column value, or a column value:NAME for each). Kept in the model, and obeyed by classify and evaluate.
            """, valueName: "kind"), completion: Completions.tasks, transform: { try kind($0) })
    var task = ProblemKind.multiclass

    @Flag(help: "With --task regression: all values are from 0 to 1, and so are answers (by a sigmoid).")
    var bounded = false

    static func kind(_ text: String) throws -> ProblemKind {
        guard let kind = ProblemKind(rawValue: text) else {
            let kinds = ProblemKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("there is no task \"\(text)\"; known are \(kinds)")
        }
        return kind
    }

    func validate() throws {
        if bounded, task != .regression {
            throw ValidationError("--bounded is for --task regression, not for \(task.rawValue)")
        }
    }
}

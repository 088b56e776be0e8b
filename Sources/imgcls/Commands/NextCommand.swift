internal import Datasets
internal import Transfer

/// The command that helps most after a training, for a person to copy.
struct NextCommand: CustomStringConvertible {
    private let model: String
    private let data: String
    private let warningCount: Int
    private let flatters: Bool

    /// From so many kinds of trouble on, mending the data helps more than anything else.
    private static let manyWarnings = 3

    /// - Parameters:
    ///   - model: The path of the model.
    ///   - data: The arguments that name what it was trained on.
    ///   - check: What was seen before training.
    ///   - flatters: Whether the only score is of images that chose the weights.
    init(model: String, data: String, check: CheckReport, flatters: Bool) {
        self.model = model
        self.data = data
        warningCount = check.findings.count { $0.severity >= .warning }
        self.flatters = flatters
    }

    var description: String {
        let option = model == ModelChoice.defaultFileName ? "" : " --model \(ShellWord.quoted(model))"
        if warningCount >= Self.manyWarnings {
            return "imgcls check \(data) --fix-list fixes.csv"
        }
        // A shell takes the end for a comment.
        if flatters { return "imgcls evaluate new-photos\(option)  # photos that training has not seen" }
        return "imgcls classify photo.jpg\(option)"
    }
}

internal import ArgumentParser
internal import Models

/// `imgcls verify MODEL`.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check that a model computes what it did when it was made.",
        discussion: """
            Replays the golden inputs in the file and compares the outputs. Exit code 65 where they differ.

              imgcls verify model.safetensors
            """)

    @Argument(help: "The model file.", completion: .file(extensions: ["safetensors"]))
    var model: String

    func run() async throws {
        let verification = try await ModelChoice.naming(model) {
            try ModelChoice.model(at: model).verified()
        }
        guard verification.exampleCount > 0 else {
            throw CommandError(.badData, "\(model): has no golden examples to replay")
        }
        let deviation = "largest relative deviation \(verification.largestDeviation)"
        guard verification.isPassed else {
            throw CommandError(
                .badData,
                "\(model): computes other outputs than when it was made (\(deviation), allowed "
                    + "\(Model.goldenTolerance))")
        }
        try StandardOutput().line("\(model): \(verification.exampleCount) examples agree (\(deviation))")
    }
}

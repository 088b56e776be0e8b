internal import ArgumentParser
internal import ImageClassifier

/// The root of all commands.
struct Imgcls: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "imgcls",
        abstract: "Teaches a computer to tell your photos apart.",
        discussion: """
            Put the photos of each class into a folder of its own, and train:

              imgcls finetune photos
              imgcls classify photo.jpg

            Exit codes: 0 done, 1 a quality gate failed, 64 wrong usage, 65 bad data, 66 input not found, \
            70 internal error, 73 cannot write the output, 130 or 143 interrupted.
            """,
        version: ImageClassifier.version,
        subcommands: [
            Finetune.self, Train.self, Update.self, Preview.self, Check.self, Classify.self, Evaluate.self,
            Compare.self,
            Report.self, Card.self, Import.self,
            Inspect.self,
            Verify.self, Manual.self,
        ])
}

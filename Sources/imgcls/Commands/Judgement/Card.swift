internal import ArgumentParser
internal import Models

/// `imgcls card MODEL`.
struct Card: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a model card in Markdown.",
        discussion: """
            The card is written from what the model file itself records: what it answers, the data it was trained and \
            judged on, scores with intervals, how it was trained, what it is and is not for, and the licence of its weights.

              imgcls card birds.safetensors --output birds.md
              imgcls card birds.safetensors --purpose "Tells the birds of our feeder apart." --owner "Ada, ada@example.org"
            """)

    @Argument(help: "The model file.", completion: .file(extensions: ["safetensors"]))
    var model: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Where to write the card; standard output, unless said otherwise.", valueName: "file"),
        completion: .file(extensions: ["md"]))
    var output: String?

    @Option(help: ArgumentHelp("What the model is for, in a sentence.", valueName: "text"))
    var purpose: String?

    @Option(help: ArgumentHelp("Who answers for the model.", valueName: "text"))
    var owner: String?

    @OptionGroup var configurationOptions: ConfigurationOptions

    func run() async throws {
        if let output, output != "-" { try OutputFile.check(output) }
        let name = model.split(separator: "/").last.map { String($0) } ?? model
        let card = ModelCard(try ModelChoice.model(at: model), name: name, purpose: purpose, owner: owner)
        try TextFile.write(card.markdown, to: output ?? "-")
    }
}

internal import ArgumentParser
internal import Transfer

/// What unreadable images do to a run.
struct BadImageArguments: ParsableArguments {
    enum Choice: String, ExpressibleByArgument, CaseIterable {
        case skip
        case fail
    }

    @Option(
        help: ArgumentHelp(
            "What an unreadable image does: skip leaves it out and says so, fail stops before training.",
            valueName: "skip|fail"))
    var onBad = Choice.skip

    @Option(
        help: ArgumentHelp(
            "The share of unreadable images that stops the run either way, from 0 to 1.", valueName: "share"))
    var maxBad = BadImagePolicy.defaultLimit

    func validate() throws {
        guard (0...1).contains(maxBad) else {
            throw ValidationError("--max-bad must be 0 to 1, not \(maxBad)")
        }
    }

    var policy: BadImagePolicy { onBad == .fail ? .fail : .skip(limit: maxBad) }
}

internal import ArgumentParser
internal import Glibc

/// The command line program: parses, runs one command, and ends with the right exit code.
@main struct Program {
    static func main() async {
        ProcessMemory.prepare()
        // A file larger than the system allows is then an error like a full disk, and no silent end.
        signal(SIGXFSZ, SIG_IGN)
        let interruption = Interruption()
        do {
            try await interruption.cancelling { try await run() }
        } catch let failure as ParsingFailure {
            Imgcls.exit(withError: failure.error)
        } catch {
            end(with: error, interruption)
        }
    }

    /// The command line could not be parsed, or asked for help.
    private struct ParsingFailure: Error {
        let error: any Error
    }

    private static func run() async throws {
        let configured = try ConfiguredArguments.gathering(
            Array(CommandLine.arguments.dropFirst()), of: Imgcls.self)
        let command = try parse(configured)
        if let text = configured.printedConfiguration { return try StandardOutput().write(text) }
        do {
            try await run(command)
        } catch let error as CommandError where error.status == .wrongUsage {
            throw configured.refusal(error.description) ?? error
        }
    }

    @inline(never)  // Swift 6.3.1 crashes when it optimises typed throws into an asynchronous caller.
    private static func parse(_ configured: ConfiguredArguments) throws -> any ParsableCommand {
        do {
            return try Imgcls.parseAsRoot(configured.arguments)
        } catch {
            let refusal = configured.refusal(Imgcls.message(for: error), parsing: parsingMessage)
            throw refusal ?? ParsingFailure(error: error)
        }
    }

    /// What the parser says about arguments; nil where it takes them.
    private static func parsingMessage(_ arguments: [String]) -> String? {
        do {
            _ = try Imgcls.parseAsRoot(arguments)
            return nil
        } catch {
            return Imgcls.message(for: error)
        }
    }

    private static func run(_ command: any ParsableCommand) async throws {
        if var command = command as? any AsyncParsableCommand {
            try await command.run()
        } else {
            var command = command
            try command.run()
        }
    }

    private static func end(with error: any Error, _ interruption: Interruption) -> Never {
        StandardError.endLive(stays: false)
        if error is CancellationError, let code = interruption.exitCode {
            StandardError.line("imgcls: interrupted; no file was changed")
            exit(code)
        }
        if error is ResumableInterruption, let code = interruption.exitCode {
            StandardError.line("imgcls: interrupted; go on with the same command and --resume")
            exit(code)
        }
        // `help` and `--help` are commands that throw what they say.
        if Imgcls.exitCode(for: error) == .success { Imgcls.exit(withError: error) }
        StandardError.line("imgcls: \(error)")
        exit(ExitStatus(for: error).rawValue)
    }
}

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
        let command: any ParsableCommand
        do {
            command = try Imgcls.parseAsRoot()
        } catch {
            throw ParsingFailure(error: error)
        }
        if var command = command as? any AsyncParsableCommand {
            try await command.run()
        } else {
            var command = command
            try command.run()
        }
    }

    private static func end(with error: any Error, _ interruption: Interruption) -> Never {
        if error is CancellationError, let code = interruption.exitCode {
            StandardError.line("imgcls: interrupted; no file was changed")
            exit(code)
        }
        // `help` and `--help` are commands that throw what they say.
        if Imgcls.exitCode(for: error) == .success { Imgcls.exit(withError: error) }
        StandardError.line("imgcls: \(error)")
        exit(ExitStatus(for: error).rawValue)
    }
}

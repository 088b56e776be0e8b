import Glibc
import ModelSupport
import Testing

@Suite struct InterruptionTests {
    static let signals = [(SIGINT, 130), (SIGTERM, 143)].map { Case(signal: $0.0, code: Int32($0.1)) }

    /// A signal and the exit code that belongs to it.
    struct Case: Sendable {
        let signal: Int32
        let code: Int32
    }

    @Test(arguments: signals) func `a signal in the middle of a run leaves nothing behind`(
        _ interruption: Case
    ) throws {
        let workplace = try Workplace(photos: 8)
        try workplace.write(Array("the old file".utf8), to: "model.safetensors")
        let before = try workplace.folder.fingerprint(of: "work")
        let input = try Descriptors.reading("/dev/null")
        let output = try Descriptors.writing(workplace.folder.path("streams/output"))
        defer { for descriptor in [input, output] { close(descriptor) } }
        // Many views, so that the features take long.
        let program = try workplace.start(
            "finetune", "photos", "--backbone", "tiny.safetensors", "--views", "64", input: input,
            output: output)
        var waits = 0
        while try !workplace.errorText.contains("Computing features: 24/24 images") {
            waits += 1
            try #require(waits < 60_000, "no progress in a minute")
            usleep(1000)
        }
        program.send(interruption.signal)
        #expect(program.wait() == .exit(interruption.code))
        #expect(
            try workplace.errorText.split(separator: "\n").last == "imgcls: interrupted; no file was changed")
        #expect(try workplace.folder.bytes("streams/output") == [])
        #expect(try workplace.folder.fingerprint(of: "work") == before)

        let second = try workplace.run("finetune", "photos", "--backbone", "tiny.safetensors", "--quiet")
        #expect(second.error == "")
        #expect(second.ending == .exit(0))
        #expect(try workplace.run("verify", "model.safetensors").ending == .exit(0))
    }

    @Test(arguments: signals) func `a signal ends the wait for paths`(_ interruption: Case) throws {
        let workplace = try Workplace(photos: 1)
        let paths = try Descriptors.pipe(at: workplace.folder.path("paths"))
        let answers = try Descriptors.pipe(at: workplace.folder.path("answers"))
        defer { for descriptor in [paths.reading, paths.writing, answers.reading] { close(descriptor) } }
        let program = try workplace.start(
            "classify", "-", "--model", "tiny.safetensors", "--format", "json", input: paths.reading,
            output: answers.writing)
        close(answers.writing)
        // Once it has answered, it waits for the next path.
        try Descriptors.write(Array("photos/bag/0.png\n".utf8), to: paths.writing)
        #expect(try Descriptors.line(from: answers.reading).hasPrefix(#"{"path":"photos/bag/0.png""#))
        program.send(interruption.signal)
        #expect(program.wait() == .exit(interruption.code))
    }
}

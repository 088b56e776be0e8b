import FoundationEssentials
import Glibc
import ModelSupport

/// A folder in which the built program runs, with a feature cache of its own.
final class Workplace {
    /// What a program said, and how it ended.
    struct Result {
        let ending: Spawned.Ending
        let output: String
        let error: String

        /// The lines of standard output.
        var lines: [String] { output.split(separator: "\n").map(String.init) }

        /// The lines of standard error.
        var errorLines: [String] { error.split(separator: "\n").map(String.init) }
    }

    let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
        try folder.makeFolder("work")
        try folder.makeFolder("streams")
    }

    /// A workplace with a small backbone, and photos of classes that it does not know.
    convenience init(photos count: Int, classes: [String] = ["bag", "sandal", "trouser"]) throws {
        try self.init()
        try TinyBackbone.save(toFile: path("tiny.safetensors"))
        try folder.addPhotos(to: "work/photos", classes: classes, count: count)
    }

    /// The path of something in the working folder.
    func path(_ relativePath: String) -> String { folder.path("work/\(relativePath)") }

    /// The names in the working folder, hidden ones included.
    var names: [String] { get throws { try folder.names(in: "work") } }

    func write(_ bytes: some Sequence<UInt8>, to relativePath: String) throws {
        try folder.write(bytes, to: "work/\(relativePath)")
    }

    func bytes(_ relativePath: String) throws -> [UInt8] { try folder.bytes("work/\(relativePath)") }

    // MARK: Running

    /// The built program, beside the tests that run.
    static var program: String {
        get throws {
            var buffer = [CChar](repeating: 0, count: 4096)
            let count = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
            guard count > 0 else { throw Spawned.Failure(step: "readlink", number: errno) }
            let runner = String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
            return runner.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/imgcls"
        }
    }

    /// The environment that programs get, unless told otherwise.
    var environment: [String] {
        [
            "COLUMNS=80", "HOME=\(folder.path)", "IMGCLS_CACHE=\(folder.path("cache"))",
            "IMGCLS_PRETRAINED=\(Committed.pretrained)", "PATH=/usr/bin:/bin", "TERM=dumb",
        ]
    }

    /// Runs the program to its end.
    func run(_ arguments: String..., input: [UInt8] = []) throws -> Result {
        try run(arguments.map { Array($0.utf8) }, input: input)
    }

    /// Runs the program to its end, with arguments that may be no UTF-8.
    func run(_ arguments: [[UInt8]], input: [UInt8] = []) throws -> Result {
        try finish(command: [Array(try Self.program.utf8)] + arguments, input: input)
    }

    /// Runs the program to its end behind shell commands, as `"$0" "$@"`.
    func run(inShell script: String, _ arguments: [String]) throws -> Result {
        let command = ["/bin/bash", "-c", script, try Self.program] + arguments
        return try finish(command: command.map { Array($0.utf8) }, input: [])
    }

    /// Starts the program with given descriptors for standard input and output; standard error goes to a file.
    func start(_ arguments: String..., input: Int32, output: Int32) throws -> Spawned {
        try start(arguments, input: input, output: output)
    }

    func start(_ arguments: [String], input: Int32, output: Int32) throws -> Spawned {
        let error = try Descriptors.writing(folder.path("streams/error"))
        defer { close(error) }
        let command = [try Self.program] + arguments
        return try Spawned(
            command.map { Array($0.utf8) }, environment: environment, folder: folder.path("work"),
            streams: (input, output, error))
    }

    /// What a started program has said on standard error so far.
    var errorText: String {
        get throws { String(decoding: try folder.bytes("streams/error"), as: UTF8.self) }
    }

    private func finish(command: [[UInt8]], input: [UInt8]) throws -> Result {
        try folder.write(input, to: "streams/input")
        let streams = (
            input: try Descriptors.reading(folder.path("streams/input")),
            output: try Descriptors.writing(folder.path("streams/output")),
            error: try Descriptors.writing(folder.path("streams/error"))
        )
        defer { for stream in [streams.input, streams.output, streams.error] { close(stream) } }
        let spawned = try Spawned(
            command, environment: environment, folder: folder.path("work"), streams: streams)
        let ending = spawned.wait()
        return Result(
            ending: ending, output: String(decoding: try folder.bytes("streams/output"), as: UTF8.self),
            error: try errorText)
    }
}

import Glibc
import ModelSupport
import Testing

extension Workplace {
    /// Starts a run and sends it a signal once it has written a file, such as a checkpoint.
    func interrupt(
        _ arguments: [String], by signal: Int32, onceWritten file: String = "model.safetensors.checkpoint"
    ) throws -> Spawned.Ending {
        let input = try Descriptors.reading("/dev/null")
        let output = try Descriptors.writing(folder.path("streams/output"))
        defer { for descriptor in [input, output] { close(descriptor) } }
        let before = Self.modification(of: path(file))
        let program = try start(arguments, input: input, output: output)
        var waits = 0
        // A file of an earlier run is moved aside first.
        while [before, nil].contains(Self.modification(of: path(file))) {
            waits += 1
            try #require(waits < 60_000, "\(file) was not written in a minute")
            usleep(1000)
        }
        program.send(signal)
        return program.wait()
    }

    /// When a file was last written, in nanoseconds; nil where there is none.
    private static func modification(of path: String) -> Int? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        return status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
    }
}

internal import Dispatch
internal import Glibc
internal import Synchronization

/// Turns SIGINT and SIGTERM into the cancellation of a task, so that nothing is left half-written.
final class Interruption: Sendable {
    private let received = Atomic<Int32>(0)
    private let queue = DispatchQueue(label: "signals")

    /// Runs a task that the signals cancel; a second signal ends the program at once.
    ///
    /// - Throws: What the task throws.
    func cancelling(_ body: @escaping @Sendable () async throws -> Void) async throws {
        let task = Task { try await body() }
        let sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { [self] in
                if received.exchange(number, ordering: .relaxed) != 0 { _exit(128 + number) }
                task.cancel()
            }
            source.resume()
            return source
        }
        defer { for source in sources { source.cancel() } }
        try await task.value
    }

    /// The exit code that belongs to the signal, 130 or 143; nil where none came.
    var exitCode: Int32? {
        let number = received.load(ordering: .relaxed)
        return number == 0 ? nil : 128 + number
    }
}

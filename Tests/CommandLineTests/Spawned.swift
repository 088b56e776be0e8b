import Glibc

/// A running program with its three standard streams, owned by the test that started it.
///
/// Streams go through files or pipes that no other child inherits, so that tests may run at the same time.
final class Spawned {
    /// Why a program could not be started or waited for.
    struct Failure: Error {
        let step: String
        let number: Int32
    }

    /// How a program ended.
    enum Ending: Hashable {
        case exit(Int32)
        case signal(Int32)
        /// It ran past its time and was killed.
        case timeout
    }

    private let process: pid_t
    private var ending: Ending?

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - arguments: The program's path and its arguments, as bytes.
    ///   - environment: The whole environment, `NAME=value`.
    ///   - folder: The working folder; `env` goes there and becomes the program.
    ///   - streams: The descriptors that become standard input, output and error.
    init(
        _ arguments: [[UInt8]], environment: [String], folder: String,
        streams: (input: Int32, output: Int32, error: Int32)
    ) throws {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        for (number, descriptor) in [streams.input, streams.output, streams.error].enumerated() {
            unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
        }

        // A test runner may ignore signals or block them; the program starts as from a shell.
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        unsafe sigfillset(&signals)
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        unsafe posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

        let program = "/usr/bin/env"
        let arguments = ["env", "-C", folder].map { Array($0.utf8) } + arguments
        var identifier = pid_t()
        let status = unsafe Self.withCStrings(arguments) { argumentPointers in
            unsafe Self.withCStrings(environment.map { Array($0.utf8) }) { environmentPointers in
                unsafe posix_spawn(
                    &identifier, program, &actions, &attributes, argumentPointers, environmentPointers)
            }
        }
        guard status == 0 else { throw Failure(step: "posix_spawn \(program)", number: status) }
        process = identifier
    }

    deinit {
        guard ending == nil else { return }
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
    }

    /// Sends a signal.
    func send(_ signal: Int32) {
        kill(process, signal)
    }

    /// Waits for the end; a program that takes too long is killed.
    func wait(seconds: Int = 60) -> Ending {
        if let ending { return ending }
        let deadline = ContinuousClock.now + .seconds(seconds)
        var status: Int32 = 0
        while unsafe waitpid(process, &status, WNOHANG) == 0 {
            guard ContinuousClock.now < deadline else {
                kill(process, SIGKILL)
                unsafe waitpid(process, &status, 0)
                ending = .timeout
                return .timeout
            }
            usleep(2000)
        }
        let signal = status & 0x7F
        let ending: Ending = signal == 0 ? .exit(status >> 8 & 0xFF) : .signal(signal)
        self.ending = ending
        return ending
    }

    /// Hands out a null-terminated array of C strings.
    private static func withCStrings<Result>(
        _ strings: [[UInt8]], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let pointers = unsafe strings.map { string in
            unsafe strdup(string.map(CChar.init(bitPattern:)) + [0])
        }
        defer { unsafe pointers.forEach { unsafe free($0) } }
        return unsafe body(pointers + [nil])
    }
}

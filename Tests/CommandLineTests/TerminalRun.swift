import Glibc

/// A program that runs in a terminal of its own.
final class TerminalRun {
    private(set) var screen: Screen
    private let program: Spawned
    private let controller: Int32

    // `TIOCSPTLCK` and `TIOCGPTN`, macros that Swift does not import. Source: ioctl_tty(2).
    private static let setLock: UInt = 0x4004_5431
    private static let getNumber: UInt = 0x8004_5430

    /// Starts the built program, with standard error on a terminal.
    ///
    /// - Parameters:
    ///   - columns: The width of the window.
    ///   - output: Where standard output goes; nil for the terminal.
    ///   - error: Where standard error goes; nil for the terminal.
    ///   - environment: Variables in place of, or besides, the workplace's.
    init(
        _ workplace: Workplace, _ arguments: [String], columns: Int = 80, output: Int32? = nil,
        error: Int32? = nil, environment: [String: String] = [:]
    ) throws {
        let flags = O_RDWR | O_NOCTTY | O_CLOEXEC
        controller = unsafe open("/dev/ptmx", flags)
        var (lock, number): (Int32, Int32) = (0, 0)
        guard controller >= 0, unsafe ioctl(controller, Self.setLock, &lock) == 0,
            unsafe ioctl(controller, Self.getNumber, &number) == 0
        else { throw Spawned.Failure(step: "open /dev/ptmx", number: errno) }
        let terminal = unsafe open("/dev/pts/\(number)", flags)
        guard terminal >= 0 else { throw Spawned.Failure(step: "open the terminal", number: errno) }
        defer { close(terminal) }
        screen = Screen(columns: columns)
        Self.setSize(of: controller, screen)
        let variables = workplace.environment.filter { entry in
            let name = String(entry.prefix { $0 != "=" })
            return name != "COLUMNS" && environment[name] == nil
        }
        let command = [try Workplace.program] + arguments
        program = try Spawned(
            command.map { Array($0.utf8) }, environment: variables + environment.map { "\($0)=\($1)" },
            folder: workplace.path(""), streams: (terminal, output ?? terminal, error ?? terminal))
    }

    deinit { close(controller) }

    /// Changes the width of the window.
    func resize(columns: Int) {
        screen.resize(columns: columns)
        Self.setSize(of: controller, screen)
    }

    func send(_ signal: Int32) { program.send(signal) }

    /// Reads until the screen shows something, or the program has closed the terminal.
    ///
    /// - Returns: Whether it does.
    func read(seconds: Int = 60, until isReached: (Screen) -> Bool) -> Bool {
        let deadline = ContinuousClock.now + .seconds(seconds)
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !isReached(screen), ContinuousClock.now < deadline {
            var poller = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
            guard unsafe poll(&poller, 1, 100) > 0 else { continue }
            let count = unsafe Glibc.read(controller, &buffer, buffer.count)
            guard count > 0 else { break }
            screen.write(Array(buffer[..<count]))
        }
        return isReached(screen)
    }

    /// Reads to the end.
    func finish() -> Spawned.Ending {
        _ = read { _ in false }
        return program.wait()
    }

    private static func setSize(of descriptor: Int32, _ screen: Screen) {
        var size = winsize()
        size.ws_col = UInt16(screen.columns)
        size.ws_row = UInt16(screen.rowCount)
        _ = unsafe ioctl(descriptor, UInt(TIOCSWINSZ), &size)
    }
}

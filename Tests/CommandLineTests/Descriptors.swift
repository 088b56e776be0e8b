import Glibc

/// Files and pipes by their numbers, closed in every other child.
enum Descriptors {
    /// Opens a file for reading.
    static func reading(_ path: String) throws -> Int32 {
        try checked(unsafe open(path, O_RDONLY | O_CLOEXEC), "open \(path)")
    }

    /// Makes a file for writing, or opens one that is there.
    static func writing(_ path: String) throws -> Int32 {
        try checked(unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600), "open \(path)")
    }

    /// Makes a pipe, by way of a named one, which needs no moment in which another child could inherit it.
    static func pipe(at path: String) throws -> (reading: Int32, writing: Int32) {
        try checked(unsafe mkfifo(path, 0o600), "mkfifo \(path)")
        // With both ends open here, opening one more does not wait.
        let both = try checked(unsafe open(path, O_RDWR | O_CLOEXEC), "open \(path)")
        defer { close(both) }
        let reading = try reading(path)
        return (reading, try checked(unsafe open(path, O_WRONLY | O_CLOEXEC), "open \(path)"))
    }

    /// Writes all bytes.
    static func write(_ bytes: [UInt8], to descriptor: Int32) throws {
        let count = unsafe Glibc.write(descriptor, bytes, bytes.count)
        guard count == bytes.count else { throw Spawned.Failure(step: "write", number: errno) }
    }

    /// Reads one line, without its end; what has come before the end of the input or of the time otherwise.
    static func line(from descriptor: Int32, seconds: Int = 30) throws -> String {
        let deadline = ContinuousClock.now + .seconds(seconds)
        var bytes: [UInt8] = []
        while ContinuousClock.now < deadline {
            var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard unsafe poll(&poller, 1, 100) > 0 else { continue }
            var byte: UInt8 = 0
            guard unsafe read(descriptor, &byte, 1) == 1, byte != UInt8(ascii: "\n") else { break }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @discardableResult
    private static func checked(_ status: Int32, _ step: String) throws -> Int32 {
        guard status >= 0 else { throw Spawned.Failure(step: step, number: errno) }
        return status
    }
}

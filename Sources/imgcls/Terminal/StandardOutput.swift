internal import Glibc

/// Results go here. Unlike `print`, it notices when nothing can be written any more.
struct StandardOutput: Sendable {
    /// Writes text as it is.
    ///
    /// - Throws: `OutputError` when the disk is full.
    func write(_ text: String) throws(OutputError) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw OutputError(reason: unsafe String(cString: strerror(errno))) }
            bytes = bytes.dropFirst(count)
        }
    }

    /// Writes text, made safe for a terminal, and ends the line.
    ///
    /// - Throws: `OutputError`, as `write`.
    func line(_ text: String) throws(OutputError) {
        try write(PrintableText.escapingControls(text) + "\n")
    }
}

/// Standard output cannot be written.
struct OutputError: Error, CustomStringConvertible {
    let reason: String

    var description: String { "standard output: cannot be written: \(reason)" }
}

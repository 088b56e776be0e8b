internal import Datasets
internal import Glibc

/// Paths on standard input, one a line, in batches as they arrive: whoever writes one path gets its answer without
/// closing the pipe.
struct PathLines: AsyncSequence, AsyncIteratorProtocol {
    /// One line.
    enum Entry {
        case path(String)
        /// A line that is no text, shown with escapes.
        case unusable(shown: String, reason: String)

        var path: String? {
            guard case .path(let path) = self else { return nil }
            return path
        }
    }

    /// Why a path that is no text cannot be used.
    static let notUTF8 = "the name is not valid UTF-8; rename it to use it"

    private var pending: [UInt8] = []
    private var isAtEnd = false

    func makeAsyncIterator() -> PathLines { self }

    /// The lines that have arrived; nil at the end of the input.
    ///
    /// - Throws: `CancellationError`, or `CommandError` where standard input cannot be read.
    mutating func next() async throws -> [Entry]? {
        while !isAtEnd {
            try Task.checkCancellation()
            guard isReadable() else { continue }
            try fill()
            let lines = takeLines()
            if !lines.isEmpty { return lines }
        }
        return nil
    }

    /// Waits for input, but never so long that an interruption goes unnoticed.
    private func isReadable() -> Bool {
        var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&descriptor, 1, 100) != 0
    }

    private mutating func fill() throws {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = unsafe buffer.withUnsafeMutableBytes {
            unsafe read(STDIN_FILENO, $0.baseAddress, $0.count)
        }
        if count < 0, errno == EINTR { return }
        guard count >= 0 else {
            throw CommandError(
                .inputNotFound, "standard input: cannot be read: \(unsafe String(cString: strerror(errno)))")
        }
        pending += buffer.prefix(count)
        isAtEnd = count == 0
    }

    private mutating func takeLines() -> [Entry] {
        var lines = pending.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(
            Array.init)
        pending = isAtEnd ? [] : lines.popLast() ?? []
        return lines.filter { !$0.isEmpty }.map { line in
            if let path = String(validating: line, as: UTF8.self) { return .path(path) }
            return .unusable(shown: PrintableName.text(for: line), reason: Self.notUTF8)
        }
    }
}

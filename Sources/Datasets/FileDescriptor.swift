internal import Glibc

/// The owner of one open regular file; closes it at the end of its life.
struct FileDescriptor: ~Copyable {
    private let number: Int32

    /// The size of the file in bytes when it was opened.
    let byteCount: Int

    /// Opens a regular file.
    ///
    /// The kind is looked at twice: before opening, because opening a device or a pipe can already change it
    /// or wake its writer, and after opening, because the name may lead elsewhere by then. `O_NONBLOCK` keeps
    /// the second case from waiting; on regular files it has no effect.
    init(openingForReading path: String) throws(FileReadError) {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw .unusablePath }
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { throw Self.openingError() }
        let kind = FileKind(mode: status.st_mode)
        guard kind == .regularFile else { throw .notARegularFile(kind) }

        // Sound: the string outlives the call, which keeps no pointer.
        let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw Self.openingError() }
        guard unsafe fstat(descriptor, &status) == 0 else {
            let error = SystemError.last
            close(descriptor)
            throw .cannotOpen(error)
        }
        let openedKind = FileKind(mode: status.st_mode)
        guard openedKind == .regularFile else {
            close(descriptor)
            throw .notARegularFile(openedKind)
        }
        number = descriptor
        byteCount = Int(status.st_size)
    }

    deinit {
        close(number)
    }

    /// Reads the file from its start to the size that it had when it was opened.
    func readAll() throws(FileReadError) -> [UInt8] {
        var failure: FileReadError?
        let expected = byteCount
        // Sound: `read` writes at most the given number of bytes, which never passes the capacity, and
        // exactly the bytes that it reported count as initialised.
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: expected) { buffer, count in
            while count < expected {
                let step = unsafe read(number, buffer.baseAddress?.advanced(by: count), expected - count)
                if step > 0 {
                    count += step
                } else if step == 0 {
                    failure = .cutWhileReading(byteCount: count, expected: expected)
                    return
                } else if errno != EINTR {
                    failure = .cannotRead(.last)
                    return
                }
            }
        }
        if let failure { throw failure }
        return bytes
    }

    private static func openingError() -> FileReadError {
        let error = SystemError.last
        return SystemError.isAbsence(error.number) ? .notFound : .cannotOpen(error)
    }
}

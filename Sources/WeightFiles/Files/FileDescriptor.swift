import FoundationEssentials
import Glibc

/// An open file or directory, closed when the value goes away.
///
/// The one place of this target that calls functions of the C library with pointers. Each `unsafe` marks a
/// path that lives as long as the call, or a buffer with its own length.
struct FileDescriptor: ~Copyable {
    private let number: Int32

    /// Opens a path, relative to `directory` where one is given.
    ///
    /// - Throws: The error number of the C library.
    private init(number: Int32) throws(SystemError) {
        guard number >= 0 else { throw SystemError(code: errno) }
        self.number = number
    }

    /// Opens a directory, to create and rename entries in it.
    static func directory(atPath path: String) throws(SystemError) -> FileDescriptor {
        try FileDescriptor(number: unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    }

    /// Creates a file that must not exist yet, with the access rights that the process' mask leaves of 0666.
    borrowing func createFile(named name: String) throws(SystemError) -> FileDescriptor {
        try FileDescriptor(
            number: unsafe openat(number, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666))
    }

    /// Renames an entry of this directory, replacing what has the new name.
    borrowing func rename(_ name: String, to newName: String) throws(SystemError) {
        try SystemError.check(unsafe renameat(number, name, number, newName))
    }

    /// Removes an entry of this directory; a failure is nobody's concern by then.
    borrowing func remove(_ name: String) {
        _ = unsafe unlinkat(number, name, 0)
    }

    /// Sets the access rights.
    borrowing func setMode(_ mode: mode_t) throws(SystemError) {
        try SystemError.check(fchmod(number, mode))
    }

    /// Writes all bytes, however many calls that takes.
    borrowing func write(_ bytes: Data) throws(SystemError) {
        let result = unsafe bytes.withUnsafeBytes { buffer -> Result<Void, SystemError> in
            var written = 0
            while written < buffer.count {
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
                let count = unsafe Glibc.write(number, rest.baseAddress, rest.count)
                if count > 0 {
                    written += count
                } else if count == 0 || errno != EINTR {
                    // A regular file never takes zero bytes without an error; treat it as a full disk.
                    return .failure(SystemError(code: count == 0 ? ENOSPC : errno))
                }
            }
            return .success(())
        }
        try result.get()
    }

    /// Waits until everything written is on the disk.
    borrowing func synchronize() throws(SystemError) {
        try SystemError.check(fsync(number))
    }

    /// Closes the file and reports what the operating system says to that; some file systems deliver the
    /// error of an earlier write only here.
    consuming func close() throws(SystemError) {
        let number = number
        discard self
        try SystemError.check(Glibc.close(number))
    }

    deinit {
        _ = Glibc.close(number)
    }
}

/// Reads whole files, and nothing but regular files.
public enum FileReader {
    /// Reads all bytes of a regular file into one array, without a second copy.
    ///
    /// Folders, pipes, sockets and devices are refused at once; reading never waits for a writer. Symbolic
    /// links are followed. The size when the file was opened decides how many bytes are read: bytes that
    /// another process appends meanwhile are left out. At most `maximumByteCount` bytes of memory are asked
    /// for.
    ///
    /// - Parameters:
    ///   - path: The file's path, absolute or relative to the working directory.
    ///   - maximumByteCount: The largest size that is accepted, in bytes.
    /// - Returns: The file's bytes; an empty file gives an empty array.
    /// - Throws: A `FileReadError` that says why there are no bytes.
    public static func bytes(
        atPath path: String, maximumByteCount: Int = .max
    ) throws(FileReadError) -> [UInt8] {
        let file = try FileDescriptor(openingForReading: path)
        guard file.byteCount <= maximumByteCount else {
            throw .tooLarge(byteCount: file.byteCount, maximum: maximumByteCount)
        }
        return try file.readAll()
    }
}

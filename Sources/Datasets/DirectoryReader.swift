internal import Glibc

/// The owner of one open folder, read entry by entry.
@safe struct DirectoryReader: ~Copyable {
    private let handle: OpaquePointer

    /// What the folder itself is.
    let identity: FileIdentity

    /// Opens a folder; the last component of the path may be a symbolic link.
    ///
    /// - Precondition: The path holds no zero byte.
    init(path: String) throws(SystemError) {
        // Sound: the string outlives the call; `fdopendir` takes the descriptor over only where it succeeds.
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, let handle = unsafe fdopendir(descriptor) else {
            let error = SystemError.last
            close(descriptor)
            throw error
        }
        unsafe self.handle = handle
        identity = FileIdentity(status)
    }

    deinit {
        // Sound: the handle came from `fdopendir` and is closed here only.
        unsafe closedir(handle)
    }

    /// Reads all entries but `.` and `..`, in the system's order.
    func entries() throws(SystemError) -> DirectoryEntries {
        var entries = DirectoryEntries()
        // A null result means the end or a failure; only the error number tells which.
        errno = 0
        while let record = unsafe readdir(handle) {
            unsafe add(record, to: &entries)
            errno = 0
        }
        guard errno == 0 else { throw .last }
        return entries
    }

    private func add(_ record: UnsafeMutablePointer<dirent>, to entries: inout DirectoryEntries) {
        // Sound: the record is valid until the next `readdir` on this handle, its name ends with a zero byte,
        // and both fields are copied out before this function returns. They are reached by their offsets,
        // because a record may be shorter or longer than the declared type and must not be copied as a whole.
        guard let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name),
            let typeOffset = MemoryLayout<dirent>.offset(of: \.d_type)
        else { return }
        let start = UnsafeRawPointer(record)
        let characters = unsafe start.advanced(by: nameOffset).assumingMemoryBound(to: CChar.self)
        let name = unsafe UnsafeRawBufferPointer(start: characters, count: strlen(characters))
        let dot = UInt8(ascii: ".")
        guard unsafe !name.elementsEqual([dot]), unsafe !name.elementsEqual([dot, dot]) else { return }
        // Most file systems tell the type with the name, which saves a look-up for each of a million files.
        let type = unsafe start.load(fromByteOffset: typeOffset, as: UInt8.self)
        let isRegularFile = type == UInt8(truncatingIfNeeded: DT_REG)
        unsafe entries.append(
            name: name, target: isRegularFile ? .file(.regularFile) : target(ofName: characters))
    }

    private func target(ofName name: UnsafePointer<CChar>) -> DirectoryEntries.Target {
        var status = stat()
        // Sound: the name ends with a zero byte; the handle is open as long as `self` lives.
        guard unsafe fstatat(dirfd(handle), name, &status, 0) == 0 else { return .unknown(.last) }
        let kind = FileKind(mode: status.st_mode)
        return kind == .folder ? .folder(FileIdentity(status)) : .file(kind)
    }

    /// What a path leads to, links followed; `nil` where that cannot be said.
    static func kind(atPath path: String) -> FileKind? {
        var status = stat()
        // Sound: the string and the structure outlive the call.
        return unsafe stat(path, &status) == 0 ? FileKind(mode: status.st_mode) : nil
    }

    /// The folder that relative paths start from; `nil` where it has no path in UTF-8 or was removed.
    static func workingDirectory() -> String? {
        // Sound: with a null buffer the function allocates a result that ends with a zero byte and is freed
        // here.
        guard let start = unsafe getcwd(nil, 0) else { return nil }
        defer { unsafe free(start) }
        return unsafe String(validatingCString: start)
    }

    /// The system's words for an error number.
    static func message(forErrorNumber number: Int32) -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        // Sound: the function writes at most `count` characters and a terminating zero.
        let status = unsafe strerror_r(number, &buffer, buffer.count)
        guard status == 0, let end = buffer.firstIndex(of: 0) else { return "Unknown error" }
        return String(decoding: buffer[..<end].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}

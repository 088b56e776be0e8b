public import FoundationEssentials
import Glibc

/// Writes whole files so that a reader, a crash or a full disk never meets half of one.
///
/// The bytes go to a hidden temporary file in the same directory, are flushed to the disk, and take the final
/// name in one step; then the directory is flushed too. Until that step the old file is untouched, and after
/// a failure the temporary file is gone. (A process that is killed can leave one behind; its name starts with
/// a dot and ends with `.tmp`.)
public enum AtomicFile {
    /// The longest chain of symbolic links that is followed, the same as the kernel's own.
    static let symbolicLinkLimit = 40

    /// Writes a file, or replaces it.
    ///
    /// A new file gets the access rights that the process' mask leaves of 0666; a replaced one keeps its own.
    /// A symbolic link stays, and the file it points to is replaced. Only regular files are written: a
    /// terminal, a pipe or `/dev/stdout` has no old content to protect and is opened and written directly by
    /// whoever wants that.
    ///
    /// - Parameters:
    ///   - bytes: The whole content.
    ///   - path: Where to write it; the directory must exist.
    /// - Throws: ``FileWriteError``. The old file is untouched, except after
    ///   ``FileOperation/synchronizeDirectory``: then the new file is in place but may not survive a power
    ///   cut.
    public static func write(_ bytes: Data, toPath path: String) throws(FileWriteError) {
        let target = try resolvingLinks(path)
        let permissions = try permissionsOfReplaceableFile(atPath: target)
        let (directoryPath, name) = split(target)
        let directory = try perform(.openDirectory) { () throws(SystemError) in
            try FileDescriptor.directory(atPath: directoryPath)
        }
        let temporaryName = temporarySibling(of: name)
        let file = try perform(.create) { () throws(SystemError) in
            try directory.createFile(named: temporaryName)
        }
        do throws(FileWriteError) {
            try fill(file, with: bytes, permissions: permissions)
            try perform(.rename) { () throws(SystemError) in try directory.rename(temporaryName, to: name) }
        } catch {
            directory.remove(temporaryName)
            throw error
        }
        try perform(.synchronizeDirectory) { () throws(SystemError) in
            do throws(SystemError) {
                try directory.synchronize()
            } catch  where error.code == EINVAL {
                // Some network file systems cannot flush a directory; theirs is the guarantee they give.
            }
        }
    }

    /// Writes, flushes and closes the temporary file.
    private static func fill(
        _ file: consuming FileDescriptor, with bytes: Data, permissions: mode_t?
    ) throws(FileWriteError) {
        if let permissions {
            try perform(.setMode) { () throws(SystemError) in try file.setMode(permissions) }
        }
        try perform(.write) { () throws(SystemError) in try file.write(bytes) }
        try perform(.synchronize) { () throws(SystemError) in try file.synchronize() }
        do throws(SystemError) {
            try file.close()
        } catch {
            throw .refused(.close, code: error.code, reason: error.reason)
        }
    }

    /// Follows symbolic links to the path at their end, which need not exist.
    private static func resolvingLinks(_ path: String) throws(FileWriteError) -> String {
        var path = path
        for _ in 0...symbolicLinkLimit {
            guard let status = try? FileStatus(ofPath: path, followingLinks: false),
                status.kind == .symbolicLink
            else { return path }
            let destination: String
            do {
                destination = try FileManager.default.destinationOfSymbolicLink(atPath: path)
            } catch {
                let code = ((error as? CocoaError)?.underlying as? POSIXError)?.code.rawValue ?? EIO
                throw .refused(.inspect, code: code, reason: SystemError(code: code).reason)
            }
            path = destination.hasPrefix("/") ? destination : split(path).directory + "/" + destination
        }
        throw .tooManySymbolicLinks(limit: symbolicLinkLimit)
    }

    /// The access rights of the file that is to be replaced, or `nil` where there is none.
    private static func permissionsOfReplaceableFile(atPath path: String) throws(FileWriteError) -> mode_t? {
        let status: FileStatus
        do throws(SystemError) {
            status = try FileStatus(ofPath: path, followingLinks: false)
        } catch {
            if error.code == ENOENT, !path.hasSuffix("/"), !path.isEmpty { return nil }
            throw .refused(.inspect, code: error.code, reason: error.reason)
        }
        switch status.kind {
        case .regular: return status.permissions
        case .directory: throw .isDirectory
        case .symbolicLink, .other: throw .notRegularFile
        }
    }

    /// The directory of a path, `.` where it names none, and the last component.
    private static func split(_ path: String) -> (directory: String, name: String) {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
        let directory = slash == path.startIndex ? "/" : String(path[..<slash])
        return (directory, String(path[path.utf8.index(after: slash)...]))
    }

    /// A hidden name that nothing else uses; the random part makes a clash a matter of 64 bits.
    private static func temporarySibling(of name: String) -> String {
        // Names have at most 255 bytes. A cut inside a character is mended with a replacement character of
        // three bytes, so there is room to spare.
        let stem = String(decoding: name.utf8.prefix(200), as: UTF8.self)
        return ".\(stem).\(String(UInt64.random(in: .min ... .max), radix: 36)).tmp"
    }

    /// Runs one step and names it where it fails.
    private static func perform<Value: ~Copyable>(
        _ operation: FileOperation, _ step: () throws(SystemError) -> Value
    ) throws(FileWriteError) -> Value {
        do throws(SystemError) {
            return try step()
        } catch {
            throw .refused(operation, code: error.code, reason: error.reason)
        }
    }
}

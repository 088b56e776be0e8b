import FoundationEssentials
import Glibc

/// Opens a file as bytes in memory that the operating system loads page by page when they are touched.
enum MappedFile {
    /// Maps a regular file. Opening costs the same for any size.
    ///
    /// A program that shortens the file while it is mapped takes pages away that are still in use, and this
    /// process with them. ``AtomicFile`` never does: it puts a new file in the old one's place.
    static func bytes(atPath path: String) throws(FileMappingError) -> Data {
        let status: FileStatus
        do throws(SystemError) {
            status = try FileStatus(ofPath: path, followingLinks: true)
        } catch {
            throw .refused(code: error.code, reason: error.reason)
        }
        // Opening a pipe would wait for a writer, so what stands there is looked at first.
        switch status.kind {
        case .regular: break
        case .directory: throw .isDirectory
        case .symbolicLink, .other: throw .notRegularFile
        }
        do {
            return try Data(contentsOf: URL(filePath: path), options: .alwaysMapped)
        } catch {
            let underlying = (error as? CocoaError)?.underlying as? POSIXError
            let system = SystemError(code: underlying?.code.rawValue ?? EIO)
            throw .refused(code: system.code, reason: system.reason)
        }
    }
}

import FoundationEssentials
import Glibc

/// A folder that exists as long as the value lives, with means to fill it with odd things.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/imgcls-datasets-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    /// Makes a folder that holds files of the given relative paths, each with its own path as content.
    convenience init(files: [String], folders: [String] = []) throws {
        try self.init()
        for file in files { try write(Array(file.utf8), to: file) }
        for folder in folders { try makeFolder(folder) }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func makeFolder(_ relativePath: String) throws {
        try FileManager.default.createDirectory(
            atPath: "\(path)/\(relativePath)", withIntermediateDirectories: true)
    }

    func write(_ bytes: [UInt8], to relativePath: String) throws {
        if let slash = relativePath.lastIndex(of: "/") { try makeFolder(String(relativePath[..<slash])) }
        try write(bytes, toName: Array(relativePath.utf8))
    }

    /// Writes a file whose path below this folder is bytes, perhaps no UTF-8.
    func write(_ bytes: [UInt8], toName name: [UInt8]) throws {
        let descriptor = unsafe open(terminated(name), O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        try check(descriptor)
        defer { close(descriptor) }
        try check(Int32(unsafe Glibc.write(descriptor, bytes, bytes.count)))
    }

    /// Makes a folder whose path below this folder is bytes, perhaps no UTF-8.
    func makeFolder(name: [UInt8]) throws {
        try check(unsafe mkdir(terminated(name), 0o755))
    }

    func makePipe(_ relativePath: String) throws {
        try check(unsafe mkfifo("\(path)/\(relativePath)", 0o644))
    }

    func makeLink(_ relativePath: String, to target: String) throws {
        try check(unsafe symlink(target, "\(path)/\(relativePath)"))
    }

    /// Binds a socket; its name has to be short, because a socket's address holds 107 bytes.
    func makeSocket(_ name: String) throws {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        try check(descriptor)
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array("\(path)/\(name)".utf8)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes.prefix(107)) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let status = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, size)
            }
        }
        try check(status)
    }

    private func terminated(_ name: [UInt8]) -> [CChar] {
        (Array(path.utf8) + [UInt8(ascii: "/")] + name + [0]).map(CChar.init(bitPattern:))
    }

    private func check(_ status: Int32) throws {
        struct Failure: Error { let number: Int32 }
        if status < 0 { throw Failure(number: errno) }
    }
}

internal import FoundationEssentials
internal import Glibc

/// A folder that exists as long as the value lives.
public final class ScratchFolder: Sendable {
    /// The folder's path, absolute.
    public let path: String

    /// Makes an empty folder.
    public init() throws {
        path = FileManager.default.temporaryDirectory.path + "/imgcls-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of something in the folder.
    public func path(_ relativePath: String) -> String { "\(path)/\(relativePath)" }

    /// Makes a folder with those above it.
    public func makeFolder(_ relativePath: String) throws {
        try FileManager.default.createDirectory(
            atPath: path(relativePath), withIntermediateDirectories: true)
    }

    /// Writes a file, and makes the folders above it.
    public func write(_ bytes: some Sequence<UInt8>, to relativePath: String) throws {
        if let slash = relativePath.lastIndex(of: "/") { try makeFolder(String(relativePath[..<slash])) }
        try Data(bytes).write(to: URL(filePath: path(relativePath)))
    }

    /// Writes a file whose path below this folder is bytes, perhaps no UTF-8.
    public func write(_ bytes: [UInt8], toName name: [UInt8]) throws {
        struct Failure: Error { let number: Int32 }
        let path = (Array(path.utf8) + [UInt8(ascii: "/")] + name + [0]).map(CChar.init(bitPattern:))
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL, 0o644)
        guard descriptor >= 0 else { throw Failure(number: errno) }
        defer { close(descriptor) }
        guard unsafe Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
            throw Failure(number: errno)
        }
    }

    /// The bytes of a file.
    public func bytes(_ relativePath: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: path(relativePath))))
    }

    /// The names in a folder, sorted, hidden ones included.
    public func names(in relativePath: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path(relativePath)).sorted()
    }

    /// Whether something stands under a name.
    public func has(_ relativePath: String) -> Bool {
        FileManager.default.fileExists(atPath: path(relativePath))
    }

    /// What everything below a folder is: content and time of the last change, by path.
    public func fingerprint(of relativePath: String) throws -> [String: [String]] {
        let folder = path(relativePath)
        var fingerprint: [String: [String]] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) + ["."] {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
            let time = (attributes[.modificationDate] as? Date)?.timeIntervalSinceReferenceDate
            let content = try? Data(contentsOf: URL(filePath: "\(folder)/\(name)"))
            fingerprint[name] = ["\(time ?? -1)", content?.base64EncodedString() ?? "folder"]
        }
        return fingerprint
    }
}

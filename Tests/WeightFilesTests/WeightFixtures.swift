import FoundationEssentials

/// Where the committed files of these tests lie, and how tests make files of their own.
enum WeightFixtures {
    /// The root of the package.
    static var packageRoot: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
    }

    /// The path of a file that `make_fixtures.py` wrote.
    static func path(_ name: String) -> String {
        packageRoot.appending(path: "Tests/Golden/WeightFiles/\(name)").path
    }

    /// The bytes of a file that `make_fixtures.py` wrote.
    static func bytes(_ name: String) throws -> Data {
        try Data(contentsOf: URL(filePath: path(name)))
    }

    /// Runs a test with a directory of its own, which is removed afterwards.
    static func withTemporaryDirectory(_ body: (_ path: String) throws -> Void) throws {
        let name = "imgcls-weights-\(String(UInt64.random(in: .min ... .max), radix: 36))"
        let directory = FileManager.default.temporaryDirectory.appending(path: name)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: directory) }
        try body(directory.path)
    }

    /// The eight little-endian bytes of a number.
    static func littleEndian(_ value: UInt64) -> Data {
        Data((0..<8).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) })
    }

    /// A safetensors file from its header's text and its data.
    static func safeTensors(_ header: String, data: [UInt8] = []) -> Data {
        littleEndian(UInt64(header.utf8.count)) + Data(header.utf8) + Data(data)
    }
}

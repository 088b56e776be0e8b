import FoundationEssentials
import Images

/// Files beside the tests, and the shared data beside the package.
enum Fixture {
    private static let testFolder = URL(filePath: #filePath).deletingLastPathComponent()

    /// The shared test data, which is not part of the project.
    static let sharedData = testFolder.appending(path: "../../../shared/data").standardizedFileURL

    /// Whether the shared test data is there.
    static var hasSharedData: Bool { FileManager.default.fileExists(atPath: sharedData.path()) }

    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: testFolder.appending(path: "Fixtures/" + name)))
    }

    /// The format that the name of a file in `Fixtures` tells; these names tell the truth.
    static func format(of name: String) -> ImageFormat {
        name.hasSuffix(".png") ? .png : name.hasSuffix(".webp") ? .webp : .jpeg
    }

    static func sharedBytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: sharedData.appending(path: path)))
    }

    /// The expectations in a JSON file; none where it cannot be read, which the test of their number reports.
    static func expectations<Expectation: Decodable>(_ name: String) -> [Expectation] {
        let data = try? Data(contentsOf: testFolder.appending(path: "Fixtures/" + name))
        return data.flatMap { try? JSONDecoder().decode([Expectation].self, from: $0) } ?? []
    }
}

import FoundationEssentials
import Testing

@Suite struct LayeringTests {
    private static let package = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    private static let sources = package + "/Sources"

    private static func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    }

    @Test func `every folder of Sources stands in the table, and every entry is a folder`() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.sources)
        #expect(folders.sorted() == LayerRules.levels.keys.sorted())
    }

    @Test func `every folder of Sources is a target of the package, and declares only lower ones`() throws {
        let manifest = Manifest(try Self.text(Self.package + "/Package.swift"))
        for (target, level) in LayerRules.levels {
            let dependencies = try #require(manifest.dependencies[target], "\(target) is no target")
            for dependency in dependencies {
                guard let other = LayerRules.levels[dependency] else { continue }
                #expect(other < level, "\(target) depends on \(dependency)")
            }
        }
    }

    @Test(arguments: LayerRules.levels.keys.sorted())
    func `a target imports only what it may, and says nothing that is banned`(_ target: String) throws {
        let manifest = Manifest(try Self.text(Self.package + "/Package.swift"))
        let rules = LayerRules(declared: manifest.dependencies)
        let folder = "\(Self.sources)/\(target)"
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
        where path.hasSuffix(".swift") {
            let violations = rules.violations(in: try Self.text("\(folder)/\(path)"), target: target)
            #expect(violations == [], "\(target)/\(path)")
        }
    }
}

import FoundationEssentials
import Testing
import Training

@Suite struct TensorBoardEventFileTests {
    static let names: [(wallTime: Double, host: String, number: Int, name: String)] = [
        (1_700_000_000.9, "box", 0, "events.out.tfevents.1700000000.box.71.0"),
        (12, "gpu-1.example", 3, "events.out.tfevents.0000000012.gpu-1.example.71.3"),
        (12, "a b/c\u{E4}\n", 0, "events.out.tfevents.0000000012.a-b-c--.71.0"),
        (12, "", 0, "events.out.tfevents.0000000012.localhost.71.0"),
    ]

    @Test(arguments: names) func `a name has the second, the machine, the process and a number`(
        _ wallTime: Double, _ host: String, _ number: Int, _ name: String
    ) {
        #expect(
            TensorBoardEventFile.name(wallTime: wallTime, host: host, processID: 71, number: number) == name)
    }

    private static func inFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "events-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder.path)
    }

    @Test func `writers that begin in one second get a file each`() async throws {
        try await Self.inFolder { folder in
            let first = try TensorBoardEventFile(
                creatingIn: folder, wallTime: 5.25, host: "box", processID: 7)
            #expect(first.path == "\(folder)/events.out.tfevents.0000000005.box.7.0")
            let kept = Array("kept".utf8)
            try Data(kept).write(to: URL(filePath: first.path))
            let others = try await withThrowingTaskGroup(of: TensorBoardEventFile.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try TensorBoardEventFile(
                            creatingIn: folder, wallTime: 5.75, host: "box", processID: 7)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1.path) }
            }
            #expect(
                others.sorted() == (1...8).map { "\(folder)/events.out.tfevents.0000000005.box.7.\($0)" })
            for path in others {
                let bytes = Array(try Data(contentsOf: URL(filePath: path)))
                #expect(bytes == TensorBoardEvents.header(wallTime: 5.75))
            }
            #expect(Array(try Data(contentsOf: URL(filePath: first.path))) == kept)
        }
    }

    @Test func `a folder that is not there is an error`() async throws {
        try await Self.inFolder { folder in
            #expect(throws: CocoaError.self) {
                try TensorBoardEventFile(
                    creatingIn: folder + "/none", wallTime: 5, host: "box", processID: 7)
            }
        }
    }
}

import Datasets
import Testing

@Suite struct DuplicateReportTests {
    /// A part whose files are given as path, class and content.
    static func part(
        _ partition: Partition, _ files: [(path: String, classIndex: Int, content: UInt8)]
    ) -> DuplicateReport.Part {
        DuplicateReport.Part(
            partition,
            samples: files.map {
                Sample(root: "/", relativePath: $0.path, classIndex: $0.classIndex)
            },
            digests: files.map { ContentDigest(of: [$0.content]) })
    }

    @Test func `equal contents are told apart by what they spoil`() {
        let report = DuplicateReport([
            Self.part(
                .training, [("a", 0, 1), ("b", 0, 1), ("c", 0, 2), ("d", 1, 2), ("e", 1, 3), ("f", 1, 4)]),
            Self.part(.validation, [("g", 1, 3), ("h", 0, 5)]),
            Self.part(.test, [("i", 0, 5), ("j", 0, 4)]),
        ])
        func paths(_ groups: [DuplicateReport.Group]) -> [[String]] {
            groups.map { $0.samples.map(\.relativePath) }
        }
        #expect(paths(report.repetitions) == [["a", "b"]])
        #expect(paths(report.contradictions) == [["c", "d"], ["f", "j"]])
        #expect(paths(report.leaks) == [["e", "g"], ["f", "j"]])
        #expect(report.repetitions.map(\.digest) == [ContentDigest(of: [1])])
    }

    @Test func `different contents make an empty report`() {
        let report = DuplicateReport([Self.part(.training, [("a", 0, 1), ("b", 1, 2)])])
        #expect(report.contradictions.isEmpty && report.leaks.isEmpty && report.repetitions.isEmpty)
    }
}

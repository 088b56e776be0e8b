import FoundationEssentials
import ModelSupport
import Testing

/// The retraining script of the README, as it stands there.
@Suite struct RetrainingTests {
    private static func script() throws -> String {
        let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "README.md")
        let lines = String(decoding: try Data(contentsOf: path), as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex(of: "```sh retraining"))
        return lines[(start + 1)...].prefix { $0 != "```" }.joined(separator: "\n")
    }

    /// Runs the script with the built program as `imgcls`.
    private func run(_ workplace: Workplace, _ script: String) throws -> Workplace.Result {
        try workplace.run(inShell: "imgcls() { \"$program\" \"$@\"; }\nprogram=$0\n" + script, [])
    }

    @Test func `it trains, asks, compares, and keeps the better model`() throws {
        let workplace = try Workplace()
        try workplace.folder.addPhotos(to: "work/photos/train", classes: ["bag", "sandal"], count: 8)
        try workplace.folder.addPhotos(
            to: "work/photos/test", classes: ["bag", "sandal"], count: 4, startingAt: 8)
        let script = try Self.script()
        let first = try run(workplace, script)
        #expect(first.ending == .exit(0), "\(first.error)")
        let model = try workplace.bytes("model.safetensors")
        #expect(try workplace.names == ["model.safetensors", "photos", "report.html", "scores.json"])
        // The same photos give the same bits.
        let second = try run(workplace, script)
        #expect(second.ending == .exit(0), "\(second.error)")
        #expect(try workplace.bytes("model.safetensors") == model)
        // A demand that nothing meets leaves the model in use alone.
        let third = try run(workplace, script.replacing("--min-accuracy 0.8", with: "--max-ece 0"))
        #expect(third.ending == .exit(1))
        #expect(third.error.contains("imgcls: quality gate failed: expected calibration error"))
        #expect(try workplace.bytes("model.safetensors") == model)
    }
}

import FoundationEssentials
import Tensors
import Testing
import Training
import WeightFiles

@Suite struct TrainingCheckpointTests {
    @Test(arguments: ReproducibilityTests.cases)
    func `a checkpoint reads back as it was written`(_ item: ReproducibilityTests.Case) async throws {
        let states =
            [try await item.run.stateWhenCancelled(afterStep: 4)] + (try await item.run.result().states)
        for state in states {
            let checkpoint = TrainingCheckpoint(try #require(state), of: item.run.identity())
            let bytes = try checkpoint.serialized()
            let read = try TrainingCheckpoint(parsing: bytes)
            #expect(read == checkpoint)
            #expect(try read.serialized() == bytes)
        }
    }

    @Test func `bits survive that comparisons overlook`() async throws {
        let checkpoint = try #require(try await CheckpointFixture.checkpoint())
        var fixture = try CheckpointFixture(checkpoint)
        let odd: [Float] = [-0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude]
        let name = "optimizer.first_moment/fc.bias"
        let bytes = Data(
            odd.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) } })
        fixture.tensors[name] = (.float32, [3], bytes)
        let read = try TrainingCheckpoint(parsing: try fixture.serialized())
        let values = try #require(read.state.optimizer["fc.bias"]?["first_moment"])
        #expect(values.map(\.bitPattern) == odd.map(\.bitPattern))
        #expect(try read.serialized() == (try fixture.serialized()))
    }

    @Test func `tensors have names that say what they are`() async throws {
        let checkpoint = try #require(try await CheckpointFixture.checkpoint())
        let fixture = try CheckpointFixture(checkpoint)
        let names = fixture.tensors.keys.filter {
            $0.hasSuffix("/bn1.weight") || $0.hasSuffix("/bn1.running_var")
        }
        #expect(
            names.sorted() == [
                "average/bn1.running_var", "average/bn1.weight", "best/bn1.running_var", "best/bn1.weight",
                "optimizer.first_moment/bn1.weight", "optimizer.second_moment/bn1.weight",
                "parameters/bn1.running_var", "parameters/bn1.weight",
            ])
        #expect(fixture.metadata["format"] == "imgcls-checkpoint")
        #expect(fixture.metadata["data_digest"] == "5f1e")
    }

    @Test func `a file is replaced in one step and leaves nothing beside it`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "checkpoint-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "run.checkpoint").path
        let run = CheckpointFixture.run()
        for state in try await run.result().states {
            let checkpoint = TrainingCheckpoint(state, of: run.identity())
            try checkpoint.write(toPath: path)
            #expect(try TrainingCheckpoint(contentsOfFile: path) == checkpoint)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["run.checkpoint"])
        let checkpoint = try TrainingCheckpoint(contentsOfFile: path)
        #expect(throws: CheckpointError.write(.isDirectory)) { try checkpoint.write(toPath: folder.path) }
        #expect(throws: CheckpointError.file(.unreadable(.isDirectory))) {
            try TrainingCheckpoint(contentsOfFile: folder.path)
        }
    }
}

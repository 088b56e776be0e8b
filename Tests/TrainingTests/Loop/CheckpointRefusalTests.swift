import FoundationEssentials
import Networks
import Tensors
import Testing
import Training
import WeightFiles

/// What is wrong with a file is said; nothing in it ends the program.
@Suite struct CheckpointRefusalTests {
    /// A change to a good file, and what then is refused.
    struct Refusal: CustomTestStringConvertible, Sendable {
        let error: CheckpointError
        let change: @Sendable (inout CheckpointFixture) -> Void

        init(_ error: CheckpointError, _ change: @escaping @Sendable (inout CheckpointFixture) -> Void) {
            self.error = error
            self.change = change
        }

        var testDescription: String { error.description }

        static func progress(
            _ old: String, _ new: String, _ reason: String
        ) -> Refusal {
            Refusal(.malformedText(key: "progress", reason: reason)) { $0.replace("progress", old, new) }
        }

        static func settings(_ old: String, _ new: String, _ reason: String) -> Refusal {
            Refusal(.malformedText(key: "settings", reason: reason)) { $0.replace("settings", old, new) }
        }
    }

    static let refusals: [Refusal] = [
        Refusal(.notACheckpoint) { $0.metadata["format"] = "imgcls" },
        Refusal(.notACheckpoint) { $0.metadata = [:] },
        Refusal(.unsupportedVersion("1", supported: "2")) { $0.metadata["format_version"] = "1" },
        Refusal(.missingText(key: "progress")) { $0.metadata["progress"] = nil },
        Refusal(.missingText(key: "data_digest")) { $0.metadata["data_digest"] = nil },
        Refusal(.missingTensor("best/conv1.weight")) { $0.tensors["best/conv1.weight"] = nil },
        Refusal(.unknownTensor("average/fc2.weight")) { fixture in
            fixture.tensors["average/fc2.weight"] = fixture.tensors["average/fc.weight"]
        },
        Refusal(.unknownTensor("optimizer.momentum/fc.bias")) { fixture in
            fixture.tensors["optimizer.momentum/fc.bias"] = fixture.tensors["parameters/fc.bias"]
        },
        Refusal(.wrongTensor("parameters/fc.bias", expected: [3], got: [1, 3], .float32)) { fixture in
            fixture.tensors["parameters/fc.bias"]?.shape = [1, 3]
        },
        Refusal(.wrongTensor("parameters/fc.bias", expected: [3], got: [3], .float16)) { fixture in
            fixture.tensors["parameters/fc.bias"] = (.float16, [3], Data(count: 6))
        },
        .progress(
            #""step":4"#, #""step":-4"#,
            "-4 steps are taken, 1 of them after 1 epochs"),
        .progress(
            #""step":4"#, #""step":1"#,
            "1 steps are taken, 1 of them after 1 epochs"),
        .progress(
            #""stepInEpoch":1"#, #""stepInEpoch":-9223372036854775808"#,
            "4 steps are taken, -9223372036854775808 of them after 1 epochs"),
        .progress(
            #""epoch":1,"lossSum""#, #""epoch":2,"lossSum""#, "2 epochs are finished, with 1 records"),
        .progress(#""weightSum":8"#, #""weightSum":-8"#, "the images so far count -8.0 together"),
        .progress(#"{"epoch":1,"images"#, #"{"epoch":7,"images"#, "record 1 is of epoch 7"),
        .settings(
            #""epochCount":4"#, #""epochCount":0"#, "epochCount 0 is not in 1 ... 1073741824"),
        .settings(
            #""shardSize":4"#, #""shardSize":9223372036854775807"#,
            "shardSize 9223372036854775807 is not in 1 ... 1073741824"),
        .settings(#""decay":0.9"#, #""decay":1.5"#, "a decay of 1.5 is not in 0 ..< 1, at average"),
        .settings(
            #""layerwiseFactor":1"#, #""layerwiseFactor":-1"#, "layerwiseFactor -1.0 is not in 0 ... 1"),
        .settings(
            #""clipping":"none""#, #""clipping":"some""#,
            "there is no gradient clipping \"some\"; known are none, norm, value, at clipping"),
        Refusal(
            .malformedText(key: "network", reason: #"the network's output "fc2" is not one of its nodes"#)
        ) {
            fixture in
            fixture.replace("network", #""output":"fc""#, #""output":"fc2""#)
        },
    ]

    @Test(arguments: refusals) func `a hostile file is refused`(_ refusal: Refusal) async throws {
        let checkpoint = try #require(try await CheckpointFixture.checkpoint())
        var fixture = try CheckpointFixture(checkpoint)
        refusal.change(&fixture)
        let bytes = try fixture.serialized()
        #expect(throws: refusal.error) { try TrainingCheckpoint(parsing: bytes) }
    }

    @Test func `a cut file is refused wherever it is cut`() async throws {
        let bytes = try #require(try await CheckpointFixture.checkpoint()).serialized()
        for count in stride(from: 0, to: bytes.count, by: 211) {
            #expect(throws: CheckpointError.self) { try TrainingCheckpoint(parsing: bytes.prefix(count)) }
        }
        #expect(throws: CheckpointError.file(.truncated(byteCount: 5, expectedAtLeast: 8))) {
            try TrainingCheckpoint(parsing: bytes.prefix(5))
        }
    }

    @Test func `changed bytes give an error or a checkpoint`() async throws {
        let checkpoint = try #require(try await CheckpointFixture.checkpoint())
        let bytes = try checkpoint.serialized()
        let headerEnd = 8 + Int(bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) })
        var generator = SeededGenerator(seed: 4)
        #if DEBUG
        let count = 100
        #else
        let count = 5000
        #endif
        var refused = 0
        for _ in 0..<count {
            var changed = bytes
            for _ in 0...Int.random(in: 0..<3, using: &generator) {
                changed[Int.random(in: 0..<headerEnd, using: &generator)] = UInt8.random(
                    in: 0x20..<0x7F, using: &generator)
            }
            do {
                _ = try TrainingCheckpoint(parsing: changed)
            } catch {
                refused += 1
            }
        }
        #expect(refused > count / 4)
    }
}

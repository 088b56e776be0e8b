import FoundationEssentials
import Glibc
import ModelSupport
import Testing

/// What an unfinished refit leaves, and what becomes of it.
@Suite struct RefitInterruptionTests {
    @Test func `a run that was killed while it trained again goes on to the same bits`() throws {
        let workplace = try Workplace(photos: 8)
        let arguments = RefitTests.staged + RefitTests.long
        let whole = try workplace.run(
            (arguments + ["--output", "whole.safetensors", "--log", "log.csv"]).map { Array($0.utf8) })
        #expect(whole.ending == .exit(0))
        let announcement = "Training again on 24 images, validation images among them: epochs 1 to "
        let line = try #require(whole.errorLines.first { $0.hasPrefix(announcement) }, "\(whole.error)")
        // Fewer would leave no time for two interruptions.
        try #require(try #require(Int(line.dropFirst(announcement.count))) >= 5, "\(line)")
        // The log has the epochs that validation images judged, and no others.
        let log = String(decoding: try workplace.bytes("log.csv"), as: UTF8.self).split(separator: "\n")
        #expect(log.dropFirst().map { $0.prefix { $0 != "," } } == (1...30).map { "\($0)" })
        let second = "model.safetensors.checkpoint.refit"
        #expect(try workplace.interrupt(arguments, by: SIGKILL, onceWritten: second) == .signal(SIGKILL))
        #expect(
            try workplace.interrupt(arguments + ["--resume"], by: SIGTERM, onceWritten: second) == .exit(143))
        #expect(
            try workplace.errorText.split(separator: "\n").last
                == "imgcls: interrupted; go on with the same command and --resume")
        let resumed = try workplace.run((arguments + ["--resume", "--quiet"]).map { Array($0.utf8) })
        #expect(resumed.error == "" && resumed.ending == .exit(0))
        #expect(try workplace.bytes("model.safetensors") == workplace.bytes("whole.safetensors"))
        #expect(!(try workplace.names).contains { $0.contains("checkpoint") })
    }

    @Test(arguments: [["--seed", "5"], ["--learning-rate", "0.0018"]])
    func `what an unfinished refit of another run left is kept, and takes no part`(_ change: [String]) throws
    {
        let workplace = try Workplace(photos: 8)
        let settings = RefitTests.long
        let second = "model.safetensors.checkpoint.refit"
        let whole = try workplace.run(
            (RefitTests.staged + settings + ["--quiet", "--output", "whole.safetensors"]).map {
                Array($0.utf8)
            })
        #expect(whole.ending == .exit(0))
        let other = RefitTests.staged + settings + change
        #expect(try workplace.interrupt(other, by: SIGKILL, onceWritten: second) == .signal(SIGKILL))
        let left = try workplace.bytes(second)
        #expect(try workplace.interrupt(RefitTests.staged + settings, by: SIGKILL) == .signal(SIGKILL))
        #expect(
            try workplace.names.contains("\(second).previous") && !workplace.names.contains(second))
        let resumed = try workplace.run(
            (RefitTests.staged + settings + ["--resume", "--quiet"]).map { Array($0.utf8) })
        #expect(resumed.ending == .exit(0))
        #expect(try workplace.bytes("model.safetensors") == workplace.bytes("whole.safetensors"))
        #expect(try workplace.bytes("\(second).previous") == left)
    }

    /// A workplace with a run that was killed while it trained again.
    private func unfinished() throws -> Workplace {
        let workplace = try Workplace(photos: 8)
        let ending = try workplace.interrupt(
            RefitTests.staged + RefitTests.long, by: SIGKILL, onceWritten: Self.second)
        try #require(ending == .signal(SIGKILL))
        return workplace
    }

    private static let second = "model.safetensors.checkpoint.refit"

    private func resume(_ workplace: Workplace, _ extra: String..., refits: Bool = true) throws
        -> Workplace.Result
    {
        let arguments = RefitTests.staged.filter { refits || $0 != "--refit" }
        return try workplace.run(
            (arguments + RefitTests.long + ["--resume"] + extra).map { Array($0.utf8) })
    }

    @Test func `numbers that become too large name the half, and where to go on`() throws {
        let workplace = try unfinished()
        let first = "model.safetensors.checkpoint"
        let way = "--resume goes on with a lower --learning-rate or with --clip\n"
        let later = try resume(workplace, "--learning-rate", "1e30")
        #expect(later.ending == .exit(65))
        #expect(later.error.contains("imgcls: photos: while training again, the loss "), "\(later.error)")
        #expect(later.error.contains("; \(Self.second) holds the end of epoch "), "\(later.error)")
        #expect(later.error.hasSuffix(", where \(way)"))
        try FileManager.default.removeItem(atPath: workplace.path(Self.second))
        let atOnce = try resume(workplace, "--learning-rate", "1e30")
        #expect(atOnce.ending == .exit(65))
        #expect(
            atOnce.error.hasSuffix("; \(first) holds the run before, behind which \(way)"), "\(atOnce.error)")
        #expect(!(try workplace.names.contains("model.safetensors")))
        let lower = try resume(workplace, "--learning-rate", "0.001")
        #expect(lower.ending == .exit(0), "\(lower.error)")
    }

    @Test func `a damaged refit is named, and kept as it is`() throws {
        let workplace = try unfinished()
        try workplace.write([1, 2, 3], to: Self.second)
        let result = try resume(workplace)
        #expect(result.ending == .exit(65))
        #expect(result.error.contains("imgcls: \(Self.second): "), "\(result.error)")
        #expect(try workplace.bytes(Self.second) == [1, 2, 3])
        let anew = try workplace.run((RefitTests.staged + RefitTests.long).map { Array($0.utf8) })
        #expect(anew.ending == .exit(64))
        #expect(anew.error.contains("\(Self.second): is no checkpoint, and would be overwritten by one"))
    }

    @Test func `a run that goes on without its refit keeps what there is of it`() throws {
        let workplace = try unfinished()
        let left = try workplace.bytes(Self.second)
        let result = try resume(workplace, refits: false)
        #expect(result.ending == .exit(0), "\(result.error)")
        #expect(
            try workplace.names
                == ["model.safetensors", "\(Self.second).previous", "photos", "tiny.safetensors"])
        #expect(try workplace.bytes("\(Self.second).previous") == left)
    }
}

import FoundationEssentials
import TestSupport
import Testing
import WeightFiles

/// Texts whose comparison would take quadratic time.
@Suite struct CombiningMarkTests {
    typealias P = PickleAssembler

    /// Marks above and below by turns, which Unicode puts in another order before it compares.
    private static func marks(_ count: Int) -> String {
        String(repeating: "\u{301}\u{316}", count: count / 2) + (count % 2 == 1 ? "\u{301}" : "")
    }

    private static let allowed = "a" + marks(127)
    private static let tooMany = "a" + marks(128)

    private static func safeTensors(_ text: String, escaped: Bool = false) -> Data {
        let escapes = text.utf16.map { "\\u" + String(0x10000 + Int($0), radix: 16).dropFirst() }
        let tensor = #"{"dtype":"U8","shape":[0],"data_offsets":[0,0]}"#
        return WeightFixtures.safeTensors(
            #"{"__metadata__":{"k":"v"},"\#(escaped ? escapes.joined() : text)":\#(tensor)}"#)
    }

    private static func checkpoint(_ key: String) -> Data {
        let tensor = P.tensor(P.storage("0", count: 99), shape: [99], strides: [1])
        return P.legacyFile(P.dictionary((key, tensor)), storages: [("0", [Float](repeating: 1, count: 99))])
    }

    private static func archive(_ name: String) -> Data {
        ZipRefusalTests.archive { $0.entries.append(ZipAssembler.Entry(name: name, bytes: Data())) }
    }

    @Test func `as many marks in a row as the longest name of a folder can have are read`() throws {
        for escaped in [false, true] {
            let file = try SafeTensorsFile(parsing: Self.safeTensors(Self.allowed, escaped: escaped))
            #expect(file.tensorNames == [Self.allowed])
        }
        #expect(try TorchCheckpoint(parsing: Self.checkpoint(Self.allowed)).names == [Self.allowed])
        #expect(try TorchCheckpoint(parsing: Self.archive(Self.allowed)).names == ["w"])
    }

    @Test(arguments: [false, true]) func `one more is refused in a header`(escaped: Bool) {
        #expect(throws: SafeTensorsError.tooManyMarks(offset: 34, limit: 127)) {
            try SafeTensorsFile(parsing: Self.safeTensors(Self.tooMany, escaped: escaped))
        }
        #expect(
            SafeTensorsError.tooManyMarks(offset: 34, limit: 127).description
                == "header has a string at offset 34 with more than 127 combining marks in a row")
    }

    @Test func `one more is refused in a pickle and in an archive`() {
        let offset = P.objectOffset + 7
        #expect(throws: TorchCheckpointError.pickle(.tooManyMarks(offset: offset, limit: 127))) {
            try TorchCheckpoint(parsing: Self.checkpoint(Self.tooMany))
        }
        #expect(
            PickleError.tooManyMarks(offset: 9, limit: 127).description
                == "pickle has a text at offset 9 with more than 127 combining marks in a row")
        #expect(throws: TorchCheckpointError.archive(.tooManyMarks(offset: 776, limit: 127))) {
            try TorchCheckpoint(parsing: Self.archive(Self.tooMany))
        }
        #expect(
            ZipError.tooManyMarks(offset: 9, limit: 127).description
                == "the zip archive has a name at offset 9 with more than 127 combining marks in a row")
    }

    /// Each takes minutes where texts are compared first.
    @Test(.timeLimit(.minutes(10)))
    func `a hundred thousand marks are refused at once`() {
        let begin = ThreadTime.seconds
        let marks = Self.marks(100_000)
        #expect(throws: SafeTensorsError.tooManyMarks(offset: 34, limit: 127)) {
            try SafeTensorsFile(parsing: Self.safeTensors(marks))
        }
        #expect(throws: TorchCheckpointError.self) { try TorchCheckpoint(parsing: Self.checkpoint(marks)) }
        #expect(ThreadTime.seconds - begin < 20)
    }

    @Test func `marks that JSON writes as escapes count, those among other characters do not`() {
        let escape = "\\u0301\u{316}"
        #expect(StreamSafeText.isSafe(json: String(repeating: escape, count: 63)))
        #expect(!StreamSafeText.isSafe(json: String(repeating: escape, count: 64)))
        #expect(StreamSafeText.isSafe(json: String(repeating: "\\\\u0301", count: 200)))
        #expect(StreamSafeText.isSafe(json: String(repeating: "e\u{301}", count: 200)))
        // A mark beyond U+FFFF takes two escapes.
        #expect(StreamSafeText.isSafe(json: String(repeating: "\\ud834\\udd65", count: 127)))
        #expect(!StreamSafeText.isSafe(json: String(repeating: "\\ud834\\udd65", count: 128)))
        #expect(StreamSafeText.isSafe(json: "a text that ends with \\u03"))
    }
}

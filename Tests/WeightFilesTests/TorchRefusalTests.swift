import FoundationEssentials
import Testing
import WeightFiles

/// Checkpoints that must not be read, the attacks among them.
@Suite struct TorchRefusalTests {
    typealias P = PickleAssembler

    struct Refusal: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: Data
        let error: TorchCheckpointError
        let message: String

        init(_ what: String, _ bytes: Data, _ error: TorchCheckpointError, _ message: String) {
            testDescription = what
            self.bytes = bytes
            self.error = error
            self.message = message
        }

        /// A file of the older format whose objects are these instructions.
        init(_ what: String, _ object: [UInt8], _ error: PickleError, _ message: String) {
            self.init(what, P.legacyFile(object), .pickle(error), message)
        }

        /// A file of the older format with one tensor in a storage of four elements.
        init(
            _ what: String, offset: Int = 0, shape: [Int], strides: [Int], _ error: TorchCheckpointError,
            _ message: String
        ) {
            let tensor = P.tensor(
                P.storage("0", count: 4), offset: offset, shape: shape, strides: strides)
            let file = P.legacyFile(P.dictionary(("w", tensor)), storages: [("0", [1, 2, 3, 4])])
            self.init(what, file, error, message)
        }
    }

    /// Where the instructions of the objects begin.
    static let start = P.objectOffset

    @Test(arguments: programs + instructions + storages + views + containers)
    func `a hostile or broken checkpoint is refused, and the message says how`(_ refusal: Refusal) {
        #expect(throws: refusal.error) { try TorchCheckpoint(parsing: refusal.bytes) }
        #expect(refusal.error.description == refusal.message)
    }

    @Test func `containers that share each other cannot make more names than the file has bytes`() {
        // Thirty dictionaries, each holding the next one twice: a billion tensors in one kilobyte.
        let tensor = P.tensor(P.storage("0", count: 1), shape: [1], strides: [1])
        var object = P.dictionary(("w", tensor)) + [0x71, 0]
        for level in 1...30 as ClosedRange<UInt8> {
            object += P.dictionary(("a", [0x68, level - 1]), ("b", [0x68, level - 1])) + [0x71, level]
        }
        let file = P.legacyFile(object, storages: [("0", [1])])
        #expect(throws: TorchCheckpointError.tooManyNames(limit: file.count)) {
            try TorchCheckpoint(parsing: file)
        }
        let message = "the names of all tensors take more than the file's own 9 bytes"
        #expect(TorchCheckpointError.tooManyNames(limit: 9).description == message)
    }

    @Test func `a long list cannot be copied again and again`() {
        let pair = P.tuple([0x4E], [0x4E]) + [0x71, 1]
        var object =
            pair + [0x5D, 0x28] + (0..<1000).flatMap { _ in [0x68, 1] as [UInt8] } + [0x65, 0x71, 2]
        let listLength = object.count
        let copy = P.reduce(P.global("collections", "OrderedDict"), [0x68, 2, 0x85])
        for _ in 0..<1000 { object += copy }
        // The list has 1000 elements in 2011 bytes: the third copy is more than what has been read.
        let offset = P.objectOffset + listLength + 3 * copy.count - 1
        let limit = offset + 1 - P.preamble().count
        #expect(throws: TorchCheckpointError.pickle(.tooMuchCopying(limit: limit, offset: offset))) {
            try TorchCheckpoint(parsing: P.legacyFile(object))
        }
    }

    @Test func `sixty-five axes are refused`() {
        let ones = [Int](repeating: 1, count: 65)
        let object = P.tensor(P.storage("0", count: 1), shape: ones, strides: ones)
        let offset = P.objectOffset + object.count - 1
        #expect(throws: TorchCheckpointError.pickle(.rankTooLarge(limit: 64, offset: offset))) {
            try TorchCheckpoint(parsing: P.legacyFile(object))
        }
    }

    @Test func `a missing file and a missing tensor are refused in words`() throws {
        #expect(
            throws: TorchCheckpointError.unreadable(.refused(code: 2, reason: "No such file or directory"))
        ) {
            try TorchCheckpoint(contentsOfFile: "/nowhere/model.pth")
        }
        let checkpoint = try TorchCheckpoint(parsing: P.legacyFile([0x7D]))
        #expect(throws: TorchCheckpointError.tensorNotFound("w")) { try checkpoint.tensor(named: "w") }
        #expect(TorchCheckpointError.tensorNotFound("w").description == "file has no tensor \"w\"")
    }
}

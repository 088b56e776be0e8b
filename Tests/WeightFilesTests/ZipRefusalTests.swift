import FoundationEssentials
import Tensors
import Testing
import WeightFiles

/// Archives that are not what PyTorch writes.
@Suite struct ZipRefusalTests {
    typealias P = PickleAssembler

    /// An archive with one tensor `w` in storage `0`, changed in one way.
    static func archive(_ change: (inout ZipAssembler) -> Void = { _ in }) -> Data {
        let tensor = P.tensor(P.storage("0", count: 2), shape: [2], strides: [1])
        let pickle = Data([0x80, 2] + P.dictionary(("w", tensor)) + [0x2E])
        var assembler = ZipAssembler(entries: [
            ZipAssembler.Entry(name: "m/data.pkl", bytes: pickle),
            ZipAssembler.Entry(name: "m/byteorder", bytes: Data("little".utf8)),
            ZipAssembler.Entry(name: "m/data/0", bytes: Data([0, 0, 0x80, 0x3F, 0, 0, 0, 0x40])),
        ])
        change(&assembler)
        return assembler.assembled()
    }

    @Test func `an archive without 64-bit records, and one with them, is read`() throws {
        let plain = try TorchCheckpoint(parsing: Self.archive())
        #expect(try plain.tensor(named: "w").values == [1, 2])
        let wide = Self.archive {
            $0.has64BitEnd = true
            for index in $0.entries.indices { $0.entries[index].isExtended = true }
        }
        #expect(try TorchCheckpoint(parsing: wide).tensor(named: "w").values == [1, 2])
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let error: TorchCheckpointError
        let bytes: Data
        let message: String

        init(
            _ what: String, _ error: TorchCheckpointError, _ message: String,
            _ change: (inout ZipAssembler) -> Void
        ) {
            testDescription = what
            self.error = error
            self.message = message
            bytes = ZipRefusalTests.archive(change)
        }
    }

    /// Where the central directory and the record at the end begin in the unchanged archive.
    private static let directory = 276
    private static let end = 443

    static let entries: [Refusal] = [
        Refusal(
            "a compressed entry", .archive(.compressed(entry: "m/data.pkl", method: 8)),
            "entry \"m/data.pkl\" is compressed with method 8 (deflate), only stored entries are read"
        ) { $0.entries[0].method = 8 },
        Refusal(
            "an encrypted entry", .archive(.unsupportedFlags(entry: "m/data.pkl", flags: 1)),
            "entry \"m/data.pkl\" has flags 1 (encrypted), not supported"
        ) { $0.entries[0].flags = 1 },
        Refusal(
            "a wrong checksum",
            .archive(.checksumMismatch(entry: "m/data/0", checksum: 775_923_062, expected: 1)),
            "entry \"m/data/0\" is damaged: its checksum is 775923062, not 1"
        ) { $0.entries[2].checksum = 1 },
        Refusal(
            "an entry twice", .archive(.duplicateEntry("m/data.pkl")),
            "the zip archive has two entries \"m/data.pkl\""
        ) { $0.entries.append($0.entries[0]) },
        Refusal(
            "another name before the bytes", .archive(.malformed(.localHeader, offset: 0)),
            "the zip archive has a malformed local header at offset 0"
        ) { $0.entries[0].localName = "m/data.pk1" },
        Refusal(
            "two entries at one place", .archive(.malformed(.localHeader, offset: 0)),
            "the zip archive has a malformed local header at offset 0"
        ) { $0.entries[2].headerOffset = 0 },
        Refusal(
            "a local header beyond the entries", .archive(.malformed(.localHeader, offset: 400)),
            "the zip archive has a malformed local header at offset 400"
        ) { $0.entries[2].headerOffset = 400 },
        Refusal(
            "an entry that reaches into the directory",
            .archive(.overlap(entry: "m/data/0", begin: 268, end: 277)),
            "entry \"m/data/0\" at bytes 268 ..< 277 overlaps something else"
        ) { $0.entries[2].size = 9 },
        Refusal(
            "an entry of 2⁶⁴ − 1 bytes", .archive(.malformed(.centralHeader, offset: directory)),
            "the zip archive has a malformed central directory header at offset \(directory)"
        ) {
            $0.entries[0].size = .max
            $0.entries[0].isExtended = true
        },
    ]

    static let archives: [Refusal] = [
        Refusal(
            "fewer entries than counted", .archive(.malformed(.endRecord, offset: end)),
            "the zip archive has a malformed end record at offset \(end)"
        ) { $0.entryCount = 4 },
        Refusal(
            "a directory elsewhere", .archive(.malformed(.endRecord, offset: end)),
            "the zip archive has a malformed end record at offset \(end)"
        ) { $0.directoryOffset = 0 },
        Refusal(
            "a 64-bit directory elsewhere", .archive(.malformed(.endRecord64, offset: end)),
            "the zip archive has a malformed 64-bit end record at offset \(end)"
        ) {
            $0.directoryOffset = .max
            $0.has64BitEnd = true
        },
        Refusal("a second part", .archive(.multipart), "the zip archive is split into parts") {
            $0.diskNumber = 1
        },
        Refusal("no pickle", .noPickleInArchive, "the archive holds no data.pkl below one folder") {
            $0.entries.removeFirst()
        },
        Refusal(
            "two folders with a pickle", .noPickleInArchive, "the archive holds no data.pkl below one folder"
        ) { $0.entries.append(ZipAssembler.Entry(name: "n/data.pkl", bytes: Data())) },
        Refusal(
            "the other order of bytes", .bigEndian,
            "the numbers have their most significant byte first, which is not supported"
        ) { $0.entries[1].bytes = Data("big".utf8) },
        Refusal("a missing storage", .missingStorage(key: "0"), "the file does not hold storage \"0\"") {
            $0.entries.removeLast()
        },
        Refusal(
            "a storage that is too long", .storageSizeMismatch(key: "0", byteCount: 9, expected: 8),
            "storage \"0\" has 9 bytes in the file, its tensors need 8"
        ) { $0.entries[2].bytes.append(0) },
        Refusal(
            "a storage that is too short", .storageOutOfBounds(key: "0", elementCount: 2, bytesLeft: 7),
            "storage \"0\" has 2 elements, but only 7 bytes are left"
        ) { $0.entries[2].bytes.removeLast() },
        Refusal(
            "bytes after the pickle", .pickle(.trailingBytes(count: 2, offset: 143)),
            "2 bytes follow the end of the pickle at offset 143"
        ) { $0.entries[0].bytes += Data([0, 0]) },
    ]

    @Test(arguments: entries + archives)
    func `a broken or unusual archive is refused, and the message says how`(_ refusal: Refusal) {
        #expect(throws: refusal.error) { try TorchCheckpoint(parsing: refusal.bytes) }
        #expect(refusal.error.description == refusal.message)
    }

    @Test func `an archive that is cut off or followed by something is refused`() {
        let whole = Self.archive()
        for bytes in [whole.dropLast(1), whole + Data([0]), whole.prefix(30)] {
            #expect(throws: TorchCheckpointError.archive(.missingEndRecord)) {
                try TorchCheckpoint(parsing: bytes)
            }
        }
    }

    @Test func `entries that overlap are refused`() {
        // The second entry lies within the first: a local header with its name is part of the first one's
        // bytes.
        let inner = ZipAssembler(entries: [ZipAssembler.Entry(name: "m/x", bytes: Data([1]))]).assembled()
        let bytes = ZipAssembler(entries: [
            ZipAssembler.Entry(name: "m/data.pkl", bytes: Data(inner.prefix(34))),
            ZipAssembler.Entry(name: "m/x", bytes: Data([1]), headerOffset: 40),
        ]).assembled()
        #expect(throws: TorchCheckpointError.archive(.overlap(entry: "m/x", begin: 73, end: 74))) {
            try TorchCheckpoint(parsing: bytes)
        }
    }
}

import Execution
import FoundationEssentials
import Models
import Networks
import Tensors
import Testing
import WeightFiles

/// Files that are cut, overwritten or of another program: an error, never a crash.
@Suite struct HostileModelFileTests {
    @Test func `a file cut short at any length is refused as a file`() throws {
        let bytes = try TinyModel.model().serialized()
        let headerEnd = try headerEnd(of: bytes)
        let lengths =
            Array(0...16) + Array(stride(from: 17, to: bytes.count, by: bytes.count / 60))
            + [headerEnd - 1, headerEnd, headerEnd + 1, bytes.count - 1]
        for length in lengths {
            let error = try #require(throws: ModelError.self, "\(length) bytes") {
                try TestFiles.withFile(bytes.prefix(length)) { try Model(contentsOfFile: $0) }
            }
            guard case .file = error else {
                Issue.record("\(length) bytes: \(error)")
                return
            }
        }
    }

    @Test func `a cut file says how long it is`() throws {
        let bytes = try TinyModel.model().serialized()
        let expected = UInt64(try headerEnd(of: bytes))
        #expect(throws: ModelError.file(.truncated(byteCount: 100, expectedAtLeast: expected))) {
            try TestFiles.withFile(bytes.prefix(100)) { try Model(contentsOfFile: $0) }
        }
    }

    @Test func `bytes behind the last tensor are refused`() throws {
        let bytes = try TinyModel.model().serialized()
        let dataByteCount = bytes.count - (try headerEnd(of: bytes))
        let error = SafeTensorsError.unusedBytes(begin: dataByteCount, end: dataByteCount + 1)
        #expect(throws: ModelError.file(error)) {
            try TestFiles.withFile(bytes + [0]) { try Model(contentsOfFile: $0) }
        }
    }

    /// A text of the header that is replaced, and the error that it must lead to.
    struct HostileHeader: Sendable, CustomTestStringConvertible {
        let text: String
        let other: String
        let error: SafeTensorsError
        var testDescription: String { other }
    }

    // `golden.logits` is the first tensor: F32, 2×3, 24 bytes.
    private static let description = #""golden.logits":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}"#

    private static func logits(_ shape: String, _ offsets: String, _ error: SafeTensorsError) -> HostileHeader
    {
        HostileHeader(
            text: description,
            other: #""golden.logits":{"dtype":"F32","shape":[\#(shape)],"data_offsets":[\#(offsets)]}"#,
            error: error)
    }

    @Test(arguments: [
        logits("2,3", "24,0", .reversedOffsets(tensor: "golden.logits", begin: 24, end: 0)),
        logits("2,3", "0,20", .byteCountMismatch(tensor: "golden.logits", byteCount: 20, expected: 24)),
        logits(
            "4611686018427387904,1", "0,24",
            .sizeOverflow(tensor: "golden.logits", extents: [4_611_686_018_427_387_904, 1])),
        logits(
            "1099511627776,1", "0,24",
            .byteCountMismatch(tensor: "golden.logits", byteCount: 24, expected: 4_398_046_511_104)),
        logits("5,3", "0,60", .overlap(tensor: "head.bias", begin: 24, precedingEnd: 60)),
        logits("1,3", "0,12", .unusedBytes(begin: 12, end: 24)),
    ])
    func `offsets and shapes that lie are refused as a file`(header: HostileHeader) throws {
        let bytes = try edited(try TinyModel.model().serialized(), header.text, header.other)
        #expect(throws: ModelError.file(header.error)) {
            try TestFiles.withFile(bytes) { try Model(contentsOfFile: $0) }
        }
    }

    @Test func `a safetensors file of another program is not a model`() throws {
        var content = SafeTensorsContent(metadata: ["format": "pt"])
        try content.add(Tensor(shape: [2], values: [1, 2]), named: "classifier.weight")
        let named = try content.serialized()
        content.metadata = [:]
        let anonymous = try content.serialized()
        for bytes in [named, anonymous] {
            #expect(throws: ModelError.notAModel(missingKey: "format")) {
                try TestFiles.withFile(bytes) { try Model(contentsOfFile: $0) }
            }
        }
    }

    @Test func `a file that is not there is an unreadable file`() throws {
        let error = try #require(throws: ModelError.self) {
            try Model(contentsOfFile: "/nowhere/model.safetensors")
        }
        guard case .file(.unreadable) = error else {
            Issue.record("\(error)")
            return
        }
    }

    @Test func `a picture is not a model`() throws {
        let picture = Data(
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + [UInt8](repeating: 7, count: 99))
        let length: UInt64 = 0x0A1A_0A0D_474E_5089
        #expect(throws: ModelError.file(.headerTooLarge(byteCount: length, limit: 100_000_000))) {
            try TestFiles.withFile(picture) { try Model(contentsOfFile: $0) }
        }
    }

    @Test func `no overwritten byte of the header leads to a crash`() throws {
        let bytes = try TinyModel.model().serialized()
        let headerEnd = try headerEnd(of: bytes)
        var generator = SeededGenerator(seed: 5)
        var refusals = 0
        for _ in 0..<300 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let digits = Array("0123456789[]{}\",:eE-+. \u{0}".utf8)
                changed[Int.random(in: 0..<headerEnd, using: &generator)] =
                    digits[Int.random(in: 0..<digits.count, using: &generator)]
            }
            do {
                let model = try Model(reading: try SafeTensorsFile(parsing: changed))
                #expect(model.classNames.count == 3)
            } catch is SafeTensorsError {
                refusals += 1
            } catch is ModelError {
                refusals += 1
            }
        }
        #expect(refusals > 100)
    }

    private static let hostileText = "1\n\u{1B}[2Jall is well"

    @Test(arguments: [
        ModelError.unsupportedVersion(hostileText), .repeatedClassName(hostileText),
        .malformed(key: "network", reason: hostileText), .network(.duplicateName(hostileText)),
        .execution(.network(.duplicateName(hostileText))),
    ])
    func `what a file says of itself stays in one printable line of an error`(_ error: ModelError) {
        #expect(error.description.contains(#"1\x0A\x1B[2Jall is well"#))
        #expect(!error.description.contains("\n"))
    }

    @Test func `an error repeats only the beginning of a long text`() {
        let (long, shown) = (String(repeating: "é", count: 1_000_000), String(repeating: "é", count: 300))
        #expect(
            ModelError.unsupportedVersion(long).description
                == "has model format version \(shown)…; this imgcls reads version 1")
    }

    private func headerEnd(of bytes: Data) throws -> Int {
        8 + bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    /// The file with another header, whose length is put right.
    private func edited(_ bytes: Data, _ text: String, _ other: String) throws -> Data {
        let end = try headerEnd(of: bytes)
        let header = String(decoding: bytes[8..<end], as: UTF8.self)
        let changed = Data(header.replacing(text, with: other).utf8)
        #expect(changed != bytes[8..<end], "the change found nothing to replace")
        let length = (0..<8).map { UInt8(truncatingIfNeeded: changed.count >> (8 * $0)) }
        return Data(length) + changed + bytes[end...]
    }
}

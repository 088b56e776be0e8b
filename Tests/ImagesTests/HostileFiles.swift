import Images

/// Files that ask for much.
enum HostileFiles {
    /// A PNG of 95 bytes that claims 799,708,724,280 pixels.
    static var hugePNG: [UInt8] {
        PNGBuilder.signature + PNGBuilder.header(width: 935_820, height: 854_554)
            + PNGBuilder.chunk("IDAT", [0x78, 0x9C] + [UInt8](repeating: 0, count: 36))
            + PNGBuilder.chunk("IEND", [])
    }

    /// Files that claim 196 million pixels and have data for next to none of them, with their errors.
    static func emptyButLarge() throws -> [(bytes: [UInt8], error: ImageError)] {
        let png =
            PNGBuilder.signature + PNGBuilder.header(width: 14_000, height: 14_000)
            + PNGBuilder.chunk("IDAT", [0x78, 0x9C, 0x01])
        let size: [UInt8] = [0x36, 0xB0]  // 14,000 in big-endian
        let jpegs = try ["ycc-420.jpg", "cut-arithmetic.jpg", "progressive.jpg"].map { file in
            var bytes = Array(try Fixture.bytes(file).dropLast(40))
            let frames: [UInt8] = [0xC0, 0xC2, 0xC9]
            let frame = bytes.indices.first { bytes[$0] == 0xFF && frames.contains(bytes[$0 + 1]) } ?? 0
            bytes.replaceSubrange(frame + 5..<frame + 9, with: size + size)
            return bytes
        }
        var lossy = try Fixture.bytes("lossy.webp")
        lossy.replaceSubrange(26..<30, with: [0xB0, 0x36, 0xB0, 0x36])
        var lossless = try Fixture.bytes("lossless.webp")
        // Two times 13,999 in 14 bits each, the lowest first; alpha is not used.
        lossless.replaceSubrange(21..<25, with: [0xAF, 0xF6, 0xAB, 0x0D])
        let missing = "Corrupt JPEG data: premature end of data segment"
        let invalid = "the bitstream is invalid"
        return [
            (png, .truncated(.png, byteCount: png.count)),
            (jpegs[0], .truncated(.jpeg, byteCount: jpegs[0].count)),
            (jpegs[1], .truncated(.jpeg, byteCount: jpegs[1].count)),
            (jpegs[2], .corrupt(.jpeg, message: missing)),
            (lossy, .corrupt(.webp, message: invalid)),
            (lossless, .corrupt(.webp, message: invalid)),
        ]
    }

    /// A PNG whose profile and texts would have 206 MB each.
    static func metadataBombs() throws -> [UInt8] {
        let bomb = zeros(matchCount: 800_000)
        let named = Array("x".utf8) + [0]
        let chunks =
            PNGBuilder.chunk("iCCP", named + [0] + bomb) + PNGBuilder.chunk("zTXt", named + [0] + bomb)
            + PNGBuilder.chunk("iTXt", named + [1, 0, 0, 0] + bomb)
        return PNGBuilder.inserting(chunks, into: try Fixture.bytes("rgb-8.png"))
    }

    /// A progressive JPEG with its first scan again and again, which changes nothing.
    static func repeatingFirstScan(of file: String, count: Int) throws -> [UInt8] {
        let bytes = try Fixture.bytes(file)
        let markers = bytes.indices.dropLast().filter { bytes[$0] == 0xFF && bytes[$0 + 1] >= 0xC0 }
        let start = markers.first { bytes[$0 + 1] == 0xDA } ?? 0
        let end = markers.first { $0 > start } ?? bytes.count
        let scan = Array(bytes[start..<end])
        return Array(bytes[..<end]) + [[UInt8]](repeating: scan, count: count).joined() + bytes[end...]
    }

    /// A zlib stream of `1 + 258 · matchCount` zeros: one zero, then copies of it as long as they can be.
    ///
    /// Source: RFC 1950; RFC 1951, section 3.2.6, the fixed codes.
    private static func zeros(matchCount: Int) -> [UInt8] {
        var bytes: [UInt8] = [0x78, 0x9C]
        var (buffer, bitCount): (UInt32, UInt32) = (0, 0)
        func append(_ bits: UInt32, count: UInt32) {
            buffer |= bits << bitCount
            bitCount += count
            while bitCount >= 8 {
                bytes.append(UInt8(truncatingIfNeeded: buffer))
                buffer >>= 8
                bitCount -= 8
            }
        }
        append(0b011, count: 3)  // the last block, with the fixed codes
        append(0b0000_1100, count: 8)  // a literal 0, the code's highest bit first
        for _ in 0..<matchCount { append(0b0_0000_1010_0011, count: 13) }  // 258 bytes, one byte back
        append(0, count: 7 + (16 - (bitCount + 7) % 8) % 8)  // the end, up to a whole byte
        let sum = UInt32((1 + 258 * matchCount) % 65_521) << 16 | 1
        return bytes + PNGBuilder.bigEndian(sum)
    }
}

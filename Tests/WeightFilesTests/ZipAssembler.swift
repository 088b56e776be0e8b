import FoundationEssentials

/// Writes zip archives of stored entries for tests, with every number open to change.
struct ZipAssembler {
    struct Entry {
        var name: String
        var bytes: Data
        var method: UInt64 = 0
        var flags: UInt64 = 0
        var checksum: UInt64?
        var localName: String?
        var size: UInt64?
        var headerOffset: UInt64?

        /// Whether the sizes are written in the 64-bit extension.
        var isExtended = false
    }

    var entries: [Entry]
    var entryCount: UInt64?
    var diskNumber: UInt64 = 0
    var directoryOffset: UInt64?

    /// Whether a 64-bit end record stands before the end record, as PyTorch always writes.
    var has64BitEnd = false

    /// The bytes of the archive.
    func assembled() -> Data {
        var file = Data()
        var directory = Data()
        for entry in entries {
            let offset = entry.headerOffset ?? UInt64(file.count)
            file += local(entry)
            directory += central(entry, offset: offset)
        }
        let begin = directoryOffset ?? UInt64(file.count)
        let count = entryCount ?? UInt64(entries.count)
        file += directory
        if has64BitEnd {
            let end = UInt64(file.count)
            file += number(0x0606_4B50, 4) + number(44, 8) + number(0x2D, 2) + number(0x2D, 2)
            file += number(diskNumber, 4) + number(0, 4) + number(count, 8) + number(count, 8)
            file += number(UInt64(directory.count), 8) + number(begin, 8)
            file += number(0x0706_4B50, 4) + number(0, 4) + number(end, 8) + number(1, 4)
        }
        file += number(0x0605_4B50, 4) + number(diskNumber, 2) + number(0, 2) + number(count, 2)
        file += number(count, 2) + number(UInt64(directory.count), 4) + number(begin, 4) + number(0, 2)
        return file
    }

    private func local(_ entry: Entry) -> Data {
        let name = Data((entry.localName ?? entry.name).utf8)
        var record = number(0x0403_4B50, 4) + number(20, 2) + number(entry.flags, 2)
        record += number(entry.method, 2) + number(0, 16) + number(UInt64(name.count), 2) + number(0, 2)
        return record + name + entry.bytes
    }

    private func central(_ entry: Entry, offset: UInt64) -> Data {
        let name = Data(entry.name.utf8)
        let size = entry.size ?? UInt64(entry.bytes.count)
        let shortSize = entry.isExtended ? 0xFFFF_FFFF : size
        let sizes = number(1, 2) + number(16, 2) + number(size, 8) + number(size, 8)
        let extra = entry.isExtended ? sizes : Data()
        var record = number(0x0201_4B50, 4) + number(20, 2) + number(20, 2) + number(entry.flags, 2)
        record += number(entry.method, 2) + number(0, 4)
        record += number(entry.checksum ?? Self.checksum(entry.bytes), 4)
        record += number(shortSize, 4) + number(shortSize, 4) + number(UInt64(name.count), 2)
        record += number(UInt64(extra.count), 2) + number(0, 10) + number(offset, 4)
        return record + name + extra
    }

    private func number(_ value: UInt64, _ byteCount: Int) -> Data {
        Data((0..<byteCount).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) : 0 })
    }

    /// The checksum of zip archives, bit by bit: slow, and independent of the reader's tables.
    static func checksum(_ bytes: Data) -> UInt64 {
        var state: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            state ^= UInt32(byte)
            for _ in 0..<8 { state = state & 1 == 1 ? state >> 1 ^ 0xEDB8_8320 : state >> 1 }
        }
        return UInt64(~state)
    }
}

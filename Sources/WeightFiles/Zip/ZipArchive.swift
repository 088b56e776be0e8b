import FoundationEssentials

/// A zip archive of stored entries, the kind that PyTorch writes: no compression, no encryption, no comment,
/// one part, 64-bit records where a number needs them.
///
/// The central directory is read and checked as a whole: entries lie before it, do not overlap, and have
/// their names once. The checksum of an entry is compared when its contents are asked for.
///
/// Source: PKWARE, "APPNOTE.TXT - .ZIP File Format Specification", version 6.3.10.
struct ZipArchive {
    private static let endRecordLength = 22
    private static let locatorLength = 20
    private static let endRecord64Length = 56
    private static let centralHeaderLength = 46
    private static let localHeaderLength = 30

    /// Sizes follow the data, and the name is UTF-8: the two flags that do not change how an entry is read.
    private static let harmlessFlags: UInt16 = 0x0808

    private let file: Data

    /// The entries by name.
    private(set) var entries: [String: ZipEntry] = [:]

    /// Where the central directory lies, and how many entries it has.
    private struct Directory {
        let begin: Int
        let end: Int
        let entryCount: UInt64
    }

    init(file: Data) throws(ZipError) {
        self.file = file
        let directory = try Self.directory(of: file)
        var position = directory.begin
        var count: UInt64 = 0
        while position < directory.end {
            let entry = try readEntry(at: &position, directory: directory)
            guard entries.updateValue(entry, forKey: entry.name) == nil else {
                throw .duplicateEntry(entry.name)
            }
            count += 1
        }
        guard position == directory.end, count == directory.entryCount else {
            throw .malformed(.endRecord, offset: directory.end)
        }
        try checkOverlap()
    }

    /// The bytes of an entry, compared with their checksum; no copy.
    func contents(of name: String) throws(ZipError) -> Data {
        guard let entry = entries[name] else { throw .entryNotFound(name) }
        let bytes = file.bytes(at: entry.dataRange)
        let checksum = CyclicRedundancyCheck.checksum(of: bytes)
        guard checksum == entry.checksum else {
            throw .checksumMismatch(entry: name, checksum: checksum, expected: entry.checksum)
        }
        return bytes
    }

    private func checkOverlap() throws(ZipError) {
        var end = 0
        for entry in entries.values.sorted(by: { $0.headerOffset < $1.headerOffset }) {
            guard entry.headerOffset >= end else {
                throw .overlap(
                    entry: entry.name, begin: entry.dataRange.lowerBound, end: entry.dataRange.upperBound)
            }
            end = entry.dataRange.upperBound
        }
    }
}

// MARK: - Records

extension ZipArchive {
    /// Reads the end record, and the 64-bit one before it where there is one.
    private static func directory(of file: Data) throws(ZipError) -> Directory {
        let end = file.count - endRecordLength
        guard end >= 0, file.littleEndian(at: end, byteCount: 4) == 0x0605_4B50,
            file.littleEndian(at: end + 20, byteCount: 2) == 0
        else { throw .missingEndRecord }
        let number = { (offset: Int, byteCount: Int) in
            file.littleEndian(at: end + offset, byteCount: byteCount)
        }
        let locator = end - locatorLength
        if locator >= 0, file.littleEndian(at: locator, byteCount: 4) == 0x0706_4B50 {
            return try directory64(of: file, locator: locator)
        }
        guard number(4, 2) == 0, number(6, 2) == 0, number(8, 2) == number(10, 2) else { throw .multipart }
        guard number(16, 4) + number(12, 4) == UInt64(end) else { throw .malformed(.endRecord, offset: end) }
        return Directory(begin: Int(number(16, 4)), end: end, entryCount: number(10, 2))
    }

    private static func directory64(of file: Data, locator: Int) throws(ZipError) -> Directory {
        let end = locator - endRecord64Length
        let refusal = ZipError.malformed(.endRecord64, offset: end)
        let number = { (offset: Int, byteCount: Int) in
            file.littleEndian(at: end + offset, byteCount: byteCount)
        }
        guard end >= 0, file.littleEndian(at: locator + 8, byteCount: 8) == UInt64(end),
            number(0, 4) == 0x0606_4B50, number(4, 8) == UInt64(endRecord64Length - 12)
        else { throw refusal }
        guard number(16, 4) == 0, number(20, 4) == 0, number(24, 8) == number(32, 8) else { throw .multipart }
        let (sum, overflow) = number(48, 8).addingReportingOverflow(number(40, 8))
        guard !overflow, sum == UInt64(end) else { throw refusal }
        return Directory(begin: Int(number(48, 8)), end: end, entryCount: number(32, 8))
    }

    /// Reads one record of the central directory and the local header that belongs to it.
    private func readEntry(at position: inout Int, directory: Directory) throws(ZipError) -> ZipEntry {
        let start = position
        let refusal = ZipError.malformed(.centralHeader, offset: start)
        guard start + Self.centralHeaderLength <= directory.end,
            file.littleEndian(at: start, byteCount: 4) == 0x0201_4B50
        else { throw refusal }
        let number = { (offset: Int, byteCount: Int) in
            file.littleEndian(at: start + offset, byteCount: byteCount)
        }
        let nameEnd = start + Self.centralHeaderLength + Int(number(28, 2))
        let extraEnd = nameEnd + Int(number(30, 2))
        position = extraEnd + Int(number(32, 2))
        guard position <= directory.end else { throw refusal }
        let name = try text(start + Self.centralHeaderLength..<nameEnd)
        let method = UInt16(number(10, 2))
        guard method == 0 else { throw .compressed(entry: name, method: method) }
        let flags = UInt16(number(8, 2))
        guard flags & ~Self.harmlessFlags == 0 else { throw .unsupportedFlags(entry: name, flags: flags) }

        var sizes = [number(24, 4), number(20, 4), number(42, 4)]
        try readExtension(nameEnd..<extraEnd, sizes: &sizes)
        guard sizes[0] == sizes[1], let size = Int(exactly: sizes[0]), let header = Int(exactly: sizes[2])
        else {
            throw refusal
        }
        let data = try dataStart(ofEntry: name, header: header, limit: directory.begin)
        let end = CheckedArithmetic.add(data, size) ?? .max
        guard end <= directory.begin else { throw .overlap(entry: name, begin: data, end: end) }
        return ZipEntry(
            name: name, checksum: UInt32(number(16, 4)), headerOffset: header, dataRange: data..<end)
    }

    /// Replaces sizes that are all ones by the 64-bit numbers of the extension, in its order: size, stored
    /// size, offset of the local header.
    private func readExtension(_ range: Range<Int>, sizes: inout [UInt64]) throws(ZipError) {
        var position = range.lowerBound
        while position + 4 <= range.upperBound {
            let identifier = file.littleEndian(at: position, byteCount: 2)
            let end = position + 4 + Int(file.littleEndian(at: position + 2, byteCount: 2))
            guard end <= range.upperBound else { throw .malformed(.extendedInformation, offset: position) }
            if identifier == 1 {
                var field = position + 4
                for index in sizes.indices where sizes[index] == 0xFFFF_FFFF {
                    guard field + 8 <= end else { throw .malformed(.extendedInformation, offset: position) }
                    sizes[index] = file.littleEndian(at: field, byteCount: 8)
                    field += 8
                }
            }
            position = end
        }
    }

    /// Reads the local header as far as needed to find the bytes behind it.
    private func dataStart(ofEntry name: String, header: Int, limit: Int) throws(ZipError) -> Int {
        let refusal = ZipError.malformed(.localHeader, offset: header)
        guard let fixedEnd = CheckedArithmetic.add(header, Self.localHeaderLength), fixedEnd <= limit,
            file.littleEndian(at: header, byteCount: 4) == 0x0403_4B50,
            file.littleEndian(at: header + 8, byteCount: 2) == 0
        else { throw refusal }
        let nameEnd = fixedEnd + Int(file.littleEndian(at: header + 26, byteCount: 2))
        let start = nameEnd + Int(file.littleEndian(at: header + 28, byteCount: 2))
        guard start <= limit, try text(fixedEnd..<nameEnd) == name else { throw refusal }
        return start
    }

    private func text(_ range: Range<Int>) throws(ZipError) -> String {
        guard let text = String(validating: file.bytes(at: range), as: UTF8.self) else {
            throw .invalidName(offset: range.lowerBound)
        }
        guard StreamSafeText.isSafe(text) else {
            throw .tooManyMarks(offset: range.lowerBound, limit: StreamSafeText.markLimit)
        }
        return text
    }
}

/// Why a zip archive is refused. Offsets count bytes from the start of the file.
public enum ZipError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file does not end with the record that ends an archive.
    case missingEndRecord

    /// A record of the archive's directory does not have the signature or the numbers that it must have.
    case malformed(ZipRecord, offset: Int)

    /// The archive is one of several parts.
    case multipart

    /// An entry is compressed; PyTorch stores its entries as they are.
    case compressed(entry: String, method: UInt16)

    /// An entry is encrypted, or has another property that PyTorch does not use.
    case unsupportedFlags(entry: String, flags: UInt16)

    /// An entry's name is not UTF-8.
    case invalidName(offset: Int)

    /// An entry's name has more combining marks in a row than are read.
    case tooManyMarks(offset: Int, limit: Int)

    /// Two entries have one name.
    case duplicateEntry(String)

    /// An entry's bytes reach into another entry's or beyond the entries' part of the file.
    case overlap(entry: String, begin: Int, end: Int)

    /// There is no entry of this name.
    case entryNotFound(String)

    /// The bytes of an entry are not those that were written.
    case checksumMismatch(entry: String, checksum: UInt32, expected: UInt32)

    /// One sentence.
    public var description: String {
        switch self {
        case .missingEndRecord:
            "the zip archive is cut off: its end record is missing"
        case .malformed(let record, let offset):
            "the zip archive has a malformed \(record.rawValue) at offset \(offset)"
        case .multipart:
            "the zip archive is split into parts"
        case .compressed(let entry, let method):
            "entry \(entry.quoted) is compressed with method \(method)\(method == 8 ? " (deflate)" : ""), "
                + "only stored entries are read"
        case .unsupportedFlags(let entry, let flags):
            "entry \(entry.quoted) has flags \(flags)\(flags & 1 == 1 ? " (encrypted)" : ""), not supported"
        case .invalidName(let offset):
            "the zip archive has a name at offset \(offset) that is not UTF-8"
        case .tooManyMarks(let offset, let limit):
            "the zip archive has a name at offset \(offset) with more than \(limit) combining marks in a row"
        case .duplicateEntry(let entry):
            "the zip archive has two entries \(entry.quoted)"
        case .overlap(let entry, let begin, let end):
            "entry \(entry.quoted) at bytes \(begin) ..< \(end) overlaps something else"
        case .entryNotFound(let entry):
            "the zip archive has no entry \(entry.quoted)"
        case .checksumMismatch(let entry, let checksum, let expected):
            "entry \(entry.quoted) is damaged: its checksum is \(checksum), not \(expected)"
        }
    }
}

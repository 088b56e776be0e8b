/// Why bytes are not a safetensors file, or not one that this program reads.
///
/// Offsets of the header count bytes from the start of the file; offsets of tensors count from the start of
/// the data section, as the file itself does.
public enum SafeTensorsError: Error, Hashable, Sendable {
    /// The file cannot be opened.
    case unreadable(FileMappingError)

    /// The file ends before the header that it announces.
    case truncated(byteCount: Int, expectedAtLeast: UInt64)

    /// The header has fewer bytes than the smallest one, `{}`.
    case headerTooSmall(byteCount: Int)

    /// The header announces more bytes than the format allows.
    case headerTooLarge(byteCount: UInt64, limit: Int)

    /// The header does not start with an opening brace.
    case headerStart(found: UInt8)

    /// The header breaks the grammar at an offset; `found` is `nil` at the header's end.
    case malformedHeader(offset: Int, found: UInt8?, expected: HeaderExpectation)

    /// A string of the header is not UTF-8.
    case invalidUTF8(offset: Int)

    /// A string of the header has more combining marks in a row than are read.
    case tooManyMarks(offset: Int, limit: Int)

    /// A number of the header does not fit in 63 bits.
    case numberTooLarge(offset: Int)

    /// A key occurs twice in one object; readers would disagree about which one counts.
    case duplicateKey(String, offset: Int)

    /// A tensor's description lacks a member.
    case missingField(tensor: String, field: TensorField)

    /// A tensor's description has a member that the format does not know.
    case unknownField(tensor: String, field: String)

    /// An element type of the format that this program does not read.
    case unsupportedElementType(tensor: String, name: String)

    /// An element type that the format does not know.
    case unknownElementType(tensor: String, name: String)

    /// A shape has more axes than are read.
    case rankTooLarge(tensor: String, limit: Int)

    /// The size of a tensor does not fit in 63 bits.
    case sizeOverflow(tensor: String, extents: [Int])

    /// A tensor ends before it begins.
    case reversedOffsets(tensor: String, begin: Int, end: Int)

    /// A tensor ends beyond the file.
    case outOfBounds(tensor: String, end: Int, dataByteCount: Int)

    /// Shape and element type ask for another number of bytes than the offsets enclose.
    case byteCountMismatch(tensor: String, byteCount: Int, expected: Int)

    /// A tensor begins before the preceding one ends.
    case overlap(tensor: String, begin: Int, precedingEnd: Int)

    /// Bytes of the data section, `begin ..< end`, belong to no tensor.
    case unusedBytes(begin: Int, end: Int)

    /// The file holds no tensor of this name.
    case tensorNotFound(String)
}

extension SafeTensorsError: CustomStringConvertible {
    /// One sentence, without the path.
    public var description: String {
        switch self {
        case .unreadable(let error):
            "\(error)"
        case .truncated(let byteCount, let expected):
            "file has \(byteCount) bytes, its header needs at least \(expected)"
        case .headerTooSmall(let byteCount):
            "header has \(byteCount) bytes, the smallest one has 2"
        case .headerTooLarge(let byteCount, let limit):
            "header announces \(byteCount) bytes, at most \(limit) are allowed"
        case .headerStart(let found):
            "header starts with byte \(found.hexadecimal), not with '{'"
        case .malformedHeader(let offset, let found, let expected):
            "header has \(found.map { "byte " + $0.hexadecimal } ?? "its end") at offset \(offset) where "
                + "\(expected) is expected"
        case .invalidUTF8(let offset):
            "header has a string at offset \(offset) that is not UTF-8"
        case .tooManyMarks(let offset, let limit):
            "header has a string at offset \(offset) with more than \(limit) combining marks in a row"
        case .numberTooLarge(let offset):
            "header has a number at offset \(offset) that does not fit in 63 bits"
        case .duplicateKey(let key, let offset):
            "header has the key \(key.quoted) a second time at offset \(offset)"
        default:
            tensorDescription
        }
    }

    private var tensorDescription: String {
        switch self {
        case .missingField(let tensor, let field):
            "tensor \(tensor.quoted) has no '\(field.rawValue)'"
        case .unknownField(let tensor, let field):
            "tensor \(tensor.quoted) has a member \(field.quoted) that the format does not know"
        case .unsupportedElementType(let tensor, let name):
            "tensor \(tensor.quoted) has element type \(name), which this program does not read"
        case .unknownElementType(let tensor, let name):
            "tensor \(tensor.quoted) has element type \(name.quoted), which the format does not know"
        case .rankTooLarge(let tensor, let limit):
            "tensor \(tensor.quoted) has more than \(limit) axes"
        case .sizeOverflow(let tensor, let extents):
            "tensor \(tensor.quoted) of shape \(extents) has a size that does not fit in 63 bits"
        case .reversedOffsets(let tensor, let begin, let end):
            "tensor \(tensor.quoted) begins at byte \(begin) and ends at \(end)"
        case .outOfBounds(let tensor, let end, let dataByteCount):
            "tensor \(tensor.quoted) ends at byte \(end) of the data, which has \(dataByteCount)"
        case .byteCountMismatch(let tensor, let byteCount, let expected):
            "tensor \(tensor.quoted) has \(byteCount) bytes, its shape and element type need \(expected)"
        case .overlap(let tensor, let begin, let precedingEnd):
            "tensor \(tensor.quoted) begins at byte \(begin), "
                + "before the preceding one ends at \(precedingEnd)"
        case .unusedBytes(let begin, let end):
            "bytes \(begin) ..< \(end) of the data belong to no tensor"
        case .tensorNotFound(let name):
            "file has no tensor \(name.quoted)"
        default:
            "file is not a safetensors file"
        }
    }
}

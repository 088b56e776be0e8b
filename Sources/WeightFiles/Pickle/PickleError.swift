/// Why a pickle is refused. Offsets count bytes from the start of the pickle's file or archive entry.
public enum PickleError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The pickle ends inside an instruction, or without a last one.
    case truncated(offset: Int, needed: Int, available: Int)

    /// A byte that is no instruction.
    case unknownOpcode(UInt8, offset: Int)

    /// An instruction that builds more than plain data, or one that PyTorch never writes.
    case refusedOpcode(PickleOpcode, offset: Int)

    /// The pickle says that it needs a newer protocol.
    case unsupportedProtocol(UInt8, offset: Int)

    /// A function or class of Python other than the few that tensors need.
    case forbiddenGlobal(module: String, name: String, offset: Int)

    /// An instruction takes more values than there are.
    case stackUnderflow(offset: Int)

    /// An instruction needs a mark on the stack, and there is none.
    case missingMark(offset: Int)

    /// An instruction recalls a value that was never stored.
    case unknownMemo(index: Int, offset: Int)

    /// An instruction meets values of a kind that it does not work on.
    case unexpectedValue(PickleOpcode, offset: Int)

    /// A text is not UTF-8.
    case invalidText(offset: Int)

    /// A text has more combining marks in a row than are read.
    case tooManyMarks(offset: Int, limit: Int)

    /// A number does not fit in 63 bits.
    case numberTooLarge(offset: Int)

    /// A tensor has more axes than are read.
    case rankTooLarge(limit: Int, offset: Int)

    /// The same long list is copied again and again.
    case tooMuchCopying(limit: Int, offset: Int)

    /// Two tensors refer to one storage and disagree about its type or size.
    case conflictingStorage(key: String, offset: Int)

    /// Bytes follow the last instruction where the pickle should fill its place.
    case trailingBytes(count: Int, offset: Int)

    /// One sentence.
    public var description: String {
        switch self {
        case .truncated(let offset, let needed, let available):
            "pickle needs \(needed) bytes at offset \(offset) and has \(available)"
        case .unknownOpcode(let byte, let offset):
            "pickle has byte \(byte.hexadecimal) at offset \(offset), which is no instruction"
        case .refusedOpcode(let opcode, let offset):
            "pickle has the instruction '\(opcode)' at offset \(offset), which tensors do not need"
        case .unsupportedProtocol(let version, let offset):
            "pickle announces protocol \(version) at offset \(offset), the newest known is 5"
        case .forbiddenGlobal(let module, let name, let offset):
            "pickle asks for \((module + "." + name).quoted) at offset \(offset), which is not plain data"
        case .stackUnderflow(let offset):
            "pickle takes more values than it has at offset \(offset)"
        case .missingMark(let offset):
            "pickle needs a mark that is not there at offset \(offset)"
        case .unknownMemo(let index, let offset):
            "pickle recalls value \(index) at offset \(offset), which was never stored"
        case .unexpectedValue(let opcode, let offset):
            "pickle has values at offset \(offset) that the instruction '\(opcode)' does not work on"
        case .invalidText(let offset):
            "pickle has a text at offset \(offset) that is not UTF-8"
        case .tooManyMarks(let offset, let limit):
            "pickle has a text at offset \(offset) with more than \(limit) combining marks in a row"
        case .numberTooLarge(let offset):
            "pickle has a number at offset \(offset) that does not fit in 63 bits"
        case .rankTooLarge(let limit, let offset):
            "pickle has a tensor at offset \(offset) with more than \(limit) axes"
        case .tooMuchCopying(let limit, let offset):
            "pickle copies more than \(limit) values at offset \(offset)"
        case .conflictingStorage(let key, let offset):
            "pickle gives storage \(key.quoted) another type or size at offset \(offset) than before"
        case .trailingBytes(let count, let offset):
            "\(count) bytes follow the end of the pickle at offset \(offset)"
        }
    }
}

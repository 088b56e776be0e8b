import FoundationEssentials

/// Runs the part of the pickle language that builds plain data, and nothing else.
///
/// A pickle is a program for a stack machine that can call any function of Python. This machine calls none:
/// it knows the instructions for numbers, texts and containers, the five names of ``PickleGlobal``, and
/// refuses everything else by name. Every value on its stack was paid for with at least one byte of the
/// pickle, so its memory stays in proportion to the pickle's bytes.
///
/// Source: CPython, "Lib/pickletools.py", which documents each instruction.
struct PickleMachine {
    /// A member of a dictionary, in the order of insertion.
    struct Entry: Hashable, Sendable {
        let key: PickleValue
        let value: PickleValue
    }

    /// The newest protocol whose instructions are known.
    private static let newestProtocol: UInt8 = 5

    /// The largest number of axes of a tensor.
    private static let rankLimit = 64

    private var reader: PickleReader
    private let start: Int
    private var stack = PickleStack()
    private var copiedCount = 0

    /// The elements of every tuple, by the index in its value; lists, dictionaries and tensors likewise.
    private(set) var tuples: [[PickleValue]] = []
    private(set) var lists: [[PickleValue]] = []
    private(set) var dictionaries: [[Entry]] = []
    private(set) var tensors: [TorchTensorView] = []

    /// Every storage that the pickle refers to.
    private(set) var storages: [String: TorchStorageReference] = [:]

    /// The position of the byte after the last instruction that was run.
    var offset: Int { reader.offset }

    init(bytes: Data, offset: Int = 0) {
        reader = PickleReader(bytes: bytes, offset: offset)
        start = offset
    }

    /// Runs the pickle to its end and returns what it leaves on the stack.
    mutating func run() throws(PickleError) -> PickleValue {
        while true {
            let offset = reader.offset
            let byte = try reader.byte()
            guard let opcode = PickleOpcode(rawValue: byte) else {
                throw .unknownOpcode(byte, offset: offset)
            }
            if opcode == .stop { return try stack.pop(at: offset) }
            try execute(opcode, at: offset)
        }
    }

    private mutating func execute(_ opcode: PickleOpcode, at offset: Int) throws(PickleError) {
        switch opcode {
        case .none: stack.push(.none)
        case .newTrue: stack.push(.bool(true))
        case .newFalse: stack.push(.bool(false))
        case .binaryInt: stack.push(.int(try reader.signed32()))
        case .binaryInt1: stack.push(.int(try reader.unsigned(byteCount: 1)))
        case .binaryInt2: stack.push(.int(try reader.unsigned(byteCount: 2)))
        case .long1: stack.push(try reader.integer(byteCount: try reader.unsigned(byteCount: 1)))
        case .binaryFloat: stack.push(.float(try reader.float()))
        case .shortBinaryUnicode, .shortBinaryString: try pushText(lengthByteCount: 1)
        case .binaryUnicode, .binaryString: try pushText(lengthByteCount: 4)
        case .binaryUnicode8: try pushText(lengthByteCount: 8)
        case .mark: stack.mark()
        case .protocol:
            let version = try reader.byte()
            guard version <= Self.newestProtocol else { throw .unsupportedProtocol(version, offset: offset) }
        case .frame: try reader.skip(byteCount: 8)
        case .binaryPut: try stack.store(as: try reader.unsigned(byteCount: 1), at: offset)
        case .longBinaryPut: try stack.store(as: try reader.unsigned(byteCount: 4), at: offset)
        case .memoize: try stack.store(as: nil, at: offset)
        case .binaryGet: try stack.recall(try reader.unsigned(byteCount: 1), at: offset)
        case .longBinaryGet: try stack.recall(try reader.unsigned(byteCount: 4), at: offset)
        default: try executeOnContainers(opcode, at: offset)
        }
    }

    private mutating func executeOnContainers(_ opcode: PickleOpcode, at offset: Int) throws(PickleError) {
        switch opcode {
        case .emptyTuple: pushTuple([])
        case .tuple1: pushTuple(try stack.pop(1, at: offset))
        case .tuple2: pushTuple(try stack.pop(2, at: offset))
        case .tuple3: pushTuple(try stack.pop(3, at: offset))
        case .tuple: pushTuple(try stack.popToMark(at: offset))
        case .emptyList: pushList([])
        case .append: try extendList(with: try stack.pop(1, at: offset), opcode, at: offset)
        case .appends: try extendList(with: try stack.popToMark(at: offset), opcode, at: offset)
        case .emptyDictionary: pushDictionary([])
        case .setItem: try extendDictionary(with: try stack.pop(2, at: offset), opcode, at: offset)
        case .setItems: try extendDictionary(with: try stack.popToMark(at: offset), opcode, at: offset)
        case .global:
            let module = try reader.line()
            try pushGlobal(module: module, name: try reader.line(), at: offset)
        case .stackGlobal:
            let names = try stack.pop(2, at: offset)
            guard case (.string(let module), .string(let name)) = (names[0], names[1]) else {
                throw .unexpectedValue(opcode, offset: offset)
            }
            try pushGlobal(module: module, name: name, at: offset)
        case .binaryPersistentID: try pushStorage(at: offset)
        case .reduce: try reduce(at: offset)
        case .build:
            // The state of an ordered dictionary is attributes that PyTorch keeps beside its members.
            _ = try stack.pop(at: offset)
            guard case .dictionary = try stack.top(at: offset) else {
                throw .unexpectedValue(opcode, offset: offset)
            }
        default: throw .refusedOpcode(opcode, offset: offset)
        }
    }
}

// MARK: - Values and containers

extension PickleMachine {
    private mutating func pushText(lengthByteCount: Int) throws(PickleError) {
        let byteCount = try reader.unsigned(byteCount: lengthByteCount)
        stack.push(.string(try reader.text(byteCount: byteCount)))
    }

    private mutating func pushTuple(_ elements: [PickleValue]) {
        stack.push(.tuple(tuples.count))
        tuples.append(elements)
    }

    private mutating func pushList(_ elements: [PickleValue]) {
        stack.push(.list(lists.count))
        lists.append(elements)
    }

    private mutating func pushDictionary(_ entries: [Entry]) {
        stack.push(.dictionary(dictionaries.count))
        dictionaries.append(entries)
    }

    private mutating func extendList(
        with elements: [PickleValue], _ opcode: PickleOpcode, at offset: Int
    ) throws(PickleError) {
        guard case .list(let list) = try stack.top(at: offset) else {
            throw .unexpectedValue(opcode, offset: offset)
        }
        lists[list] += elements
    }

    private mutating func extendDictionary(
        with values: [PickleValue], _ opcode: PickleOpcode, at offset: Int
    ) throws(PickleError) {
        guard case .dictionary(let dictionary) = try stack.top(at: offset), values.count.isMultiple(of: 2)
        else {
            throw .unexpectedValue(opcode, offset: offset)
        }
        for index in stride(from: 0, to: values.count, by: 2) {
            dictionaries[dictionary].append(Entry(key: values[index], value: values[index + 1]))
        }
    }
}

// MARK: - What stands for Python's functions

extension PickleMachine {
    private mutating func pushGlobal(module: String, name: String, at offset: Int) throws(PickleError) {
        guard let global = PickleGlobal(module: module, name: name) else {
            throw .forbiddenGlobal(module: module, name: name, offset: offset)
        }
        stack.push(.global(global))
    }

    /// Takes `("storage", type, key, device, element count)`; the older format adds a view, which has not
    /// been written since 2018 and must be `None`.
    private mutating func pushStorage(at offset: Int) throws(PickleError) {
        let refusal = PickleError.unexpectedValue(.binaryPersistentID, offset: offset)
        guard case .tuple(let index) = try stack.pop(at: offset) else { throw refusal }
        let parts = tuples[index]
        guard parts.count == 5 || (parts.count == 6 && parts[5] == .none), parts[0] == .string("storage"),
            case (.global(.storage(let elementType)), .string(let key)) = (parts[1], parts[2]),
            case .int(let elementCount) = parts[4], elementCount >= 0
        else { throw refusal }
        let storage = TorchStorageReference(key: key, elementType: elementType, elementCount: elementCount)
        guard storages.updateValue(storage, forKey: key) ?? storage == storage else {
            throw .conflictingStorage(key: key, offset: offset)
        }
        stack.push(.storage(storage))
    }

    private mutating func reduce(at offset: Int) throws(PickleError) {
        let call = try stack.pop(2, at: offset)
        guard case (.global(let global), .tuple(let index)) = (call[0], call[1]) else {
            throw .unexpectedValue(.reduce, offset: offset)
        }
        let arguments = tuples[index]
        switch global {
        case .orderedDictionary: pushDictionary(try orderedEntries(arguments, at: offset))
        case .rebuildTensor: try pushTensor(arguments, at: offset)
        case .rebuildParameter:
            guard arguments.count == 3, case .tensor = arguments[0] else {
                throw .unexpectedValue(.reduce, offset: offset)
            }
            stack.push(arguments[0])
        case .size:
            guard arguments.count == 1, case .tuple = arguments[0] else {
                throw .unexpectedValue(.reduce, offset: offset)
            }
            stack.push(arguments[0])
        case .storage: throw .unexpectedValue(.reduce, offset: offset)
        }
    }

    /// The members of `OrderedDict()`, or of `OrderedDict([[key, value], …])` as Python 2 wrote it.
    private mutating func orderedEntries(
        _ arguments: [PickleValue], at offset: Int
    ) throws(PickleError) -> [Entry] {
        guard let argument = arguments.first else { return [] }
        guard arguments.count == 1, case .list(let list) = argument else {
            throw .unexpectedValue(.reduce, offset: offset)
        }
        // Three bytes are enough to copy a long list once more; a pair takes more than one byte to build.
        copiedCount += lists[list].count
        guard copiedCount <= reader.offset - start else {
            throw .tooMuchCopying(limit: reader.offset - start, offset: offset)
        }
        var entries: [Entry] = []
        for pair in lists[list] {
            guard let parts = elements(of: pair), parts.count == 2 else {
                throw .unexpectedValue(.reduce, offset: offset)
            }
            entries.append(Entry(key: parts[0], value: parts[1]))
        }
        return entries
    }

    /// Takes (storage, offset, size, strides) and, ignored, whether gradients are wanted and hooks. A seventh
    /// part would say that the numbers are to be negated or conjugated; it must be empty.
    private mutating func pushTensor(_ arguments: [PickleValue], at offset: Int) throws(PickleError) {
        guard [4, 6, 7].contains(arguments.count), arguments.count < 7 || isEmpty(arguments[6]),
            case (.storage(let storage), .int(let first)) = (arguments[0], arguments[1]), first >= 0,
            let extents = elements(of: arguments[2]), let strides = elements(of: arguments[3]),
            extents.count == strides.count
        else { throw .unexpectedValue(.reduce, offset: offset) }
        guard extents.count <= Self.rankLimit else {
            throw .rankTooLarge(limit: Self.rankLimit, offset: offset)
        }
        stack.push(.tensor(tensors.count))
        tensors.append(
            TorchTensorView(
                storage: storage, offset: first, extents: try wholeNumbers(extents, at: offset),
                strides: try wholeNumbers(strides, at: offset)))
    }

    private func isEmpty(_ value: PickleValue) -> Bool {
        guard case .dictionary(let index) = value else { return value == .none }
        return dictionaries[index].isEmpty
    }

    /// The elements of a tuple or a list.
    func elements(of value: PickleValue) -> [PickleValue]? {
        switch value {
        case .tuple(let index): tuples[index]
        case .list(let index): lists[index]
        default: nil
        }
    }

    private func wholeNumbers(_ values: [PickleValue], at offset: Int) throws(PickleError) -> [Int] {
        var numbers: [Int] = []
        for value in values {
            guard case .int(let number) = value, number >= 0 else {
                throw .unexpectedValue(.reduce, offset: offset)
            }
            numbers.append(number)
        }
        return numbers
    }
}

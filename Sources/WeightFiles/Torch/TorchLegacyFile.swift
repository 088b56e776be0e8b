import FoundationEssentials

/// The file format of PyTorch before version 1.6, still found in model collections: five pickles, one after
/// the other, and the storages.
///
/// The pickles are a magic number, the version of the format, what machine wrote it, the objects, and the
/// keys of the storages in the order in which their bytes follow. Each storage is its number of elements in 8
/// bytes, little-endian, and then the elements.
enum TorchLegacyFile {
    /// 0x1950A86A20F9469CFC6C, little-endian.
    private static let magicNumber: [UInt8] = [0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19]
    private static let protocolVersion = 1001

    /// Reads a whole file.
    static func container(file: Data) throws(TorchCheckpointError) -> TorchContainer {
        var offset = 0
        try readPreamble(of: file, offset: &offset)
        var machine = PickleMachine(bytes: file, offset: offset)
        let root = try TorchContainer.run(&machine)
        offset = machine.offset
        let keys = try readKeys(of: file, offset: &offset)
        let storages = try readStorages(of: file, keys: keys, references: machine.storages, offset: offset)
        return TorchContainer(machine: machine, root: root, storages: storages)
    }

    private static func readPreamble(of file: Data, offset: inout Int) throws(TorchCheckpointError) {
        guard try runPickle(of: file, offset: &offset).value == .longInt(magicNumber) else {
            throw .unexpectedPreamble(.magicNumber)
        }
        guard try runPickle(of: file, offset: &offset).value == .int(protocolVersion) else {
            throw .unexpectedPreamble(.protocolVersion)
        }
        let system = try runPickle(of: file, offset: &offset)
        guard case .dictionary(let index) = system.value,
            let order = system.machine.dictionaries[index].last(where: { $0.key == .string("little_endian") })
        else { throw .unexpectedPreamble(.systemInformation) }
        guard order.value == .bool(true) else { throw .bigEndian }
    }

    private static func readKeys(of file: Data, offset: inout Int) throws(TorchCheckpointError) -> [String] {
        let list = try runPickle(of: file, offset: &offset)
        guard let values = list.machine.elements(of: list.value) else {
            throw .unexpectedPreamble(.storageKeys)
        }
        var keys: [String] = []
        for value in values {
            guard case .string(let key) = value else { throw .unexpectedPreamble(.storageKeys) }
            keys.append(key)
        }
        return keys
    }

    private static func readStorages(
        of file: Data, keys: [String], references: [String: TorchStorageReference], offset: Int
    ) throws(TorchCheckpointError) -> [String: Data] {
        var offset = offset
        var storages: [String: Data] = [:]
        for key in keys {
            guard let storage = references[key], storages[key] == nil else {
                throw .unexpectedStorage(key: key)
            }
            let bytesLeft = file.count - offset - 8
            guard bytesLeft >= 0 else {
                throw .storageOutOfBounds(
                    key: key, elementCount: storage.elementCount, bytesLeft: file.count - offset)
            }
            let elementCount = file.littleEndian(at: offset, byteCount: 8)
            guard elementCount == UInt64(storage.elementCount) else {
                throw .storageCountMismatch(
                    key: key, elementCount: elementCount, expected: storage.elementCount)
            }
            let byteCount = try TorchContainer.byteCount(of: storage, bytesLeft: bytesLeft)
            storages[key] = file.bytes(at: offset + 8..<offset + 8 + byteCount)
            offset += 8 + byteCount
        }
        if let missing = references.keys.filter({ storages[$0] == nil }).min() {
            throw .missingStorage(key: missing)
        }
        guard offset == file.count else { throw .trailingBytes(count: file.count - offset) }
        return storages
    }

    /// Runs the pickle at an offset and moves the offset behind it.
    private static func runPickle(
        of file: Data, offset: inout Int
    ) throws(TorchCheckpointError) -> (value: PickleValue, machine: PickleMachine) {
        var machine = PickleMachine(bytes: file, offset: offset)
        let value = try TorchContainer.run(&machine)
        offset = machine.offset
        return (value, machine)
    }
}

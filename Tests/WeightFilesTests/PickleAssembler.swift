import FoundationEssentials

/// Writes pickles for tests, instruction by instruction.
enum PickleAssembler {
    static func text(_ text: String) -> [UInt8] {
        [0x58] + [UInt8](WeightFixtures.littleEndian(UInt64(text.utf8.count)).prefix(4)) + Array(text.utf8)
    }

    /// An integer of 64 bits.
    static func int(_ value: Int) -> [UInt8] {
        [0x8A, 8] + [UInt8](WeightFixtures.littleEndian(UInt64(bitPattern: Int64(value))))
    }

    static func global(_ module: String, _ name: String) -> [UInt8] {
        Array("c\(module)\n\(name)\n".utf8)
    }

    static func tuple(_ elements: [UInt8]...) -> [UInt8] {
        [0x28] + elements.flatMap { $0 } + [0x74]
    }

    static func list(_ elements: [UInt8]...) -> [UInt8] {
        [0x5D, 0x28] + elements.flatMap { $0 } + [0x65]
    }

    static func dictionary(_ entries: (String, [UInt8])...) -> [UInt8] {
        [0x7D, 0x28] + entries.flatMap { text($0.0) + $0.1 } + [0x75]
    }

    static func reduce(_ function: [UInt8], _ arguments: [UInt8]) -> [UInt8] {
        function + arguments + [0x52]
    }

    static func storage(_ key: String, count: Int, type: String = "FloatStorage") -> [UInt8] {
        tuple(text("storage"), global("torch", type), text(key), text("cpu"), int(count)) + [0x51]
    }

    static func tensor(_ storage: [UInt8], offset: Int = 0, shape: [Int], strides: [Int]) -> [UInt8] {
        reduce(
            global("torch._utils", "_rebuild_tensor_v2"),
            tuple(storage, int(offset), numbers(shape), numbers(strides), [0x89], [0x7D]))
    }

    static func numbers(_ values: [Int]) -> [UInt8] {
        [0x28] + values.flatMap(int) + [0x74]
    }

    /// The three pickles before the objects of a file in the older format.
    static func preamble(littleEndian: Bool = true) -> Data {
        let magicNumber: [UInt8] = [0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19]
        var bytes: [UInt8] = [0x80, 2, 0x8A, 10] + magicNumber + [0x2E]
        bytes += [0x80, 2, 0x4D, 0xE9, 0x03, 0x2E]
        bytes += [0x80, 2] + dictionary(("little_endian", [littleEndian ? 0x88 : 0x89])) + [0x2E]
        return Data(bytes)
    }

    /// A file in the older format from the instructions of its objects, without protocol and stop, and
    /// storages of 32-bit floats.
    static func legacyFile(_ object: [UInt8], storages: [(key: String, values: [Float])] = []) -> Data {
        var file = preamble() + Data([0x80, 2] + object + [0x2E])
        file += Data([0x80, 2, 0x5D, 0x28] + storages.flatMap { text($0.key) } + [0x65, 0x2E])
        for (_, values) in storages {
            file += WeightFixtures.littleEndian(UInt64(values.count))
            for value in values { file += WeightFixtures.littleEndian(UInt64(value.bitPattern)).prefix(4) }
        }
        return file
    }

    /// The offset in a file of the older format of the first instruction of its objects.
    static var objectOffset: Int { preamble().count + 2 }
}

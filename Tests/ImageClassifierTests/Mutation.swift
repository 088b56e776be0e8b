import TestSupport

/// One kind of damage to a file.
enum Mutation: CaseIterable {
    case flipBit, setByte, insertBytes, removeBytes, cut, copyBlock, editNumber

    /// The file after one to four damages of any kind; in every second one the sums of PNG chunks are put
    /// right afterwards, since libpng would look no further.
    static func mutated(_ bytes: [UInt8], using generator: inout some RandomNumberGenerator) -> [UInt8] {
        var mutated = bytes
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            allCases.randomElement(using: &generator)?.apply(to: &mutated, using: &generator)
        }
        return Bool.random(using: &generator) ? PNGChunks.withCorrectSums(mutated) : mutated
    }

    private func apply(to bytes: inout [UInt8], using generator: inout some RandomNumberGenerator) {
        guard !bytes.isEmpty else { return }
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        let end = min(bytes.count, place + Int.random(in: 1...16, using: &generator))
        switch self {
        case .flipBit:
            bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case .setByte:
            bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case .insertBytes:
            let byte = UInt8.random(in: 0...255, using: &generator)
            bytes.insert(contentsOf: [UInt8](repeating: byte, count: end - place), at: place)
        case .removeBytes:
            bytes.removeSubrange(place..<end)
        case .cut:
            bytes.removeSubrange(place...)
        case .copyBlock:
            let block = bytes[place..<end]
            let target = Int.random(in: 0...bytes.count - block.count, using: &generator)
            bytes.replaceSubrange(target..<target + block.count, with: Array(block))
        case .editNumber:
            Self.editNumber(in: &bytes, using: &generator)
        }
    }

    /// Writes a number that breaks careless arithmetic over two or four bytes, mostly near the start, where
    /// sizes and lengths stand.
    private static func editNumber(
        in bytes: inout [UInt8], using generator: inout some RandomNumberGenerator
    ) {
        let byteCount = Bool.random(using: &generator) ? 2 : 4
        guard bytes.count >= byteCount else { return }
        let reach = Bool.random(using: &generator) ? min(bytes.count, 64) : bytes.count
        let place = Int.random(in: 0...max(reach - byteCount, 0), using: &generator)
        let numbers: [UInt32] = [0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, .max]
        let number = numbers.randomElement(using: &generator) ?? 0
        let isBigEndian = Bool.random(using: &generator)
        for index in 0..<byteCount {
            let shift = UInt32(8 * (isBigEndian ? byteCount - 1 - index : index))
            bytes[place + index] = UInt8(truncatingIfNeeded: number >> shift)
        }
    }
}

import FoundationEssentials
import Tensors

/// The header of a safetensors file, read and checked against the size of the data that follows it.
struct SafeTensorsHeader {
    /// The largest header that the format allows.
    static let byteLimit = 100_000_000

    /// The largest number of axes that is read. The format sets no limit; without one a shape of two bytes
    /// an axis in the file would take eight in memory.
    static let rankLimit = 64

    /// The free texts under `__metadata__`.
    private(set) var metadata: [String: String] = [:]

    /// The tensors' names in the order of their data.
    private(set) var names: [String] = []

    /// What the header says about each tensor.
    private(set) var infos: [String: TensorInfo] = [:]

    /// The position of the first byte of data in the file.
    let dataStart: Int

    /// Reads and checks the header of a whole file.
    init(ofFile file: Data) throws(SafeTensorsError) {
        guard file.count >= 8 else { throw .truncated(byteCount: file.count, expectedAtLeast: 8) }
        let length = file.littleEndian(at: 0, byteCount: 8)
        guard length <= UInt64(Self.byteLimit) else {
            throw .headerTooLarge(byteCount: length, limit: Self.byteLimit)
        }
        dataStart = 8 + Int(length)
        guard dataStart <= file.count else {
            throw .truncated(byteCount: file.count, expectedAtLeast: length + 8)
        }
        guard length >= 2 else { throw .headerTooSmall(byteCount: Int(length)) }
        guard file.byte(at: 8) == UInt8(ascii: "{") else { throw .headerStart(found: file.byte(at: 8)) }
        var scanner = JSONScanner(bytes: Array(file.bytes(at: 8..<dataStart)), baseOffset: 8)
        try scan(&scanner)
        try arrange(dataByteCount: file.count - dataStart)
    }

    /// Reads the outermost object.
    private mutating func scan(_ scanner: inout JSONScanner) throws(SafeTensorsError) {
        var hasMetadata = false
        try scanner.object { (scanner, key, offset) throws(SafeTensorsError) in
            if key == SafeTensorsFile.metadataKey {
                guard !hasMetadata else { throw .duplicateKey(key, offset: offset) }
                hasMetadata = true
                try scanMetadata(&scanner)
            } else {
                guard infos[key] == nil else { throw .duplicateKey(key, offset: offset) }
                infos[key] = try Self.scanTensor(&scanner, name: key)
                names.append(key)
            }
        }
        try scanner.expectPadding()
    }

    /// Reads `{"key": "text", …}`.
    private mutating func scanMetadata(_ scanner: inout JSONScanner) throws(SafeTensorsError) {
        try scanner.object { (scanner, key, offset) throws(SafeTensorsError) in
            let text = try scanner.string()
            guard metadata.updateValue(text, forKey: key) == nil else {
                throw .duplicateKey(key, offset: offset)
            }
        }
    }

    /// Reads one tensor's description and checks what can be checked without the others.
    private static func scanTensor(
        _ scanner: inout JSONScanner, name: String
    ) throws(SafeTensorsError) -> TensorInfo {
        var seen: Set<TensorField> = []
        var elementType: ElementType?
        var extents: [Int]?
        var offsets: (begin: Int, end: Int)?
        try scanner.object { (scanner, key, offset) throws(SafeTensorsError) in
            guard let field = TensorField(rawValue: key) else {
                throw .unknownField(tensor: name, field: key)
            }
            guard seen.insert(field).inserted else { throw .duplicateKey(key, offset: offset) }
            switch field {
            case .elementType:
                elementType = try Self.elementType(named: try scanner.string(), tensor: name)
            case .shape:
                guard let numbers = try scanner.wholeNumbers(limit: Self.rankLimit) else {
                    throw .rankTooLarge(tensor: name, limit: Self.rankLimit)
                }
                extents = numbers
            case .dataOffsets:
                try scanner.expect("[", .openingBracket)
                let begin = try scanner.wholeNumber()
                try scanner.expect(",", .commaOrClosingBracket)
                offsets = (begin, try scanner.wholeNumber())
                try scanner.expect("]", .closingBracket)
            }
        }
        guard let elementType else { throw .missingField(tensor: name, field: .elementType) }
        guard let extents else { throw .missingField(tensor: name, field: .shape) }
        guard let offsets else { throw .missingField(tensor: name, field: .dataOffsets) }
        guard offsets.begin <= offsets.end else {
            throw .reversedOffsets(tensor: name, begin: offsets.begin, end: offsets.end)
        }
        guard let count = CheckedArithmetic.elementCount(of: extents),
            let byteCount = CheckedArithmetic.multiply(count, elementType.byteCount)
        else { throw .sizeOverflow(tensor: name, extents: extents) }
        guard offsets.end - offsets.begin == byteCount else {
            throw .byteCountMismatch(
                tensor: name, byteCount: offsets.end - offsets.begin, expected: byteCount)
        }
        return TensorInfo(
            elementType: elementType, shape: Shape(extents), byteRange: offsets.begin..<offsets.end)
    }

    private static func elementType(
        named name: String, tensor: String
    ) throws(SafeTensorsError) -> ElementType {
        if let elementType = ElementType(rawValue: name) { return elementType }
        guard unsupportedElementTypes.contains(name) else {
            throw .unknownElementType(tensor: tensor, name: name)
        }
        throw .unsupportedElementType(tensor: tensor, name: name)
    }

    /// The format's other element types.
    private static let unsupportedElementTypes: Set<String> = [
        "BOOL", "I8", "I16", "U16", "I32", "U32", "U64", "F64", "C64", "F4", "F6_E2M3", "F6_E3M2", "F8_E4M3",
        "F8_E5M2", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ",
    ]

    /// Sorts the tensors by their place and checks that they fill the data section: no overlap, no hole.
    private mutating func arrange(dataByteCount: Int) throws(SafeTensorsError) {
        let placed = names.enumerated().compactMap { index, name in
            infos[name].map { (range: $0.byteRange, index: index, name: name) }
        }
        // Tensors without elements share their place with what follows; the header's order decides then.
        let ordered = placed.sorted {
            ($0.range.lowerBound, $0.range.upperBound, $0.index)
                < ($1.range.lowerBound, $1.range.upperBound, $1.index)
        }
        var end = 0
        for entry in ordered {
            guard entry.range.upperBound <= dataByteCount else {
                throw .outOfBounds(
                    tensor: entry.name, end: entry.range.upperBound, dataByteCount: dataByteCount)
            }
            guard entry.range.lowerBound >= end else {
                throw .overlap(tensor: entry.name, begin: entry.range.lowerBound, precedingEnd: end)
            }
            guard entry.range.lowerBound == end else {
                throw .unusedBytes(begin: end, end: entry.range.lowerBound)
            }
            end = entry.range.upperBound
        }
        guard end == dataByteCount else { throw .unusedBytes(begin: end, end: dataByteCount) }
        names = ordered.map(\.name)
    }
}

public import FoundationEssentials
public import Tensors

/// What goes into a safetensors file: named tensors and free texts.
///
/// The bytes of the file depend on the content alone, not on the order in which it was put together: the same
/// content gives the same bytes, on every machine. They are the bytes that the reference writer gives (for
/// texts it promises no order; here they are sorted).
///
/// Source: <https://github.com/huggingface/safetensors>, section "Format"; `pretrained/FORMAT.md`.
public struct SafeTensorsContent: Hashable, Sendable {
    /// The free texts that travel with the tensors.
    public var metadata: [String: String]

    private var entries: [String: Entry] = [:]

    /// One tensor, encoded as it will lie in the file.
    private struct Entry: Hashable, Sendable {
        let elementType: ElementType
        let shape: Shape
        let bytes: Data
    }

    /// Makes a content without tensors.
    public init(metadata: [String: String] = [:]) {
        self.metadata = metadata
    }

    /// The number of tensors.
    public var tensorCount: Int { entries.count }

    /// Adds a tensor and encodes its elements.
    ///
    /// `F16` and `BF16` are rounded to nearest, ties to even; not-a-number and infinity stay what they are.
    ///
    /// - Parameters:
    ///   - tensor: The elements.
    ///   - name: The name; any text but `__metadata__`.
    ///   - elementType: How an element is stored.
    /// - Throws: ``SafeTensorsContentError``: the name is taken or reserved, there are more than 64 axes, or
    ///   a value is outside what the element type holds, such as 70000 for `F16` or 0.5 for `U8`.
    public mutating func add(
        _ tensor: Tensor<Float>, named name: String, as elementType: ElementType = .float32
    ) throws(SafeTensorsContentError) {
        let bytes: [UInt8]
        switch FloatEncoding.bytes(from: tensor.values, as: elementType) {
        case .success(let encoded):
            bytes = encoded
        case .failure(let unfit):
            throw .valueNotRepresentable(
                tensor: name, index: unfit.index, value: tensor[unfit.index], elementType: elementType)
        }
        try add(Data(bytes), named: name, as: elementType, shape: tensor.shape)
    }

    /// Adds a tensor whose elements are encoded already, little-endian and in row-major order.
    ///
    /// - Throws: ``SafeTensorsContentError``: the name is taken or reserved, there are more than 64 axes, or
    ///   the bytes do not fill the shape.
    public mutating func add(
        _ bytes: Data, named name: String, as elementType: ElementType, shape: Shape
    ) throws(SafeTensorsContentError) {
        guard name != SafeTensorsFile.metadataKey else { throw .reservedName(name) }
        guard entries[name] == nil else { throw .duplicateName(name) }
        guard shape.rank <= SafeTensorsHeader.rankLimit else {
            throw .rankTooLarge(tensor: name, rank: shape.rank, limit: SafeTensorsHeader.rankLimit)
        }
        let expected = shape.elementCount * elementType.byteCount
        guard bytes.count == expected else {
            throw .byteCountMismatch(tensor: name, byteCount: bytes.count, expected: expected)
        }
        entries[name] = Entry(elementType: elementType, shape: shape, bytes: bytes)
    }

    /// The bytes of the file.
    ///
    /// Tensors are sorted by element type, wide ones first, then by the bytes of their names; the header is
    /// padded with spaces to a multiple of 8 bytes. Each tensor then starts at a multiple of its element
    /// size.
    ///
    /// - Throws: ``SafeTensorsContentError/headerTooLarge(byteCount:limit:)``.
    public func serialized() throws(SafeTensorsContentError) -> Data {
        let ordered = entries.sorted { left, right in
            left.value.elementType == right.value.elementType
                ? left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
                : left.value.elementType.storageRank > right.value.elementType.storageRank
        }
        var header = Array(headerText(of: ordered.map { (name: $0.key, entry: $0.value) }).utf8)
        header += [UInt8](repeating: UInt8(ascii: " "), count: (8 - header.count % 8) % 8)
        guard header.count <= SafeTensorsHeader.byteLimit else {
            throw .headerTooLarge(byteCount: header.count, limit: SafeTensorsHeader.byteLimit)
        }
        var file = Data(capacity: 8 + header.count + ordered.reduce(0) { $0 + $1.value.bytes.count })
        let length = UInt64(header.count)
        file.append(contentsOf: (0..<8).map { UInt8(truncatingIfNeeded: length >> UInt64(8 * $0)) })
        file.append(contentsOf: header)
        for (_, entry) in ordered {
            file.append(entry.bytes)
        }
        return file
    }

    private func headerText(of ordered: [(name: String, entry: Entry)]) -> String {
        var members: [String] = []
        if !metadata.isEmpty {
            let texts = metadata.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
                .map { "\(JSONText.literal($0.key)):\(JSONText.literal($0.value))" }
            members.append("\"\(SafeTensorsFile.metadataKey)\":{\(texts.joined(separator: ","))}")
        }
        var begin = 0
        for (name, entry) in ordered {
            let extents = entry.shape.dimensions.map { String($0) }.joined(separator: ",")
            let end = begin + entry.bytes.count
            members.append(
                "\(JSONText.literal(name)):{\"dtype\":\"\(entry.elementType.rawValue)\","
                    + "\"shape\":[\(extents)],\"data_offsets\":[\(begin),\(end)]}")
            begin = end
        }
        return "{\(members.joined(separator: ","))}"
    }
}

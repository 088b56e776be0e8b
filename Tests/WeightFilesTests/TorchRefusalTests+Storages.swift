import FoundationEssentials
import WeightFiles

extension TorchRefusalTests {
    /// Storages that are not what the file or another tensor says.
    static let storages: [Refusal] = [
        Refusal(
            "a storage that is no tuple", [0x7D, 0x51],
            .unexpectedValue(.binaryPersistentID, offset: start + 1),
            "pickle has values at offset \(start + 1) that the instruction 'binaryPersistentID' "
                + "does not work on"),
        Refusal(
            "a storage of a negative size", P.storage("0", count: -1),
            .unexpectedValue(.binaryPersistentID, offset: start + 58),
            "pickle has values at offset \(start + 58) that the instruction 'binaryPersistentID' "
                + "does not work on"),
        Refusal(
            "one storage of two sizes", P.tuple(P.storage("0", count: 1), P.storage("0", count: 2)),
            .conflictingStorage(key: "0", offset: start + 118),
            "pickle gives storage \"0\" another type or size at offset \(start + 118) than before"),
        Refusal(
            "one storage of two types",
            P.tuple(P.storage("0", count: 1), P.storage("0", count: 1, type: "IntStorage")),
            .conflictingStorage(key: "0", offset: start + 116),
            "pickle gives storage \"0\" another type or size at offset \(start + 116) than before"),
        Refusal(
            "a storage that is not there", P.legacyFile(P.storage("0", count: 1)), .missingStorage(key: "0"),
            "the file does not hold storage \"0\""),
        Refusal(
            "a storage that nothing needs", P.legacyFile([0x7D], storages: [("0", [1])]),
            .unexpectedStorage(key: "0"), "the file holds storage \"0\" twice, or no tensor refers to it"),
        Refusal(
            "a storage twice", P.legacyFile(P.storage("0", count: 1), storages: [("0", [1]), ("0", [1])]),
            .unexpectedStorage(key: "0"), "the file holds storage \"0\" twice, or no tensor refers to it"),
        Refusal(
            "a storage of another size", P.legacyFile(P.storage("0", count: 2), storages: [("0", [1])]),
            .storageCountMismatch(key: "0", elementCount: 1, expected: 2),
            "storage \"0\" has 1 elements in the file, its tensors need 2"),
        Refusal(
            "a storage that is cut off",
            P.legacyFile(P.storage("0", count: 2), storages: [("0", [1, 2])]).dropLast(1),
            .storageOutOfBounds(key: "0", elementCount: 2, bytesLeft: 7),
            "storage \"0\" has 2 elements, but only 7 bytes are left"),
        Refusal(
            "a storage of 2⁶² elements",
            P.legacyFile(P.storage("0", count: 1 << 62), storages: [("0", [])]).dropLast(8)
                + WeightFixtures.littleEndian(1 << 62),
            .storageOutOfBounds(key: "0", elementCount: 1 << 62, bytesLeft: 0),
            "storage \"0\" has 4611686018427387904 elements, but only 0 bytes are left"),
        Refusal(
            "bytes after the last storage", P.legacyFile([0x7D]) + Data([0, 0]), .trailingBytes(count: 2),
            "2 bytes follow the last storage"),
    ]

    /// Tensors that leave their storage or repeat it.
    static let views: [Refusal] = [
        Refusal(
            "an offset beyond the storage", offset: 5, shape: [0], strides: [1],
            .outOfBounds(tensor: "w", offset: 5, extents: [0], strides: [1], storageElementCount: 4),
            "tensor \"w\" of shape [0] with strides [1] from element 5 on reaches beyond its storage of 4"),
        Refusal(
            "an offset that leaves too little", offset: 1, shape: [4], strides: [1],
            .outOfBounds(tensor: "w", offset: 1, extents: [4], strides: [1], storageElementCount: 4),
            "tensor \"w\" of shape [4] with strides [1] from element 1 on reaches beyond its storage of 4"),
        Refusal(
            "a stride that leaves the storage", shape: [2, 2], strides: [3, 1],
            .outOfBounds(tensor: "w", offset: 0, extents: [2, 2], strides: [3, 1], storageElementCount: 4),
            "tensor \"w\" of shape [2, 2] with strides [3, 1] from element 0 on "
                + "reaches beyond its storage of 4"),
        Refusal(
            "a stride whose product does not fit", shape: [4], strides: [.max],
            .outOfBounds(tensor: "w", offset: 0, extents: [4], strides: [.max], storageElementCount: 4),
            "tensor \"w\" of shape [4] with strides [9223372036854775807] from element 0 on "
                + "reaches beyond its storage of 4"),
        Refusal(
            "strides whose sum does not fit", shape: [2, 2], strides: [.max, .max],
            .outOfBounds(
                tensor: "w", offset: 0, extents: [2, 2], strides: [.max, .max], storageElementCount: 4),
            "tensor \"w\" of shape [2, 2] with strides [9223372036854775807, 9223372036854775807] "
                + "from element 0 on reaches beyond its storage of 4"),
        Refusal(
            "one number shown a million times", shape: [1_000_000], strides: [0],
            .repeatedElements(tensor: "w", elementCount: 1_000_000, storageElementCount: 4),
            "tensor \"w\" repeats its storage: 1000000 elements from 4"),
        Refusal(
            "a product of extents that does not fit", shape: [1 << 40, 1 << 40], strides: [0, 0],
            .sizeOverflow(tensor: "w", extents: [1 << 40, 1 << 40]),
            "tensor \"w\" of shape [1099511627776, 1099511627776] has a size that does not fit in 63 bits"),
    ]
}

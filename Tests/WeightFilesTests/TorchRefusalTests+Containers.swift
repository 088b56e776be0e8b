import FoundationEssentials
import WeightFiles

extension TorchRefusalTests {
    /// Files that are no checkpoint, and containers that make trouble.
    static let containers: [Refusal] = [
        Refusal(
            "an empty file", Data(), .unrecognized(firstBytes: []),
            "file is empty"),
        Refusal(
            "a text", Data("version https".utf8), .unrecognized(firstBytes: [0x76, 0x65, 0x72, 0x73]),
            "file starts with bytes 0x76 0x65 0x72 0x73, neither a zip archive nor a pickle"),
        Refusal(
            "a pickle that is no checkpoint", Data([0x80, 2, 0x4E, 0x2E]), .unexpectedPreamble(.magicNumber),
            "the file does not have the magic number of a PyTorch checkpoint"),
        Refusal(
            "another version of the format", P.preamble().prefix(15) + Data([0x80, 2, 0x4B, 1, 0x2E]),
            .unexpectedPreamble(.protocolVersion),
            "the file does not have protocol version 1001 of a PyTorch checkpoint"),
        Refusal(
            "no system information", P.preamble().prefix(21) + Data([0x80, 2, 0x7D, 0x2E]),
            .unexpectedPreamble(.systemInformation),
            "the file does not have the system information of a PyTorch checkpoint"),
        Refusal(
            "the other order of bytes", P.preamble(littleEndian: false), .bigEndian,
            "the numbers have their most significant byte first, which is not supported"),
        Refusal(
            "no list of storages", P.preamble() + Data([0x80, 2, 0x7D, 0x2E, 0x80, 2, 0x7D, 0x2E]),
            .unexpectedPreamble(.storageKeys),
            "the file does not have the list of storage keys of a PyTorch checkpoint"),
        Refusal(
            "two tensors of one name",
            P.legacyFile(
                P.dictionary(("a.b", oneElement), ("a", P.dictionary(("b", oneElement)))),
                storages: [("0", [1])]),
            .duplicateName("a.b"), "two tensors have the name \"a.b\""),
        Refusal(
            "a dictionary that holds itself",
            P.legacyFile(
                [0x7D, 0x71, 0] + P.text("a") + [0x68, 0, 0x73] + P.text("pad") + P.text(longText) + [0x73]),
            .nestingTooDeep(limit: 64), "containers are nested in more than 64 levels"),
        Refusal(
            "a hundred thousand nested tuples",
            P.legacyFile([0x29] + [UInt8](repeating: 0x85, count: 100_000)), .nestingTooDeep(limit: 64),
            "containers are nested in more than 64 levels"),
    ]

    private static let oneElement = P.tensor(P.storage("0", count: 1), shape: [1], strides: [1])

    /// Enough bytes for the names that a circle of dictionaries makes before the limit of levels is reached.
    private static let longText = String(repeating: "x", count: 9000)
}

/// A part of a PyTorch file of the older format around its objects.
public enum TorchPreamble: String, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    /// The number that says what the file is.
    case magicNumber = "the magic number"

    /// The number of the format's version, 1001.
    case protocolVersion = "protocol version 1001"

    /// The dictionary that says which machine wrote the file.
    case systemInformation = "the system information"

    /// The list of storages at the end.
    case storageKeys = "the list of storage keys"

    /// The words for a message.
    public var description: String { rawValue }
}

/// A kind of record in a zip archive.
public enum ZipRecord: String, Hashable, Sendable, CaseIterable {
    /// The record before an entry's bytes.
    case localHeader = "local header"

    /// The record of an entry in the central directory.
    case centralHeader = "central directory header"

    /// The 64-bit sizes of an entry.
    case extendedInformation = "64-bit extension"

    /// The record that says where the central directory lies.
    case endRecord = "end record"

    /// The 64-bit form of the end record.
    case endRecord64 = "64-bit end record"
}

/// What stands between the fields of a row.
public enum CSVSeparator: UInt8, Hashable, Sendable, CaseIterable {
    /// A comma, as RFC 4180 has it.
    case comma = 0x2C
    /// A tab, as in `.tsv` files.
    case tab = 0x09
}

/// A number for a text that is the same in every process, unlike `Hasher`'s.
public enum StableHash {
    /// The hash of the text's UTF-8 bytes, 64 bits. Texts that people choose rarely meet; one who wants them
    /// to can.
    /// Source: Fowler, Noll & Vo, FNV-1a, <https://datatracker.ietf.org/doc/html/rfc9923>.
    public static func hash(of text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { hash, byte in (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
}

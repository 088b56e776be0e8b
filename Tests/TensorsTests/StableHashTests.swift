import Tensors
import Testing

@Suite struct StableHashTests {
    /// From the test vectors of RFC 9923, and of the authors' own list.
    @Test(
        arguments: [
            ("", 0xCBF2_9CE4_8422_2325), ("a", 0xAF63_DC4C_8601_EC8C), ("foobar", 0x8594_4171_F739_67E8),
        ] as [(String, UInt64)])
    func `a text has the hash that is published`(text: String, hash: UInt64) {
        #expect(StableHash.hash(of: text) == hash)
    }
}

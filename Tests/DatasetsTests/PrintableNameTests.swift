import Datasets
import Testing

@Suite struct PrintableNameTests {
    @Test func `names for people are one line and tell different bytes apart`() {
        let shown: [(bytes: [UInt8], text: String)] = [
            (Array("Käfer 1.png".utf8), "Käfer 1.png"),
            (Array("a\nb\u{1B}[2J".utf8), #"a\x0Ab\x1B[2J"#),
            (Array(#"a\x0A"#.utf8), #"a\\x0A"#),
            ([0x63, 0x61, 0x66, 0xE9], #"caf\xE9"#),
            ([0xC3, 0xA9, 0xFF, 0x0A], #"\xC3\xA9\xFF\x0A"#),
            (Array("a\u{202E}gnp".utf8), #"a\xE2\x80\xAEgnp"#),
            (Array("👩‍🔬".utf8), "👩‍🔬"),
        ]
        for (bytes, text) in shown { #expect(PrintableName.text(for: bytes) == text) }
    }
}

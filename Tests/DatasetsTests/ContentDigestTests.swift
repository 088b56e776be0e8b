import Datasets
import FoundationEssentials
import Testing

@Suite struct ContentDigestTests {
    /// Messages and digests of FIPS 180-4's examples, and one of a length that fills blocks exactly.
    static let known: [(message: String, digest: String)] = [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ]

    @Test(arguments: known) func `the digest is SHA-256`(_ message: String, _ digest: String) {
        #expect(ContentDigest(of: Array(message.utf8)).description == digest)
    }

    @Test func `bytes and hexadecimal text of either case give the digest back`() throws {
        let digest = ContentDigest(of: [1, 2, 3])
        #expect(digest.bytes.count == ContentDigest.byteCount)
        #expect(ContentDigest(bytes: digest.bytes) == digest)
        #expect(ContentDigest(hexadecimal: digest.description) == digest)
        #expect(ContentDigest(hexadecimal: digest.description.uppercased()) == digest)
    }

    @Test(arguments: ["", "ab", String(repeating: "0", count: 63), String(repeating: "g", count: 64), "é"])
    func `text that is no digest is refused`(_ text: String) {
        #expect(ContentDigest(hexadecimal: text) == nil)
        #expect(ContentDigest(bytes: Array(text.utf8)) == nil || text.utf8.count == 32)
    }

    @Test func `digests are ordered as their texts`() {
        let digests = (0..<200).map { ContentDigest(of: [UInt8($0)]) }
        #expect(digests.sorted().map(\.description) == digests.map(\.description).sorted())
        #expect(!(digests[0] < digests[0]))
    }

    @Test func `JSON holds the hexadecimal text and refuses any other`() throws {
        let digests = [ContentDigest(of: [])]
        let data = try JSONEncoder().encode(digests)
        #expect(String(decoding: data, as: UTF8.self) == "[\"\(Self.known[0].digest)\"]")
        #expect(try JSONDecoder().decode([ContentDigest].self, from: data) == digests)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([ContentDigest].self, from: Data("[\"e3b0\"]".utf8))
        }
    }
}

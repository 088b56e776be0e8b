import Spelling
import Testing

@Suite struct NearestNameTests {
    /// What was written, and what is found.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let candidates: [String]
        let nearest: String?

        init(_ name: String, _ candidates: [String], _ nearest: String?) {
            self.name = name
            self.candidates = candidates
            self.nearest = nearest
        }

        var testDescription: String { "\(name) among \(candidates.prefix(4))" }
    }

    static let cases = [
        Case("cat", ["dog", "cat"], "cat"),
        Case("cta", ["dog", "cat"], "cat"),
        Case("lable", ["path", "label"], "label"),
        Case("Path", ["path"], "path"),
        Case("cow", ["dog", "cat"], "dog"),
        Case("horse", ["dog", "cat"], nil),
        Case("actoin", ["action"], "action"),
        Case("stadnadr", ["standard"], "standard"),
        Case("bea", ["bee", "bear"], "bee"),
        Case("bear", ["bee", "beat"], "beat"),
        Case("ab", ["cd"], nil),
        Case("a", ["b"], nil),
        Case("", ["a"], nil),
        Case("", [""], nil),
        Case("Ä", ["ä"], "ä"),
        Case("cat", [], nil),
        Case(
            String(repeating: "a", count: 64), [String(repeating: "a", count: 63) + "b"],
            String(repeating: "a", count: 63) + "b"),
        Case(String(repeating: "a", count: 65), [String(repeating: "a", count: 65)], nil),
    ]

    @Test(arguments: cases) func `a misspelled name finds the one that was meant`(_ example: Case) {
        #expect(NearestName.find(example.name, among: example.candidates) == example.nearest)
    }

    @Test func `a swap of neighbours is one change`() {
        #expect(NearestName.find("flpi", among: ["flip"], maximumDistance: 1) == "flip")
        #expect(NearestName.find("lfip", among: ["flip"], maximumDistance: 1) == "flip")
        #expect(NearestName.find("flxi", among: ["flip"], maximumDistance: 1) == nil)
        // Nothing is changed twice: "ac" to "ca" and an insertion between them is no two changes.
        #expect(NearestName.find("ca--", among: ["abc--"], maximumDistance: 2) == nil)
        #expect(NearestName.find("ca--", among: ["abc--"], maximumDistance: 3) == "abc--")
    }

    @Test func `a limit of one's own holds, but never all bytes of a name`() {
        #expect(NearestName.find("views", among: ["show", "seed"], maximumDistance: .max) == "show")
        #expect(NearestName.find("abc", among: ["xyz"], maximumDistance: .max) == nil)
        #expect(NearestName.find("abc", among: ["abd"], maximumDistance: 0) == nil)
    }

    @Test func `what does not count is left out of both names`() {
        let letters = { (name: String) in name.filter(\.isLetter) }
        #expect(NearestName.find("R-e-s-Net", among: ["res-net"], comparing: letters) == "res-net")
        #expect(NearestName.find("--", among: ["res-net", "-"], comparing: letters) == nil)
    }
}

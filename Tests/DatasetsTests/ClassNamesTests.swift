import Datasets
import FoundationEssentials
import Testing

@Suite struct ClassNamesTests {
    @Test func `names are found by index and by text in either Unicode form`() throws {
        let classes = try ClassNames(["cat", "caf\u{E9}"])
        #expect(classes.count == 2)
        #expect(classes[1] == "café")
        #expect(classes.index(of: "cafe\u{301}") == 1)
        #expect(classes.index(of: "dog") == nil)
    }

    static let refusals: [(names: [String], error: ClassNamesError, text: String)] = [
        ([], .noNames, "there is no class name"),
        (["cat", ""], .emptyName(index: 1), "the name of class 2 is empty"),
        (
            ["cat", "dog", "cat"], .repeatedName("cat", firstIndex: 0, secondIndex: 2),
            "classes 1 and 3 have one name, cat"
        ),
        (
            ["e\u{301}", "\u{E9}"], .repeatedName("\u{E9}", firstIndex: 0, secondIndex: 1),
            "classes 1 and 2 have one name, \u{E9}"
        ),
    ]

    @Test(arguments: refusals)
    func `a list that cannot name classes is refused`(
        _ names: [String], _ error: ClassNamesError, _ text: String
    ) throws {
        #expect(throws: error) { try ClassNames(names) }
        #expect(error.description == text)
        let data = try JSONEncoder().encode(names)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(ClassNames.self, from: data) }
    }

    @Test func `JSON is the plain list in order`() throws {
        let classes = try ClassNames(["b", "a"])
        let data = try JSONEncoder().encode(classes)
        #expect(String(decoding: data, as: UTF8.self) == #"["b","a"]"#)
        #expect(try JSONDecoder().decode(ClassNames.self, from: data) == classes)
    }
}

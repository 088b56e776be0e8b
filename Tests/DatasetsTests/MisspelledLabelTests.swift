import Datasets
import Testing

@Suite struct MisspelledLabelTests {
    /// A data set of a manifest with so many rows of each label, in this order from line 2 on.
    static func dataset(
        _ counts: [(label: String, count: Int)], labelling: Labelling = .classes
    ) throws -> Dataset {
        let labels = counts.flatMap { [String](repeating: $0.label, count: $0.count) }
        return try dataset(labels, labelling: labelling)
    }

    static func dataset(_ labels: [String], labelling: Labelling = .classes) throws -> Dataset {
        let rows = labels.enumerated().map { "\($0.offset).png,\($0.element)" }
        let text = (["path,\(labelling == .labels ? "labels" : "label")"] + rows).joined(separator: "\n")
        return try Manifest(csv: Array(text.utf8), labelling: labelling).dataset(root: "/r")
    }

    /// What is found, such as `sfot -> soft (lines 5, 7)`.
    static func found(_ data: Dataset) -> [String] {
        data.misspelledLabels.map { label in
            let lines = label.samples.map(\.line.description).joined(separator: ", ")
            return "\(label.name) -> \(label.nearest) (lines \(lines))"
        }
    }

    /// Labels with their numbers of rows, and what is found among them.
    static let cases: [(counts: [(label: String, count: Int)], found: [String])] = [
        ([("bag", 10), ("bga", 1), ("sandal", 30)], ["bga -> bag (lines 12)"]),
        ([("bag", 30), ("bga", 3), ("sandal", 30)], ["bga -> bag (lines 32, 33, 34)"]),
        // Too frequent for a slip, by their number or by their share.
        ([("bag", 100), ("bga", 4)], []),
        ([("bag", 9), ("bga", 1)], []),
        ([("bag", 29), ("bga", 3)], []),
        // Two changes are a slip in a long name alone.
        ([("bag", 99), ("rug", 1)], []),
        ([("trouser", 99), ("truosre", 1)], ["truosre -> trouser (lines 101)"]),
        ([("boot", 99), ("boat", 1), ("coat", 99)], ["boat -> boot (lines 101)"]),
        // Digits differ on purpose, and so do single letters.
        ([("a1", 99), ("a2", 1), ("10", 99), ("11", 1), ("type 3", 99), ("type 4", 1)], []),
        ([("a", 99), ("b", 1)], []),
        ([("type 3", 99), ("tpye 3", 1)], ["tpye 3 -> type 3 (lines 101)"]),
        // Named alike is another finding.
        ([("bag", 99), ("Bag", 1), ("b-ag", 1)], []),
        // Letters have up to four bytes.
        ([("\u{E9}t\u{E9}s", 99), ("etes", 1), ("\u{732B}", 99), ("\u{72D7}", 1)], []),
        ([("gr\u{FC}n", 99), ("grun", 1), ("g\u{FC}rn", 1)], ["g\u{FC}rn -> gr\u{FC}n (lines 102)"]),
    ]

    @Test(arguments: cases.indices)
    func `a rare label that is spelled like a frequent one is found with its rows`(_ index: Int) throws {
        #expect(Self.found(try Self.dataset(Self.cases[index].counts)) == Self.cases[index].found)
    }

    @Test func `labels count each, in all parts, and a split does not hide them`() throws {
        let text =
            "path,labels,split\n0,soft|sfot,train\n1,sfot,train\n2,sfot|warm,val\n"
            + (10..<40).map { "\($0),soft|warm,\($0 < 15 ? "train" : "val")\n" }.joined()
        let data = try Manifest(csv: Array(text.utf8), labelling: .labels).dataset(root: "/r")
        #expect(Self.found(data) == ["sfot -> soft (lines 3, 2, 4)"])
    }

    @Test func `neither folders nor numbers have slips`() throws {
        let folder = try ClassOverviewTests.dataset([("bag", 100, 0, 0), ("bga", 1, 0, 0)])
        #expect(folder.misspelledLabels.isEmpty)
        let text = "path,value\n" + (0..<20).map { "\($0),1\n" }.joined()
        #expect(
            try Manifest(csv: Array(text.utf8), labelling: .values).dataset(root: "/").misspelledLabels == [])
    }

    @Test func `a line is kept by every change and makes no sample another`() throws {
        let data = try Self.dataset(["x", "y"])
        let sample = data.training[0]
        #expect(sample.line == 2)
        #expect(sample.inGroup("g").line == 2)
        #expect(sample.mappingClasses { 1 - $0 }.line == 2)
        #expect(sample == Sample(root: "/r", relativePath: "0.png", classIndex: 0))
        #expect(Set([sample, Sample(root: "/r", relativePath: "0.png", classIndex: 0, line: 7)]).count == 1)
        let values = try Manifest(csv: Array("path,value\na,1\n".utf8), labelling: .values)
        #expect(try values.dataset(root: "/").training.map(\.line) == [2])
        #expect(
            try Manifest(jsonLines: Array(#"{"path": "a", "labels": ["x"]}"#.utf8), labelling: .labels)
                .dataset(root: "/").training.map(\.line) == [1])
    }

    static let words = ["soft", "bag", "trouser", "ankle boot", "t-shirt", "ab", "sneaker", "coat 12"]

    @Test func `two neighbouring letters that changed places in any row are found`() throws {
        var generator = CountingGenerator(state: 4)
        for word in Self.words {
            let letters = Array(word)
            for place in 0..<letters.count - 1 {
                var swapped = letters
                swapped.swapAt(place, place + 1)
                let pair = letters[place...place + 1]
                let isSlip = pair.first != pair.last && pair.allSatisfy { $0.isLetter }
                guard isSlip else { continue }
                let slip = String(swapped)
                var labels = (0..<24).map { $0.isMultiple(of: 2) ? word : "other thing" }
                let row = 2 * Int.random(in: 0..<12, using: &generator)
                labels[row] = slip
                let found = Self.found(try Self.dataset(labels))
                #expect(found == ["\(slip) -> \(word) (lines \(row + 2))"])
            }
        }
    }

    @Test func `two labels of many rows each are never taken for a slip`() throws {
        var generator = CountingGenerator(state: 5)
        for _ in 0..<50 {
            let word = Self.words[Int.random(in: 0..<Self.words.count, using: &generator)]
            var letters = Array(word)
            letters[Int.random(in: 0..<letters.count, using: &generator)] = "q"
            let counts = (0..<2).map { _ in Int.random(in: 4...60, using: &generator) }
            let data = try Self.dataset([(word, counts[0]), (String(letters), counts[1])])
            #expect(data.misspelledLabels == [], "\(word) and \(String(letters)): \(counts)")
        }
    }

    @Test func `a hostile number of labels takes no long time`() throws {
        #if DEBUG
        let (frequent, rare) = (20, 300)
        #else
        let (frequent, rare) = (5_000, 50_000)
        #endif
        func name(_ index: Int) -> String {
            String(repeating: "x", count: 40) + String(index, radix: 36).filter(\.isLetter)
                + String(repeating: "y", count: index % 7)
        }
        let counts = (0..<frequent).map { (name($0), 10) } + (0..<rare).map { (name(frequent + $0) + "z", 1) }
        let duration = try ContinuousClock().measure { _ = try Self.dataset(counts).misspelledLabels }
        #expect(duration < .seconds(20))
    }
}

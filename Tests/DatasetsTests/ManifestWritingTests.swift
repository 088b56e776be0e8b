import Datasets
import Testing

@Suite struct ManifestWritingTests {
    static let digests = (0..<3).map { ContentDigest(of: [UInt8($0)]) }

    @Test func `a split is written by class and path, whatever the parts are`() throws {
        let samples: [Partition: [Sample]] = [
            .training: [
                Sample(root: "/r", relativePath: "a/10.jpg", classIndex: 0),
                Sample(root: "/r", relativePath: "b, c/1.jpg", classIndex: 1),
            ],
            .validation: [Sample(root: "/r", relativePath: "a/2.jpg", classIndex: 0)],
        ]
        let manifest = Manifest(
            samples: samples, digests: [.training: [Self.digests[0], Self.digests[1]]],
            classNames: try ClassNames(["a", "b, c"]), root: "/r/")
        #expect(
            try manifest.csvText == """
                path,label,split,hash
                a/2.jpg,a,val,
                a/10.jpg,a,train,\(Self.digests[0])
                "b, c/1.jpg","b, c",train,\(Self.digests[1])

                """)
    }

    @Test func `columns for several labels and for groups stand where an image has them`() throws {
        let samples = [
            Sample(
                root: "/r", relativePath: "1", classIndex: 1, otherClassIndices: [0],
                recordedDigest: Self.digests[2]),
            Sample(root: "/other", relativePath: "2", classIndex: 1, group: "g \"1\""),
        ]
        let manifest = Manifest(
            samples: [.test: samples], classNames: try ClassNames(["a", "b"]), root: "/r")
        #expect(
            try manifest.csvText == """
                path,labels,split,hash,group
                1,b|a,test,\(Self.digests[2]),
                /other/2,b,test,,"g ""1""\"

                """)
    }

    @Test func `a label with the separator of labels is written alone, and not among several`() throws {
        let single = Manifest(entries: [Manifest.Entry(path: "1", labels: ["a|b"])])
        #expect(try single.csvText == "path,label,split,hash\n1,a|b,,\n")
        let several = Manifest(
            entries: single.entries + [Manifest.Entry(path: "2", labels: ["c", "d"])])
        let error = ManifestError.separatorInLabel("a|b", path: "1")
        #expect(throws: error) { try several.csvText }
        #expect(
            error.description
                == "the label a|b of 1 holds \"|\", which stands between the labels of an image with several")
    }

    @Test func `labels stand in one column, in a list where an image has several or none`() throws {
        let one = Manifest(entries: [Manifest.Entry(path: "1", labels: ["a|b"])], labelling: .labels)
        #expect(try one.csvText == "path,label,split,hash\n1,a|b,,\n")
        let none = Manifest(
            entries: [Manifest.Entry(path: "1", labels: ["a"]), Manifest.Entry(path: "2", labels: [])],
            labelling: .labels)
        #expect(try none.csvText == "path,labels,split,hash\n1,a,,\n2,,,\n")
    }

    @Test func `numbers stand in columns with their names`() throws {
        let samples = [
            Sample(root: "/r", relativePath: "10", values: [1, -0.25]),
            Sample(root: "/r", relativePath: "9", values: [1e20, 0.1], group: "g"),
        ]
        let manifest = Manifest(
            samples: [.training: samples], digests: [.training: [Self.digests[0], Self.digests[1]]],
            labelling: .values, classNames: try ClassNames(["w", "h, cm"]), root: "/r")
        #expect(
            try manifest.csvText == """
                path,value:w,"value:h, cm",split,hash,group
                9,1e+20,0.1,train,\(Self.digests[1]),g
                10,1,-0.25,train,\(Self.digests[0]),

                """)
        let single = Manifest(
            entries: [Manifest.Entry(path: "1", values: [3])], labelling: .values, valueNames: ["value"])
        #expect(try single.csvText == "path,value,split,hash\n1,3,,\n")
    }

    @Test(arguments: UInt64(0)..<50) func `labels and numbers that are written are read again`(
        _ seed: UInt64
    ) throws {
        var generator = CountingGenerator(state: seed)
        let labelled = (0..<8).map { number in
            let labels = ["a", "b, c", "\"d\"", "é"].filter { _ in Bool.random(using: &generator) }
            return Manifest.Entry(path: "\(number)", labels: labels)
        }
        let labels = Manifest(entries: labelled, labelling: .labels)
        let readLabels = try Manifest(csv: Array(try labels.csvText.utf8), labelling: .labels)
        #expect(readLabels.entries.map(\.labels) == labelled.map(\.labels))
        let measured = (0..<8).map { number in
            let values = (0..<3).map { _ in
                let value = Float(bitPattern: .random(in: 0...(.max), using: &generator))
                return value.isFinite ? value : 0
            }
            return Manifest.Entry(path: "\(number)", values: values)
        }
        let values = Manifest(entries: measured, labelling: .values, valueNames: ["x", ",", "\"\n"])
        let readValues = try Manifest(csv: Array(try values.csvText.utf8), labelling: .values)
        #expect(readValues.valueNames == values.valueNames)
        #expect(readValues.entries.map(\.values) == measured.map(\.values))
    }

    @Test func `entries that do not fit what they are labelled with trap`() async {
        await #expect(processExitsWith: .failure) {
            _ = Manifest(entries: [Manifest.Entry(path: "1", labels: [])])
        }
        await #expect(processExitsWith: .failure) {
            _ = Manifest(
                entries: [Manifest.Entry(path: "1", values: [1, 2])], labelling: .values, valueNames: ["x"])
        }
        await #expect(processExitsWith: .failure) {
            _ = Manifest(
                entries: [Manifest.Entry(path: "1", values: [1])], labelling: .labels, valueNames: ["x"])
        }
    }

    /// Pieces that texts are put together of: what CSV treats, what Unicode treats, and what people write.
    static let pieces = [
        "a", "10", ",", "\"", "\"\"", "\n", "\r", "\r\n", " ", "\t", ";", "'", "\\", "/", "=1+1", "\u{E9}",
        "e\u{301}", "\u{301}", "猫", "😀", "👩‍👧", "\u{FEFF}", "\u{200F}", "\u{2028}", "|",
    ]

    @Test(arguments: 0..<200) func `what is written is read again`(_ seed: Int) throws {
        var generator = CountingGenerator(state: UInt64(seed))
        func text() -> String {
            (0..<Int.random(in: 1...6, using: &generator))
                .map { _ in Self.pieces.randomElement(using: &generator) ?? "" }.joined()
        }
        let hasSeveral = Bool.random(using: &generator)
        var entries: [Manifest.Entry] = []
        var paths: Set<[UInt8]> = []
        for _ in 0..<Int.random(in: 1...8, using: &generator) {
            let path = text()
            guard paths.insert(Array(path.utf8)).inserted else { continue }
            var labels: [String] = []
            for _ in 0..<(hasSeveral ? Int.random(in: 1...3, using: &generator) : 1) {
                let label = hasSeveral ? String(text().unicodeScalars.filter { $0 != "|" }) : text()
                if !label.isEmpty, !labels.contains(label) { labels.append(label) }
            }
            entries.append(
                Manifest.Entry(
                    path: path, labels: labels.isEmpty ? ["x"] : labels,
                    partition: Partition.allCases.randomElement(using: &generator),
                    digest: Bool.random(using: &generator)
                        ? Self.digests.randomElement(using: &generator) : nil,
                    group: Bool.random(using: &generator) ? text() : nil))
        }
        let written = try Manifest(entries: entries).csvText
        let read = try Manifest(csv: Array(written.utf8))
        #expect(read.entries.map(\.withoutLine) == entries.map(\.withoutLine))
        #expect(read.entries.map { Array($0.path.utf8) } == entries.map { Array($0.path.utf8) })
        #expect(try read.csvText == written)
    }
}

extension Manifest.Entry {
    /// The entry as one that was not read; equal labels of two Unicode forms are told apart by the caller.
    fileprivate var withoutLine: Manifest.Entry {
        Manifest.Entry(path: path, labels: labels, partition: partition, digest: digest, group: group)
    }
}

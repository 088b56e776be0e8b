import Datasets
import Testing

@Suite struct ClassOverviewTests {
    /// A data set of so many images for each class and part.
    static func dataset(
        _ counts: [(name: String, training: Int, validation: Int, test: Int)],
        layout: Dataset.Layout = .split([.training, .validation, .test]), faults: [DatasetError] = []
    ) throws -> Dataset {
        func samples(_ count: ((name: String, training: Int, validation: Int, test: Int)) -> Int) -> [Sample]
        {
            counts.enumerated().flatMap { index, counts in
                (0..<count(counts)).map {
                    Sample(root: "/", relativePath: "\(counts.name)/\($0).png", classIndex: index)
                }
            }
        }
        return Dataset(
            path: "/", layout: layout, classNames: try ClassNames(counts.map(\.name)),
            samples: [
                .training: samples(\.training), .validation: samples(\.validation), .test: samples(\.test),
            ], faults: faults)
    }

    @Test func `classes are counted by part, and each condition names its own`() throws {
        let overview = ClassOverview(
            try Self.dataset([
                ("bird", 101, 5, 5), ("cat", 100, 0, 0), ("cow", 10, 1, 0), ("dog", 9, 0, 3),
                ("eel", 0, 4, 0),
                ("fox", 0, 0, 0),
            ]))
        #expect(overview.partitions == [.training, .validation, .test])
        #expect(
            overview.classes.first
                == .init(name: "bird", trainingCount: 101, validationCount: 5, testCount: 5))
        #expect(overview.emptyClasses.map(\.name) == ["eel", "fox"])
        #expect(overview.tinyClasses.map(\.name) == ["dog"])
        #expect(overview.classesInOnePart.map(\.name) == ["cat", "eel"])
        #expect(overview.classesInOnePart.map(\.partitions) == [[.training], [.validation]])
        let imbalance = try #require(overview.imbalance)
        #expect(imbalance.largest.name == "bird" && imbalance.smallest.name == "dog")
        #expect(abs(imbalance.ratio - 101.0 / 9) < 1e-12)
        #expect(overview.lookAlikeNames.isEmpty && overview.namesWithOuterBlanks.isEmpty)
        #expect(!overview.areAllNamesNumbers)
    }

    @Test func `ten times as many images are no imbalance yet`() throws {
        let even = ClassOverview(try Self.dataset([("a", 100, 0, 0), ("b", 10, 0, 0)], layout: .unsplit))
        #expect(even.imbalance == nil)
        #expect(even.partitions == [.training])
        #expect(even.classesInOnePart.isEmpty)
        let uneven = ClassOverview(
            try Self.dataset([("a", 101, 0, 0), ("b", 101, 0, 0), ("c", 10, 0, 0), ("d", 10, 0, 0)]))
        #expect(uneven.imbalance?.largest.name == "a")
        #expect(uneven.imbalance?.smallest.name == "c")
        #expect(ClassOverview(try Self.dataset([("a", 0, 0, 0)])).imbalance == nil)
    }

    @Test func `images that cannot be used do not count, and those of several classes count for each`() throws
    {
        let samples = [
            Sample(root: "/", relativePath: "1.png", classIndex: 0, otherClassIndices: [1, 1, 0]),
            Sample(root: "/", relativePath: "broken.png", classIndex: 1),
        ]
        let dataset = Dataset(
            path: "/", layout: .unsplit, classNames: try ClassNames(["a", "b"]), samples: [.training: samples]
        )
        #expect(ClassOverview(dataset).classes.map(\.trainingCount) == [1, 2])
        let readable = ClassOverview(dataset) { $0.relativePath != "broken.png" }
        #expect(readable.classes.map(\.trainingCount) == [1, 1])
    }

    @Test func `labels are counted each, none not at all, and numbers have no classes`() throws {
        let names = try ClassNames(["a", "b"])
        let labelled = Dataset(
            path: "/", layout: .unsplit, labelling: .labels, classNames: names,
            samples: [
                .training: [[0, 1], [], [1]].map { Sample(root: "/", relativePath: "x", labelIndices: $0) }
            ])
        #expect(ClassOverview(labelled).classes.map(\.trainingCount) == [1, 2])
        let measured = Dataset(
            path: "/", layout: .unsplit, labelling: .values, classNames: try ClassNames(["1", "2"]),
            samples: [.training: [Sample(root: "/", relativePath: "x", values: [1, 2])]])
        let overview = ClassOverview(measured)
        #expect(overview.classes.isEmpty)
        #expect(overview.imbalance == nil)
        #expect(!overview.areAllNamesNumbers)
    }

    static let alike: [[String]] = [
        ["T-shirt", "t shirt", "tshirt", "T_SHIRT", "t\u{2011}shirt", "t\u{AD}shirt"],
        ["Straße", "STRASSE", "strasse "],
        ["caf\u{E9}", "CAFE\u{301}"],
        ["file", "\u{FB01}le", "ＦＩＬＥ"],
        ["m2", "m\u{B2}", "M ２", "m②"],
        ["1-2", "1 2", "1__2", "１－２"],
        ["k", "\u{212A}"],
    ]

    @Test(arguments: alike) func `names that differ in case, blanks or forms of letters look alike`(
        _ names: [String]
    ) throws {
        let overview = ClassOverview(try Self.dataset((names + ["other"]).map { ($0, 1, 1, 1) }))
        #expect(overview.lookAlikeNames == [names])
    }

    @Test func `names that mean different things do not look alike`() throws {
        let names = [
            "1-2", "12", "1", "21", "01", "cat", "cats", "cafe", "caf\u{E9}", "a\u{430}", "aa", "a+", "a",
        ]
        #expect(ClassOverview(try Self.dataset(names.map { ($0, 1, 1, 1) })).lookAlikeNames.isEmpty)
    }

    @Test func `classes that only a held-out part has are compared as well`() throws {
        let overview = ClassOverview(
            try Self.dataset(
                [("cat", 20, 0, 0), ("dog", 20, 20, 0)],
                faults: [
                    .unknownClass(name: "Cat", partition: .validation),
                    .unknownClass(name: "Cat", partition: .test),
                    .unknownClass(name: " cow", partition: .test),
                ]))
        #expect(overview.unknownNames == ["Cat", " cow"])
        #expect(overview.lookAlikeNames == [["cat", "Cat"]])
        #expect(overview.namesWithOuterBlanks == [" cow"])
    }

    @Test func `blanks at the ends and numbers are told`() throws {
        let blanks = ["a b", " a", "b ", "c\u{A0}", "\td"]
        let overview = ClassOverview(try Self.dataset(blanks.map { ($0, 1, 1, 1) }))
        #expect(overview.namesWithOuterBlanks == [" a", "b ", "c\u{A0}", "\td"])
        #expect(ClassOverview(try Self.dataset([("2", 1, 0, 0), ("10", 1, 0, 0)])).areAllNamesNumbers)
        #expect(!ClassOverview(try Self.dataset([("2", 1, 0, 0), ("1a", 1, 0, 0)])).areAllNamesNumbers)
    }
}

import Datasets
import Testing

@Suite struct FixListApplyingTests {
    /// Three classes, six training images, one of them with two labels, and a validation image in another
    /// folder.
    static func dataset() throws -> Dataset {
        let rows = [
            "path,labels,split,group", "a/1,ant,train,g", "a/2,ant,train,", "b/1,bee,train,",
            "b/2,bee|cat,train,",
            "c/1,cat,train,", "c/2,cat,train,", "/else/3,bee,val,",
        ]
        return try Manifest(csv: Array(rows.joined(separator: "\n").utf8)).dataset(root: "/r")
    }

    static func text(_ samples: [Sample]) -> [String] {
        samples.map {
            "\($0.relativePath):\(([$0.classIndex] + $0.otherClassIndices).map(\.description).joined(separator: "+"))"
        }
    }

    @Test func `images are dropped, relabelled and kept, in the order of a scan`() throws {
        let dataset = try Self.dataset()
        let list = FixList([
            Fix(.relabel(to: "cat"), path: "a/1", label: "ant"),
            Fix(.drop, path: "c/1"),
            Fix(.relabel(to: "ant"), path: "b/2", label: "cat"),
            Fix(.relabel(to: "cat"), path: "/else/3"),
            Fix(.keep(), path: "a/2", label: "wrong"),
            Fix(.keep(), path: "gone"),
        ])
        let outcome = try list.apply(to: dataset)
        #expect(
            Self.text(outcome.dataset.training) == ["a/2:0", "b/1:1", "b/2:1+0", "a/1:2", "c/2:2"])
        #expect(Self.text(outcome.dataset.validation) == ["/else/3:2"])
        #expect(outcome.dataset.training.map(\.group) == [nil, nil, nil, "g", nil])
        #expect(outcome.dataset.classNames == dataset.classNames)
        #expect(outcome.dataset.layout == dataset.layout)
        #expect(outcome.dataset.notes == dataset.notes)
        #expect(outcome.dropCount == 1)
        #expect(outcome.relabelCount == 3)
    }

    @Test func `labels are mended twice with the same result`() throws {
        let list = FixList([
            Fix(.relabel(to: "cat"), path: "a/1", label: "ant"), Fix(.relabel(to: "bee"), path: "a/2"),
            Fix(.relabel(to: "ant"), path: "b/2", label: "bee"), Fix(.relabel(to: "ant"), path: "c/1"),
        ])
        let once = try list.apply(to: Self.dataset())
        let twice = try list.apply(to: once.dataset)
        #expect(once.relabelCount == 4)
        #expect(twice.dataset == once.dataset)
        #expect(twice.relabelCount == 0)
        #expect(try FixList([]).apply(to: once.dataset).dataset == once.dataset)
    }

    @Test func `samples of another folder are named by absolute paths`() throws {
        let folder = try TemporaryFolder(files: ["t/a/1", "t/b/1", "v/a/1", "v/b/1"])
        let dataset = try ImageFolder.scan(folder.path + "/t")
            .validated(by: ImageFolder.scan(folder.path + "/v"))
        let outcome = try FixList([Fix(.drop, path: folder.path + "/v/b/1")]).apply(to: dataset)
        #expect(Self.text(outcome.dataset.training) == ["a/1:0", "b/1:1"])
        #expect(Self.text(outcome.dataset.validation) == ["a/1:0"])
    }

    /// Fixes that do not fit, and the fault of the last.
    struct Refusal: Sendable {
        let fix: Fix
        let fault: FixFault
        let description: String
    }

    static let refusals: [Refusal] = [
        Refusal(
            fix: Fix(.drop, path: "a/3", line: 7), fault: .unknownPath("a/3"),
            description: "the data set has no image a/3"),
        Refusal(
            fix: Fix(.relabel(to: "cat"), path: "r/a/1", line: 7), fault: .unknownPath("r/a/1"),
            description: "the data set has no image r/a/1"),
        Refusal(
            fix: Fix(.relabel(to: "bea"), path: "a/1", line: 7),
            fault: .unknownLabel("bea", nearest: "bee"),
            description: "the data set has no class bea; is bee meant?"),
        Refusal(
            fix: Fix(.relabel(to: "horse"), path: "a/1", line: 7),
            fault: .unknownLabel("horse", nearest: nil), description: "the data set has no class horse"),
        Refusal(
            fix: Fix(.drop, path: "b/2", label: "ant", line: 7),
            fault: .otherLabels(path: "b/2", label: "ant", found: ["bee", "cat"]),
            description: "the image b/2 is not labelled ant but bee, cat"),
        Refusal(
            fix: Fix(.relabel(to: "cat"), path: "a/1", label: "horse", line: 7),
            fault: .otherLabels(path: "a/1", label: "horse", found: ["ant"]),
            description: "the image a/1 is not labelled horse but ant"),
        Refusal(
            fix: Fix(.relabel(to: "cat"), path: "b/2", label: "bee", line: 7),
            fault: .labelTwice(path: "b/2", label: "cat"),
            description: "the image b/2 has the label cat already"),
    ]

    @Test(arguments: refusals) func `a fix that does not fit the data set is refused`(_ refusal: Refusal)
        throws
    {
        let dataset = try Self.dataset()
        let error = FixListError.rows(RowFaults([RowFault(line: 7, reason: refusal.fault)]))
        let list = FixList([Fix(.drop, path: "a/2", line: 2), refusal.fix])
        #expect(throws: error) { try list.apply(to: dataset) }
        #expect(error.description == "line 7: \(refusal.description)")
    }

    @Test func `up to ten fixes that do not fit are named in the order of their lines`() throws {
        let fixes = (2...14).map { line in
            line == 5
                ? Fix(.relabel(to: "none"), path: "a/1", line: line)
                : Fix(.drop, path: "gone\(line)", line: line)
        }
        let faults = fixes.map { fix in
            RowFault(
                line: fix.line,
                reason: fix.line == 5
                    ? FixFault.unknownLabel("none", nearest: nil) : .unknownPath(fix.path))
        }
        let dataset = try Self.dataset()
        let error = #expect(throws: FixListError.self) { try FixList(fixes).apply(to: dataset) }
        #expect(error == .rows(RowFaults(faults)))
        #expect(
            error?.description.hasSuffix("line 11: the data set has no image gone11; and 3 more") ?? false)
    }

    @Test func `fixes that empty a class are refused`() throws {
        let dataset = try Self.dataset()
        let error = FixListError.noTrainingImages(className: "ant")
        #expect(throws: error) {
            try FixList([Fix(.drop, path: "a/1"), Fix(.relabel(to: "bee"), path: "a/2")]).apply(to: dataset)
        }
        #expect(error.description == "the fixes leave the class ant without training images")
        #expect(error.category == .badData)
    }

    /// Images with labels, two of them without any, and images with numbers.
    static func dataset(_ labelling: Labelling) throws -> Dataset {
        let text = "path,labels,value,split\n1,b|a,1,\n2,,2,\n3,a,3,\n4,,4,val\n"
        return try Manifest(csv: Array(text.utf8), labelling: labelling).dataset(root: "/r")
    }

    @Test func `images with labels or numbers are left out`() throws {
        let list = FixList([
            Fix(.drop, path: "2"), Fix(.drop, path: "4"), Fix(.drop, path: "3", label: "a"),
            Fix(.keep(proposing: "b"), path: "1"),
        ])
        let labels = try list.apply(to: Self.dataset(.labels))
        #expect(labels.dropCount == 3)
        #expect(labels.dataset.labelling == .labels)
        #expect(labels.dataset.training.map(\.labelIndices) == [[1, 0]])
        #expect(labels.dataset.validation.isEmpty)
        let values = try FixList([Fix(.drop, path: "2")]).apply(to: Self.dataset(.values)).dataset
        #expect(values.labelling == .values)
        #expect(values.training.map(\.values) == [[1], [3]])
    }

    @Test(arguments: [
        (Labelling.labels, "any number of labels"), (.values, "numbers"),
    ])
    func `images with labels or numbers are not relabelled`(_ labelling: Labelling, _ content: String) throws
    {
        let data = try Self.dataset(labelling)
        let error = FixListError.rows(RowFaults([RowFault(line: 7, reason: .cannotRelabel(labelling))]))
        #expect(throws: error) {
            try FixList([
                Fix(.drop, path: "2", line: 6), Fix(.relabel(to: "b"), path: "3", label: "a", line: 7),
            ]).apply(to: data)
        }
        #expect(
            error.description
                == "line 7: only images with one class each can be relabelled, these have \(content): "
                + "edit the manifest")
    }

    @Test func `a label that is not there or would be lost is named`() throws {
        let data = try Self.dataset(.labels)
        let error = #expect(throws: FixListError.self) {
            try FixList([Fix(.drop, path: "2", label: "a", line: 2)]).apply(to: data)
        }
        #expect(error?.description == "line 2: the image 2 is not labelled a")
        let lost = FixListError.noTrainingImagesWithLabel("b")
        #expect(throws: lost) { try FixList([Fix(.drop, path: "1")]).apply(to: data) }
        #expect(lost.description == "the fixes leave no training image with the label b")
    }
}

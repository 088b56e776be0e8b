import Metrics
import Reports
import Testing
import Training

@Suite struct ReportPageTests {
    /// What a report has beside its title, and the sections that it then has.
    struct Part: Sendable {
        let sections: [String]
        let change: @Sendable (inout ReportContent) throws -> Void
    }

    static let example = ReportExample(path: "a.jpg", truths: ["x"], guesses: [.init("y", probability: 0.5)])
    static let parts = [
        Part(sections: []) { _ in },
        Part(sections: ["mistakes"]) { $0.mistakes = [example] },
        Part(sections: ["uncertain"]) { $0.uncertainExamples = [example] },
        Part(sections: ["data"]) {
            $0.data = DataOverview(parts: ["train"], rows: [.init(name: "a", counts: [1])])
        },
        Part(sections: []) { $0.data = DataOverview(parts: [], rows: []) },
        Part(sections: ["checks"]) { $0.findings = [.init(severity: .note, kind: "k", summary: "s")] },
        Part(sections: ["training"]) { $0.training = Demonstration.training(epochCount: 1) },
        Part(sections: []) { $0.training = TrainingCurves(epochs: []) },
        Part(sections: ["augmentation"]) { $0.augmentation = AugmentationSheet(policy: "flip:0.5") },
        Part(sections: ["reproduction"]) { $0.command = "imgcls train" },
        Part(sections: ["reproduction"]) { $0.environment = [.init("a", "b")] },
        Part(sections: ["reproduction"]) { $0.sources = [.init(name: "a", licence: "b")] },
        Part(sections: ["classes"]) { $0.scores = try Demonstration.multilabel().scores },
        Part(sections: ["numbers"]) { $0.scores = try Demonstration.regression().scores },
        Part(sections: ["confusion", "classes"]) { $0.scores = Demonstration.wide(classCount: 3).scores },
        Part(sections: ["confusion", "classes", "certainty"]) {
            $0.scores = try Demonstration.classification().scores
        },
    ]

    @Test(arguments: parts.indices) func `a page has sections for what there is`(_ index: Int) throws {
        var content = ReportContent(title: "t")
        try Self.parts[index].change(&content)
        let scan = try PageScan(ReportPage(content).html)
        #expect(scan.all("section").compactMap { $0.attributes["id"] } == Self.parts[index].sections)
    }

    /// A sentence and the content that leads to it.
    static let sentences: [(String, @Sendable () throws -> ReportContent)] = [
        ("Right on 92.5\u{A0}% of 372 test images", Demonstration.classification),
        ("Right on 93.0\u{A0}% of 2,150 test images", { Demonstration.wide() }),
        ("All labels right on 36.4\u{A0}% of 250 validation images", Demonstration.multilabel),
        ("Off by 2.97\u{A0}years on average on 600 test images", Demonstration.regression),
        (
            "Trained for 3 epochs",
            { ReportContent(title: "t", training: Demonstration.training(epochCount: 3)) }
        ),
        ("Mine", { ReportContent(title: "t", summary: "Mine", training: Demonstration.training()) }),
    ]

    @Test(arguments: sentences.indices) func `the summary is one sentence`(_ index: Int) throws {
        let (sentence, content) = Self.sentences[index]
        let scan = try PageScan(ReportPage(try content()).html)
        #expect(scan.all("p").first { $0.attributes["class"] == "lead" }?.text == sentence)
    }

    @Test func `the interval stands below the sentence`() throws {
        let scan = try PageScan(ReportPage(try Demonstration.classification()).html)
        let also = scan.all("span").first { $0.attributes["class"] == "also" }
        #expect(also?.text == "95\u{A0}% interval 89.3 to 94.7\u{A0}%")
    }

    @Test func `each confused cell leads to all of its mistakes`() throws {
        let content = try Demonstration.classification()
        let scan = try PageScan(ReportPage(content).html)
        let cells = scan.elements.filter {
            $0.name == "a" && $0.attributes["data-pair"] != nil && $0.path.contains("td")
        }
        var total = 0
        for cell in Set(cells.compactMap { $0.attributes["href"] }) {
            let start = try #require(scan.elements.firstIndex { "#" + ($0.attributes["id"] ?? "") == cell })
            let depth = scan.elements[start].path.count
            let inside = scan.elements[(start + 1)...].prefix { $0.path.count > depth }
            let number = try #require(cells.first { $0.attributes["href"] == cell }.flatMap { Int($0.text) })
            #expect(inside.count { $0.name == "li" } == number)
            total += number
        }
        #expect(total == content.mistakes.count)
    }

    @Test func `more than 50 classes are listed as pairs`() throws {
        let tables = { (count: Int) in
            try PageScan(ReportPage(Demonstration.wide(classCount: count)).html).all("table")
                .compactMap { $0.attributes["class"] }
        }
        #expect(try tables(50).contains("matrix dense"))
        #expect(try tables(51).allSatisfy { $0 == "grid" })
        #expect(try tables(15).contains("matrix"))
    }

    @Test func `with as many pictures as make sense a page stays below 3 MB`() throws {
        let bytes = { (count: Int) in [UInt8](repeating: 200, count: count) }
        let thumbnail = ReportPicture(bytes: bytes(4_000), format: .jpeg, width: 96, height: 96)
        let large = ReportPicture(bytes: bytes(12_000), format: .jpeg, width: 224, height: 224)
        let variants = ReportPicture(
            bytes: bytes(PictureBudget.variantByteCount), format: .jpeg, width: 128, height: 128)
        var content = try Demonstration.classification()
        content.data = DataOverview(
            parts: ["train"],
            rows: (0..<10).map { row in
                .init(
                    name: "class \(row)", counts: [200],
                    thumbnails: Array(
                        repeating: thumbnail, count: PictureBudget(classCount: 10).thumbnailsPerClass))
            })
        let examples = { (count: Int) in
            (0..<count).map { index in
                ReportExample(
                    path: "\(index)", truths: ["a"], guesses: [.init("b")], picture: large, heatMap: large)
            }
        }
        content.mistakes = examples(PictureBudget.mistakeCount)
        content.uncertainExamples = examples(PictureBudget.uncertainCount)
        content.augmentation = AugmentationSheet(
            policy: "flip:0.5", rows: [.init(name: "a", pictures: [variants])])
        content.findings = (0..<10).map { _ in
            ReportFinding(
                severity: .warning, kind: "leak", summary: "s",
                items: (0..<PictureBudget.findingItemCount).map { _ in
                    .init("a", pictures: [thumbnail, thumbnail])
                })
        }
        #expect(ReportPage(content).html.utf8.count < 3_000_000)
    }

    @Test(arguments: [(1, 4), (10, 4), (15, 4), (20, 3), (60, 1), (61, 0), (0, 4)])
    func `the more classes, the fewer thumbnails each`(_ classCount: Int, _ thumbnails: Int) {
        #expect(PictureBudget(classCount: classCount).thumbnailsPerClass == thumbnails)
    }
}

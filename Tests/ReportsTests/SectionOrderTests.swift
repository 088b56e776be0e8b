import Reports
import Testing

/// What stands before what, and how much of it.
@Suite struct SectionOrderTests {
    private static func labels(_ f1: [Double]) -> MultilabelScores {
        MultilabelScores(
            part: "test", imageCount: 9, subsetAccuracy: ReportEstimate(0.5),
            labels: f1.enumerated().map { index, value in
                let estimate = ReportEstimate(value)
                return LabelScores(
                    name: "label \(index)", support: 3, recall: estimate, precision: estimate, f1: estimate)
            })
    }

    private static func rows(_ content: ReportContent) throws -> [String] {
        try PageScan(ReportPage(content).html).all("th").filter { $0.attributes["scope"] == "row" }.map {
            $0.text
        }
    }

    @Test func `the weakest labels come first, those without a score last`() throws {
        let content = ReportContent(title: "t", scores: .multilabel(Self.labels([0.9, .nan, 0.2, 0.9, 0.1])))
        #expect(try Self.rows(content) == ["label 4", "label 2", "label 0", "label 3", "label 1"])
    }

    @Test func `of a thousand labels the weakest are listed`() throws {
        let scores = Self.labels((0..<1000).map { Double($0) / 1000 })
        let content = ReportContent(title: "t", scores: .multilabel(scores))
        #expect(try Self.rows(content) == (0..<200).map { "label \($0)" })
        let html = ReportPage(content).html
        #expect(html.contains("150 further labels"))
        #expect(html.contains("800 labels with a higher F1 are not listed."))
        #expect(html.utf8.count < 400_000)
    }

    @Test func `the gravest findings come first`() throws {
        let findings = [
            ReportFinding(severity: .note, kind: "first", summary: "s"),
            ReportFinding(severity: .error, kind: "near_leak", summary: "s"),
            ReportFinding(severity: .note, kind: "second", summary: "s"),
            ReportFinding(severity: .warning, kind: "third", summary: "s"),
        ]
        let scan = try PageScan(ReportPage(ReportContent(title: "t", findings: findings)).html)
        let texts = scan.elements.filter { $0.name == "span" && $0.path.last == "h3" }.map { $0.text }
        #expect(
            texts == ["error", "near leak", "warning", "third", "note", "first", "note", "second"])
        #expect(scan.all("p").contains { $0.text == "The data was examined: 1 error, 1 warning, 2 notes." })
    }

    @Test func `of very many mistakes the worst are listed`() throws {
        var content = Demonstration.wide(classCount: 2)
        let names = ["0", "1"].map { "\($0) a rather long name_of_a_class_without_blanks_in_it" }
        content.mistakes = (0..<5_000).map { index in
            ReportExample(
                path: "\(index).jpg", truths: [names[index % 2]], guesses: [.init(names[1 - index % 2])])
        }
        let scan = try PageScan(ReportPage(content).html)
        let listed = scan.elements.filter { $0.name == "li" && $0.path.last == "ul" }.map { $0.text }
        #expect(listed.count == 2_000)
        #expect(listed.first == "0.jpg")
        #expect(listed.last == "1999.jpg")
        #expect(scan.all("summary").contains { $0.text == "The 2,000 worst mistakes by class" })
    }
}

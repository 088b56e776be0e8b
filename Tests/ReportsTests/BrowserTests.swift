import Foundation
import Reports
import Testing

/// The pages in headless Chromium, where it is installed (`apt-get install chromium`); else these are skipped.
@Suite(
    .serialized,
    .enabled(if: Chromium.program != nil, "needs /usr/bin/chromium, which is not installed here"))
struct BrowserTests {
    /// A page to look at.
    struct Look: Sendable, CustomTestStringConvertible {
        let name: String
        let width: Int
        let isDark: Bool
        let content: @Sendable () throws -> ReportContent

        var testDescription: String { "\(name), \(width) px\(isDark ? ", dark" : "")" }
    }

    static let looks = [
        Look(name: "classification", width: 400, isDark: false, content: Demonstration.classification),
        Look(name: "classification", width: 1400, isDark: true, content: Demonstration.classification),
        Look(name: "50 classes with long names", width: 400, isDark: true, content: { Demonstration.wide() }),
        Look(
            name: "50 classes with long names", width: 1400, isDark: false, content: { Demonstration.wide() }),
        Look(name: "multilabel", width: 400, isDark: false, content: Demonstration.multilabel),
        Look(name: "regression", width: 400, isDark: false, content: Demonstration.regression),
        Look(name: "hostile texts", width: 400, isDark: false, content: { Planted.hostile.content() }),
        Look(name: "hostile texts", width: 1400, isDark: false, content: { Planted.hostile.content() }),
    ]

    /// The page's policy forbids to load anything, and Chromium writes on the console what it refused.
    @Test(arguments: looks)
    func `a page fits its width and says nothing on the console`(_ look: Look) throws {
        let sight = try Self.sight(
            of: ReportPage(try look.content()).html, width: look.width, isDark: look.isDark)
        #expect(sight.console == [])
        #expect(sight.width == look.width)
        #expect(sight.scrollWidth <= look.width, "\(sight.overflowing)")
        #expect(sight.overflowing == [])
        #expect(sight.brokenPictures == 0)
        #expect(sight.background == (look.isDark ? "rgb(20, 23, 26)" : "rgb(255, 255, 255)"))
    }

    @Test func `a cell of the confusion matrix opens its mistakes`() throws {
        let html = ReportPage(try Demonstration.classification()).html
        let sight = try Self.sight(of: html, width: 400)
        #expect(sight.opensDialog)
        #expect(sight.dialogCards > 0)
        #expect(sight.pictures > 60)
    }

    @Test func `what is looked for is found in a page that has it`() throws {
        let html = """
            <!DOCTYPE html><meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="img-src data:">
            <body><p style="width:900px">wide</p><img src="https://localhost/elsewhere.png">
            <script>console.warn("careful"); missing()</script>
            """
        let sight = try Self.sight(of: html, width: 400)
        let console = sight.console ?? []
        #expect(console.contains { $0.contains("careful") })
        #expect(console.contains { $0.contains("missing is not defined") })
        #expect(sight.scrollWidth > 900)
        #expect(sight.overflowing == ["P."])
        #expect(sight.brokenPictures == 1)
        #expect(console.contains { $0.contains("elsewhere.png") && $0.contains("violates") })
    }

    private static func sight(of html: String, width: Int, isDark: Bool = false) throws -> Chromium.Sight {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "imgcls-report-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let browser = Chromium(program: try #require(Chromium.program), folder: folder)
        return try browser.look(at: html, width: width, isDark: isDark)
    }
}

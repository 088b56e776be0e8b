import Foundation
import Reports
import Testing

@Suite struct PageStructureTests {
    /// A page of every kind.
    struct Page: Sendable, CustomTestStringConvertible {
        let name: String
        let content: @Sendable () throws -> ReportContent

        var testDescription: String { name }
        func scan() throws -> PageScan { try PageScan(ReportPage(try content()).html) }
    }

    static let pages = [
        Page(name: "classification", content: Demonstration.classification),
        Page(name: "multilabel", content: Demonstration.multilabel),
        Page(name: "regression", content: Demonstration.regression),
        Page(name: "50 classes", content: { Demonstration.wide() }),
        Page(name: "51 classes", content: { Demonstration.wide(classCount: 51) }),
        Page(name: "hostile classification", content: { Planted.hostile.content(pictures: true) }),
        Page(name: "hostile multilabel", content: { Planted.hostile.multilabel() }),
        Page(name: "hostile regression", content: { Planted.hostile.regression(outputCount: 2) }),
        Page(name: "title only", content: { ReportContent(title: "t") }),
    ]

    @Test(arguments: pages) func `headings are in order and none is skipped`(_ page: Page) throws {
        let levels = try page.scan().elements.filter { !$0.path.contains("dialog") }.compactMap { element in
            ["h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6][element.name]
        }
        #expect(levels.first == 1)
        #expect(levels.count { $0 == 1 } == 1)
        #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 }, "\(levels)")
    }

    @Test(arguments: pages) func `what is referred to is there, once`(_ page: Page) throws {
        let scan = try page.scan()
        let ids = scan.elements.compactMap { $0.attributes["id"] }
        #expect(ids.count == Set(ids).count)
        for element in scan.elements {
            if let target = element.attributes["href"], target.hasPrefix("#") {
                #expect(ids.contains(String(target.dropFirst())), "\(target)")
            }
            if let label = element.attributes["aria-labelledby"] { #expect(ids.contains(label)) }
        }
    }

    @Test(arguments: pages) func `nothing is loaded, and no script but one can run`(_ page: Page) throws {
        let scan = try page.scan()
        let allowed: Set<String> = [
            "html", "head", "meta", "title", "style", "body", "div", "header", "main", "section", "footer",
            "nav",
            "h1", "h2", "h3", "p", "span", "a", "ul", "ol", "li", "dl", "dt", "dd", "figure", "figcaption",
            "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "small", "abbr", "code", "pre",
            "img",
            "details", "summary", "dialog", "button", "script", "svg", "g", "path", "line", "rect", "circle",
            "text",
        ]
        for element in scan.elements {
            #expect(allowed.contains(element.name))
            #expect(element.attributes.keys.allSatisfy { !$0.hasPrefix("on") && $0 != "srcset" })
            if let source = element.attributes["src"] {
                #expect(element.name == "img")
                #expect(source.hasPrefix("data:image/"))
            }
            if let target = element.attributes["href"] {
                #expect(element.name == "a")
                #expect(target.hasPrefix("#") || target.hasPrefix("https://"))
            }
            if let style = element.attributes["style"] {
                #expect(style.wholeMatch(of: /--[kp]:[0-9.]+/) != nil, "\(style)")
            }
        }
        #expect(scan.all("script").count == 1)
        #expect(scan.all("style").map(\.text).allSatisfy { !$0.contains("url(") && !$0.contains("@import") })
    }

    @Test(arguments: pages) func `tables and pictures tell what they are`(_ page: Page) throws {
        let scan = try page.scan()
        for heading in scan.all("th") {
            #expect(["row", "col"].contains(heading.attributes["scope"] ?? ""))
        }
        for image in scan.all("img") {
            #expect(!(image.attributes["alt"] ?? "").isEmpty)
            #expect(image.attributes["width"] != nil && image.attributes["height"] != nil)
        }
        for drawing in scan.all("svg") where drawing.attributes["aria-hidden"] != "true" {
            #expect(drawing.attributes["role"] == "img")
            #expect(!(drawing.attributes["aria-label"] ?? "").isEmpty)
        }
    }

    @Test(arguments: pages) func `the same content gives the same bytes`(_ page: Page) throws {
        let first = ReportPage(try page.content()).html
        let second = ReportPage(try page.content()).html
        #expect(first == second)
    }

    @Test func `the policy knows the script by its digest`() throws {
        let scan = try PageScan(ReportPage(ReportContent(title: "t")).html)
        let script = try #require(scan.all("script").first).text
        let policy = try #require(
            scan.all("meta").first { $0.attributes["http-equiv"] != nil }?.attributes["content"])
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = URL(filePath: "/usr/bin/sha256sum")
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        input.fileHandleForWriting.write(Data(script.utf8))
        try input.fileHandleForWriting.close()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let digits = Array(text.prefix(64))
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(digits[$0...$0 + 1]), radix: 16)
        }
        #expect(bytes.count == 32)
        #expect(policy.contains("script-src 'sha256-\(Data(bytes).base64EncodedString())';"))
        #expect(policy.hasPrefix("default-src 'none';"))
    }
}

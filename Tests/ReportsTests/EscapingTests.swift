import Reports
import Testing

@Suite struct EscapingTests {
    static let kinds: [@Sendable (Planted) -> ReportContent] = [
        { $0.content(pictures: true) }, { $0.multilabel() }, { $0.regression(outputCount: 1) },
        { $0.regression(outputCount: 2) },
    ]

    @Test(arguments: kinds.indices)
    func `hostile texts add no element and no attribute`(_ kind: Int) throws {
        let hostile = try PageScan(ReportPage(Self.kinds[kind](.hostile)).html)
        let harmless = try PageScan(ReportPage(Self.kinds[kind](.harmless)).html)
        // The address that begins with https:// is a link in both.
        #expect(hostile.skeleton == harmless.skeleton)
        for name in ["script", "style"] {
            #expect(hostile.all(name).map { $0.text } == harmless.all(name).map { $0.text })
        }
    }

    @Test func `hostile texts are shown as they are`() throws {
        let scan = try PageScan(ReportPage(Planted.hostile.content(pictures: true)).html)
        let shown = "'\"></title></style></script><script>alert(1)</script><img src=x onerror=alert(2)>&amp;"
        #expect(scan.all("h1").first?.text.hasPrefix(shown) == true)
        #expect(scan.all("title").first?.text.hasPrefix(shown) == true)
        #expect(scan.all("pre").first?.text.hasPrefix(shown) == true)
        let labels = scan.all("a").compactMap { $0.attributes["aria-label"] }
        #expect(labels.contains { $0.contains(shown) })
        #expect(scan.all("img").contains { $0.attributes["alt"]?.contains(shown) == true })
    }

    @Test(arguments: [
        ("plain", "plain"), ("<&>\"'", "&lt;&amp;&gt;&quot;&#39;"),
        ("a\u{0}b\u{1B}c\u{7F}", "a\u{FFFD}b\u{FFFD}c\u{FFFD}"),
        ("\u{202E}gpj.exe", "\u{FFFD}gpj.exe"), ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("\r\n", "\u{FFFD}\n"), ("Größe 👩‍🔬 日本", "Größe 👩‍🔬 日本"),
        ("\u{2028}\u{85}\u{FFFE}", "\u{FFFD}\u{FFFD}\u{FFFD}"),
    ])
    func `characters that are markup, forbidden or misleading are replaced`(_ text: String, _ written: String)
    {
        #expect(Escaping.escaped(text).unicodeScalars.elementsEqual(written.unicodeScalars))
    }
}

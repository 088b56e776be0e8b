import Glibc
import ModelSupport
import Testing

@Suite struct ManualTests {
    /// Writes the pages, and returns their names.
    private func write(_ workplace: Workplace) throws -> [String] {
        let result = try workplace.run("manual", "--output", "share/man1")
        #expect(result.error == "" && result.ending == .exit(0))
        #expect(
            result.output == "Wrote \(HelpTests.commands.count + 1) pages. Next: man -l share/man1/imgcls.1\n"
        )
        return try workplace.folder.names(in: "work/share/man1")
    }

    @Test func `every command has a page, and the page names every option`() throws {
        let workplace = try Workplace()
        let pages = try write(workplace)
        #expect(pages == (["imgcls.1"] + HelpTests.commands.map { "imgcls-\($0).1" }).sorted())
        for command in HelpTests.commands {
            let text = String(decoding: try workplace.bytes("share/man1/imgcls-\(command).1"), as: UTF8.self)
            let help = try workplace.run("help", command).output
            var options: [String] = []
            for line in help.split(separator: "\n") where line.hasPrefix("  -") {
                // The names stand before two blanks and the text, or alone, with values and opposites between them.
                let names = line.dropFirst(2).split(separator: "  ").first ?? ""
                let words = names.split(whereSeparator: { [" ", ",", "/"].contains($0) })
                options += words.filter { $0.hasPrefix("-") }.map(String.init)
            }
            #expect(options.contains("--help"))
            for option in options {
                let escaped = option.replacing("-", with: #"\-"#)
                #expect(text.contains(#"\fB\#(escaped)\fR"#), "\(command) \(option)")
            }
            #expect(text.utf8.allSatisfy { $0 < 0x80 })
        }
        let root = String(decoding: try workplace.bytes("share/man1/imgcls.1"), as: UTF8.self)
        for command in HelpTests.commands { #expect(root.contains(#"\fBimgcls \#(command)\fR"#)) }
        #expect(!root.contains("manual\\fR"))
    }

    @Test func `the same program writes the same pages`() throws {
        let workplace = try Workplace()
        let names = try write(workplace)
        let before = try names.map { try workplace.bytes("share/man1/\($0)") }
        #expect(try write(workplace) == names)
        #expect(try names.map { try workplace.bytes("share/man1/\($0)") } == before)
    }

    @Test func `groff reads the pages without a warning, and shows examples as they are`() throws {
        guard unsafe access("/usr/bin/groff", X_OK) == 0 else {
            print("groff is not installed: the pages were not formatted")
            return
        }
        let workplace = try Workplace()
        for page in try write(workplace) {
            let shown = try workplace.run(
                inShell: "exec groff -man -Tutf8 -ww -P-cbou -rLL=100n \"$1\"", ["share/man1/\(page)"])
            #expect(shown.error == "" && shown.ending == .exit(0), "\(page)")
            #expect(
                !shown.output.contains("\\") || page == "imgcls-import.1" || page == "imgcls-finetune.1",
                "\(page)")
            if page == "imgcls-finetune.1" {
                #expect(shown.output.contains("imgcls finetune photos --validation other-photos --output"))
            }
        }
    }

    @Test func `a folder that cannot be made is refused`() throws {
        let workplace = try Workplace()
        try workplace.write(Array("x".utf8), to: "file")
        let result = try workplace.run("manual", "--output", "file/man1")
        #expect(result.error == "imgcls: file/man1: the folder cannot be made\n")
        #expect(result.ending == .exit(73))
    }
}

import Datasets
import Glibc
import Testing

@Suite struct ImageFolderOddEntriesTests {
    @Test func `hidden entries, system files and other kinds of files are counted, not listed`() throws {
        let folder = try TemporaryFolder(files: [
            "cat/1.png", "cat/.hidden.png", "cat/._1.png", "cat/Thumbs.db", "cat/Desktop.INI",
            "cat/labels.csv",
            "cat/ReadMe.TXT", "dog/1.png", "dog/.ipynb_checkpoints/1.png", "dog/__MACOSX/1.png",
            ".git/config",
            "__MACOSX/cat/1.png", "annotations.json", "cover.png",
        ])
        let scanned = try ImageFolder.scan(folder.path)
        #expect(scanned.training.map(\.relativePath) == ["cat/1.png", "dog/1.png"])
        #expect(scanned.ignored.hidden == 4)
        #expect(scanned.ignored.systemFiles == 4)
        #expect(scanned.ignored.nonImages == 3)
        #expect(scanned.ignored.outsideClasses == 1)
        #expect(scanned.ignored.total == 12)
        #expect(scanned.problems.isEmpty)
    }

    @Test func `files without a known extension stay, content decides`() throws {
        let names = [
            "IMG_1", "a.JPG", "b.jpeg.bak", "c.webp", "d.xyz", "line\nend.png", "space .png", "txt", "é.png",
        ]
        let folder = try TemporaryFolder(files: names.map { "a/" + $0 } + ["b/1.png"])
        try folder.write([], to: "b/empty.png")
        let scanned = try ImageFolder.scan(folder.path)
        #expect(scanned.training.filter { $0.classIndex == 0 }.map(\.relativePath) == names.map { "a/" + $0 })
        #expect(
            scanned.training.filter { $0.classIndex == 1 }.map(\.relativePath) == ["b/1.png", "b/empty.png"])
        for sample in scanned.training { _ = try FileReader.bytes(atPath: sample.path) }
    }

    @Test func `names that are no UTF-8 are reported with their bytes and never mangled`() throws {
        let folder = try TemporaryFolder(files: ["cat/1.png", "dog/1.png"])
        try folder.write([1], toName: Array("cat/caf".utf8) + [0xE9] + Array(".png".utf8))
        // Both would decode to the same replacement character.
        try folder.write([1], toName: Array("cat/".utf8) + [0xFE] + Array(".png".utf8))
        try folder.write([1], toName: Array("cat/".utf8) + [0xFF] + Array(".png".utf8))
        try folder.write([1], toName: Array("cat/".utf8) + [0xFF] + Array(".txt".utf8))
        try folder.makeFolder(name: Array("dog/".utf8) + [0xC3, 0x28])
        let scanned = try ImageFolder.scan(folder.path)
        #expect(scanned.training.map(\.relativePath) == ["cat/1.png", "dog/1.png"])
        #expect(scanned.ignored.nonImages == 1)
        #expect(
            scanned.problems
                == [
                    #"cat/caf\xE9.png"#, #"cat/\xFE.png"#, #"cat/\xFF.png"#, #"dog/\xC3("#,
                ].map { FolderProblem(printablePath: $0, reason: .nameIsNotUTF8) })
        #expect(
            scanned.problems.first?.description
                == #"cat/caf\xE9.png: the name is not valid UTF-8; rename it to use it"#)
    }

    @Test(.timeLimit(.minutes(10))) func `pipes, sockets and devices are reported`() throws {
        let folder = try TemporaryFolder(files: ["a/1.png", "b/1.png"])
        try folder.makePipe("a/pipe.png")
        try folder.makeSocket("a/s")
        try folder.makeLink("b/zero.png", to: "/dev/zero")
        let scanned = try ImageFolder.scan(folder.path)
        #expect(scanned.training.count == 2)
        #expect(
            scanned.problems == [
                FolderProblem(printablePath: "a/pipe.png", reason: .specialFile(.pipe)),
                FolderProblem(printablePath: "a/s", reason: .specialFile(.socket)),
                FolderProblem(printablePath: "b/zero.png", reason: .specialFile(.characterDevice)),
            ])
        #expect(scanned.problems.first?.description == "a/pipe.png: this is a named pipe, not an image file")
    }

    @Test func `links are followed to files and folders elsewhere`() throws {
        let elsewhere = try TemporaryFolder(files: ["pictures/1.png", "one.png", "bird/1.png"])
        let folder = try TemporaryFolder(files: ["a/1.png", "b/1.png"])
        try folder.makeLink("a/linked.png", to: elsewhere.path + "/one.png")
        try folder.makeLink("b/more", to: elsewhere.path + "/pictures")
        try folder.makeLink("c", to: elsewhere.path + "/bird")
        let scanned = try ImageFolder.scan(folder.path)
        #expect(
            scanned.training.map(\.relativePath)
                == ["a/1.png", "a/linked.png", "b/1.png", "b/more/1.png", "c/1.png"])
        #expect(scanned.problems.isEmpty)
    }

    @Test(.timeLimit(.minutes(10))) func `loops end, and no link lets images slip into another class`() throws
    {
        let folder = try TemporaryFolder(files: ["a/x/1.png", "a/y/1.png", "b/1.png"])
        try folder.makeLink("a/itself", to: ".")
        try folder.makeLink("a/root", to: "..")
        try folder.makeLink("a/other", to: "../b")
        try folder.makeLink("a/x/y", to: "../y")
        try folder.makeLink("a/y/x", to: "../x")
        try folder.makeLink("b/loop.png", to: "loop.png")
        try folder.makeLink("b/nowhere.png", to: "missing.png")
        let scanned = try ImageFolder.scan(folder.path)
        #expect(scanned.training.map(\.relativePath) == ["a/x/1.png", "a/x/y/1.png", "b/1.png"])
        #expect(
            scanned.problems == [
                FolderProblem(printablePath: "a/itself", reason: .repeatedFolder),
                FolderProblem(printablePath: "a/other", reason: .repeatedFolder),
                FolderProblem(printablePath: "a/root", reason: .repeatedFolder),
                FolderProblem(printablePath: "a/x/y/x", reason: .repeatedFolder),
                FolderProblem(printablePath: "a/y", reason: .repeatedFolder),
                FolderProblem(
                    printablePath: "b/loop.png", reason: .unreadable(SystemError(number: ELOOP))),
                FolderProblem(printablePath: "b/nowhere.png", reason: .brokenLink),
            ])
    }

    @Test func `a web of links costs one visit to each folder`() throws {
        let names = (0..<12).map { "n\($0)" }
        let folder = try TemporaryFolder(files: names.map { "a/\($0)/1.png" } + ["b/1.png"])
        for from in names {
            for to in names { try folder.makeLink("a/\(from)/to-\(to)", to: "../\(to)") }
        }
        // Every path through the web is a different one: without the rule there would be 12! of them.
        let scanned = try ImageFolder.scan(folder.path)
        #expect(scanned.training.count == 13)
    }

    @Test func `a very deep folder is scanned to the length that the system can open`() throws {
        let folder = try TemporaryFolder(files: ["a/1.png", "b/1.png"])
        let depth = 400
        try folder.write([1], to: "a/" + String(repeating: "d/", count: depth) + "2.png")
        #expect(try ImageFolder.scan(folder.path).training.count == 3)
    }
}

import Datasets
import Testing

@Suite struct IgnoredEntriesTests {
    @Test func `what is ignored is named with its reason, in printable form`() throws {
        let folder = try TemporaryFolder(files: [
            "cat/1.png", "cat/.ipynb_checkpoints/1.png", "cat/in/.DS_Store", "cat/Thumbs.db",
            "cat/labels.csv",
            "dog/1.png", "dog/__MACOSX/1.png", "dog/a\nb.txt", "cover.png", ".git/config",
        ])
        let ignored = try ImageFolder.scan(folder.path).ignored
        #expect(
            ignored.examples.map { "\($0.reason) \($0.printablePath)" } == [
                "hidden .git", "outsideClasses cover.png", "hidden cat/.ipynb_checkpoints",
                "systemFile cat/Thumbs.db", "nonImage cat/labels.csv", "hidden cat/in/.DS_Store",
                "systemFile dog/__MACOSX", #"nonImage dog/a\x0Ab.txt"#,
            ])
        #expect(IgnoredEntries.Reason.allCases.map(ignored.count) == [3, 2, 2, 1])
        #expect(ignored.total == 8)
    }

    @Test func `one example of a name is enough, and there are at most twenty for a reason`() throws {
        let limit = IgnoredEntries.maximumExampleCount
        let folder = try TemporaryFolder(
            files: (0..<limit + 5).flatMap { ["c\($0)/1.png", "c\($0)/.DS_Store", "c\($0)/\($0).txt"] }
                + ["c7/.ipynb_checkpoints/1.png", "z/Thumbs.db", "z/1.png"])
        let ignored = try ImageFolder.scan(folder.path).ignored
        #expect(ignored.hidden == limit + 6)
        #expect(ignored.nonImages == limit + 5)
        func examples(_ reason: IgnoredEntries.Reason) -> [String] {
            ignored.examples.filter { $0.reason == reason }.map(\.printablePath)
        }
        #expect(examples(.hidden) == ["c0/.DS_Store", "c7/.ipynb_checkpoints"])
        #expect(examples(.nonImage) == (0..<limit).map { "c\($0)/\($0).txt" })
        #expect(examples(.systemFile) == ["z/Thumbs.db"])
    }
}

import Datasets
import Glibc
import Testing

@Suite struct ImageFolderSurveyTests {
    /// A tree with faults, and what a survey of it gives; `$` stands for the folder's path.
    struct Case: Sendable {
        let files: [String]
        var folders: [String] = []
        let classNames: [String]
        let training: [String]
        var heldOut: [String] = []
        let faults: @Sendable (String) -> [DatasetError]
    }

    static let cases: [Case] = [
        Case(
            files: ["cat/1.png"], classNames: ["cat"], training: ["cat/1.png"],
            faults: { _ in [.tooFewClasses(names: ["cat"], minimum: 2, innerFolderCount: 0)] }),
        Case(
            files: ["ant/.hidden", "bee/1.png", "cow/list.txt"], classNames: ["ant", "bee", "cow"],
            training: ["bee/1.png"],
            faults: { _ in
                [
                    .emptyClass(name: "ant", relativePath: "ant", ignoredCount: 1, problemCount: 0),
                    .emptyClass(name: "cow", relativePath: "cow", ignoredCount: 1, problemCount: 0),
                ]
            }),
        Case(
            files: [
                "train/cat/1.png", "train/dog/1.png", "val/Cat/1.png", "val/dog/2.png", "test/cow/1.png",
                "test/dog/3.png",
            ], classNames: ["cat", "dog"], training: ["train/cat/1.png", "train/dog/1.png"],
            heldOut: ["val/dog/2.png", "test/dog/3.png"],
            faults: { _ in
                [
                    .unknownClass(name: "Cat", partition: .validation),
                    .unknownClass(name: "cow", partition: .test),
                ]
            }),
        Case(
            files: ["caf\u{E9}/2.png", "cafe\u{301}/1.png", "dog/1.png"], classNames: ["cafe\u{301}", "dog"],
            training: ["cafe\u{301}/1.png", "caf\u{E9}/2.png", "dog/1.png"],
            faults: { _ in [.equivalentClassNames("caf\u{E9}")] }),
        Case(
            files: ["train/cat/1.png", "train/dog/1.png", "val/1.png"], classNames: ["cat", "dog"],
            training: ["train/cat/1.png", "train/dog/1.png"],
            faults: { [.noClassFolders(path: $0 + "/val", fileCount: 1)] }),
        Case(
            files: ["cat/1.png", "dog/1.png"], classNames: ["cat", "dog"],
            training: ["cat/1.png", "dog/1.png"], faults: { _ in [] }),
    ]

    @Test(arguments: cases) func `a survey goes on past faults, and a scan throws the first`(_ testCase: Case)
        throws
    {
        let folder = try TemporaryFolder(files: testCase.files, folders: testCase.folders)
        let surveyed = try ImageFolder.survey(folder.path)
        #expect(
            surveyed.classNames.names.map { Array($0.utf8) } == testCase.classNames.map { Array($0.utf8) })
        #expect(surveyed.training.map(\.relativePath) == testCase.training)
        #expect((surveyed.validation + surveyed.test).map(\.relativePath) == testCase.heldOut)
        let faults = testCase.faults(folder.path)
        #expect(surveyed.faults == faults)
        if let first = faults.first {
            #expect(throws: first) { try ImageFolder.scan(folder.path) }
        } else {
            #expect(try ImageFolder.scan(folder.path) == surveyed)
        }
    }

    @Test func `class folders with unusable names and shared ones are left out`() throws {
        let folder = try TemporaryFolder(files: ["train/cat/1.png", "train/dog/1.png", "val/dog/2.png"])
        try folder.makeFolder(name: Array("train/caf".utf8) + [0xE9])
        try folder.makeFolder(name: Array("train/".utf8) + [0xFF])
        try folder.makeLink("train/kitten", to: "cat")
        try folder.makeLink("val/cat", to: "../train/cat")
        let surveyed = try ImageFolder.survey(folder.path)
        #expect(surveyed.classNames.names == ["cat", "dog", "kitten"])
        #expect(surveyed.training.map(\.relativePath) == ["train/cat/1.png", "train/dog/1.png"])
        #expect(surveyed.validation.map(\.relativePath) == ["val/dog/2.png"])
        #expect(
            surveyed.faults == [
                .classNameIsNotUTF8(printablePath: #"train/caf\xE9"#),
                .classNameIsNotUTF8(printablePath: #"train/\xFF"#),
                .sharedClassFolder(firstRelativePath: "train/cat", secondRelativePath: "train/kitten"),
                .sharedClassFolder(firstRelativePath: "train/cat", secondRelativePath: "val/cat"),
            ])
        #expect(
            surveyed.notes == [
                .classWithoutSamples(name: "cat", partition: .validation),
                .classWithoutSamples(name: "kitten", partition: .validation),
            ])
    }

    @Test(.enabled(if: getuid() != 0, "the superuser may read every folder"))
    func `folders without permission are faults`() throws {
        let folder = try TemporaryFolder(files: [
            "train/cat/1.png", "train/dog/1.png", "val/cat/1.png", "val/dog/1.png", "test/cat/1.png",
        ])
        let closed = ["train/dog", "val/cat", "test"].map { folder.path + "/" + $0 }
        for path in closed { #expect(unsafe chmod(path, 0) == 0) }
        defer { for path in closed { _ = unsafe chmod(path, 0o755) } }
        let surveyed = try ImageFolder.survey(folder.path)
        #expect(surveyed.training.map(\.relativePath) == ["train/cat/1.png"])
        #expect(surveyed.validation.map(\.relativePath) == ["val/dog/1.png"])
        // The folders of the parts are listed before the classes in them.
        let error = SystemError(number: EACCES)
        #expect(
            surveyed.faults == [closed[2], closed[0], closed[1]].map { .unreadableFolder(path: $0, error) })
    }

    @Test func `where nothing is left, the first reason is thrown`() throws {
        let empty = try TemporaryFolder(files: ["1.png"])
        #expect(throws: DatasetError.noClassFolders(path: empty.path, fileCount: 1)) {
            try ImageFolder.survey(empty.path)
        }
        let unusable = try TemporaryFolder(files: ["1.png"])
        try unusable.makeFolder(name: [0xFF])
        #expect(throws: DatasetError.classNameIsNotUTF8(printablePath: #"\xFF"#)) {
            try ImageFolder.survey(unusable.path)
        }
        #expect(throws: DatasetError.folderNotFound(path: "/nowhere/at all")) {
            try ImageFolder.survey("/nowhere/at all")
        }
        let parts = try TemporaryFolder(files: ["val/cat/1.png", "test/cat/1.png"])
        #expect(throws: DatasetError.noTrainingFolder(folderNames: ["test", "val"])) {
            try ImageFolder.survey(parts.path)
        }
    }

    @Test func `a survey for an evaluation needs one class`() throws {
        let folder = try TemporaryFolder(files: ["cat/1.png"])
        #expect(try ImageFolder.survey(folder.path, minimumClassCount: 1).faults.isEmpty)
    }
}

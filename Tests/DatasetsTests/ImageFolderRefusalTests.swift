import Datasets
import Glibc
import Testing

@Suite struct ImageFolderRefusalTests {
    /// A tree of files and what a scan of it throws; `$` stands for the folder's path.
    struct Refusal: Sendable {
        let files: [String]
        var folders: [String] = []
        let error: @Sendable (String) -> DatasetError
        let text: String
    }

    static let refusals: [Refusal] = [
        Refusal(
            files: ["1.png", "2.png", "readme.txt"],
            error: { .noClassFolders(path: $0, fileCount: 2) },
            text:
                "$ has no class folders (2 files directly inside): put the images of each class into a "
                + "folder of its own, such as $/cat/1.jpg and $/dog/1.jpg"),
        Refusal(
            files: [], error: { .noClassFolders(path: $0, fileCount: 0) },
            text:
                "$ has no class folders (0 files directly inside): put the images of each class into a "
                + "folder of its own, such as $/cat/1.jpg and $/dog/1.jpg"),
        Refusal(
            files: ["train/cat/1.png", "train/dog/1.png", "val/1.png"],
            error: { .noClassFolders(path: $0 + "/val", fileCount: 1) },
            text:
                "$/val has no class folders (1 file directly inside): put the images of each class into a "
                + "folder of its own, such as $/val/cat/1.jpg and $/val/dog/1.jpg"),
        Refusal(
            files: ["cat/1.png"],
            error: { _ in .tooFewClasses(names: ["cat"], minimum: 2, innerFolderCount: 0) },
            text: "found only one class (cat), at least 2 are needed"),
        Refusal(
            files: ["pets/cat/1.png", "pets/dog/1.png"],
            error: { _ in .tooFewClasses(names: ["pets"], minimum: 2, innerFolderCount: 2) },
            text:
                "found only one class (pets), at least 2 are needed; if the 2 folders inside it are the "
                + "classes, name that folder instead"),
        Refusal(
            files: ["cat/1.png", "dog/.DS_Store", "dog/deep/list.txt"],
            error: { _ in .emptyClass(name: "dog", relativePath: "dog", ignoredCount: 2, problemCount: 0) },
            text: "the class dog has no images in dog (2 ignored and 0 unusable entries)"),
        Refusal(
            files: ["train/cat/1.png", "test/cat/1.png"], folders: ["train/dog"],
            error: { _ in
                .emptyClass(name: "dog", relativePath: "train/dog", ignoredCount: 0, problemCount: 0)
            },
            text: "the class dog has no images in train/dog (0 ignored and 0 unusable entries)"),
        Refusal(
            files: ["train/cat/1.png", "train/dog/1.png", "val/cow/1.png"],
            error: { _ in .unknownClass(name: "cow", partition: .validation) },
            text: "the class cow has validation images and no training images"),
        Refusal(
            files: ["caf\u{E9}/1.png", "cafe\u{301}/1.png"],
            error: { _ in .equivalentClassNames("caf\u{E9}") },
            text: "two classes are called cafe\u{301}, in two Unicode forms of the same text"),
        Refusal(
            files: ["train/cat/1.png", "train/dog/1.png", "val/cat/1.png", "Validation/cat/1.png"],
            error: { _ in .repeatedPartition(.validation, folderNames: ["Validation", "val"]) },
            text: "more than one folder holds validation images: Validation, val"),
        Refusal(
            files: ["val/cat/1.png", "test/cat/1.png"],
            error: { _ in .noTrainingFolder(folderNames: ["test", "val"]) },
            text: "there is no train folder beside test, val"),
    ]

    @Test(arguments: refusals) func `a folder that is no data set is refused`(_ refusal: Refusal) throws {
        let folder = try TemporaryFolder(files: refusal.files, folders: refusal.folders)
        let error = refusal.error(folder.path)
        #expect(throws: error) { try ImageFolder.scan(folder.path) }
        #expect(
            error.description
                == refusal.text.split(separator: "$", omittingEmptySubsequences: false)
                .joined(separator: folder.path))
        #expect(error.category == .badData)
    }

    @Test func `a folder that is not there is told apart from one that is no folder`() throws {
        let folder = try TemporaryFolder(files: ["file.png"])
        try folder.makeLink("loop", to: "loop")
        let missing = folder.path + "/missing"
        let file = folder.path + "/file.png"
        let loop = folder.path + "/loop"
        let cases: [(path: String, error: DatasetError, text: String)] = [
            (missing, .folderNotFound(path: missing), "there is no folder \(missing)"),
            ("", .folderNotFound(path: ""), "there is no folder "),
            (file + "\0", .folderNotFound(path: file + "\0"), "there is no folder \(file)\\x00"),
            (file + "/x", .folderNotFound(path: file + "/x"), "there is no folder \(file)/x"),
            (
                file, .notAFolder(path: file, kind: .regularFile),
                "\(file) is a regular file, not a folder of class folders"
            ),
            (
                "/dev/null", .notAFolder(path: "/dev/null", kind: .characterDevice),
                "/dev/null is a character device, not a folder of class folders"
            ),
            (
                loop, .unreadableFolder(path: loop, SystemError(number: ELOOP)),
                "the folder \(loop) cannot be read: Too many levels of symbolic links (error 40)"
            ),
        ]
        for (path, error, text) in cases {
            #expect(throws: error) { try ImageFolder.scan(path) }
            #expect(error.description == text)
            #expect(error.category == .inputNotFound)
        }
    }

    @Test(.enabled(if: getuid() != 0, "the superuser may read every folder"))
    func `a class folder without permission is refused`() throws {
        let folder = try TemporaryFolder(files: ["cat/1.png", "dog/1.png"])
        let path = folder.path + "/dog"
        #expect(unsafe chmod(path, 0) == 0)
        defer { _ = unsafe chmod(path, 0o755) }
        #expect(throws: DatasetError.unreadableFolder(path: path, SystemError(number: EACCES))) {
            try ImageFolder.scan(folder.path)
        }
    }

    @Test func `a class folder whose name is no UTF-8 is refused with its bytes`() throws {
        let folder = try TemporaryFolder(files: ["train/cat/1.png", "train/dog/1.png"])
        try folder.makeFolder(name: Array("train/caf".utf8) + [0xE9])
        let error = DatasetError.classNameIsNotUTF8(printablePath: #"train/caf\xE9"#)
        #expect(throws: error) { try ImageFolder.scan(folder.path) }
        #expect(error.description == #"the name of the class folder train/caf\xE9 is not valid UTF-8"#)
        #expect(error.category == .badData)
    }

    @Test func `two classes that are one folder are refused`() throws {
        let folder = try TemporaryFolder(files: ["train/cat/1.png", "train/dog/1.png", "val/dog/2.png"])
        try folder.makeLink("val/cat", to: "../train/cat")
        let error = DatasetError.sharedClassFolder(
            firstRelativePath: "train/cat", secondRelativePath: "val/cat")
        #expect(throws: error) { try ImageFolder.scan(folder.path) }
        #expect(
            error.description == "the class folders train/cat and val/cat are one folder, by symbolic links")
    }
}

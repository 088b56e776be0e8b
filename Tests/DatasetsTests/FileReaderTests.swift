import Datasets
import Glibc
import Testing

@Suite struct FileReaderTests {
    @Test(arguments: [0, 1, 4095, 4096, 100_003])
    func `a file is read byte by byte as it is`(_ byteCount: Int) throws {
        let folder = try TemporaryFolder()
        let bytes = (0..<byteCount).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try folder.write(bytes, to: "image")
        #expect(try FileReader.bytes(atPath: folder.path + "/image") == bytes)
        #expect(try FileReader.bytes(atPath: folder.path + "/image", maximumByteCount: byteCount) == bytes)
    }

    @Test func `a link to a file is followed`() throws {
        let folder = try TemporaryFolder(files: ["image"])
        try folder.makeLink("link", to: "image")
        #expect(try FileReader.bytes(atPath: folder.path + "/link") == Array("image".utf8))
    }

    @Test func `a file above the limit is refused with both sizes`() throws {
        let folder = try TemporaryFolder()
        try folder.write([1, 2, 3], to: "image")
        #expect(throws: FileReadError.tooLarge(byteCount: 3, maximum: 2)) {
            try FileReader.bytes(atPath: folder.path + "/image", maximumByteCount: 2)
        }
    }

    @Test(.timeLimit(.minutes(10))) func `everything but a regular file is refused without waiting`() throws {
        let folder = try TemporaryFolder()
        try folder.makePipe("pipe")
        try folder.makeSocket("s")
        try folder.makeFolder("folder")
        let kinds: [(path: String, kind: FileKind)] = [
            (folder.path + "/pipe", .pipe), (folder.path + "/s", .socket), (folder.path + "/folder", .folder),
            ("/dev/zero", .characterDevice),
        ]
        for (path, kind) in kinds {
            #expect(throws: FileReadError.notARegularFile(kind)) { try FileReader.bytes(atPath: path) }
        }
    }

    @Test func `what is not there is told apart from what cannot be opened`() throws {
        let folder = try TemporaryFolder(files: ["file"])
        try folder.makeLink("loop", to: "loop")
        try folder.makeLink("broken", to: "nowhere")
        for name in ["missing", "broken", "file/inside"] {
            #expect(throws: FileReadError.notFound) {
                try FileReader.bytes(atPath: folder.path + "/" + name)
            }
        }
        #expect(throws: FileReadError.cannotOpen(SystemError(number: ELOOP))) {
            try FileReader.bytes(atPath: folder.path + "/loop")
        }
        #expect(throws: FileReadError.cannotOpen(SystemError(number: ENAMETOOLONG))) {
            try FileReader.bytes(atPath: folder.path + "/" + String(repeating: "x", count: 300))
        }
    }

    @Test func `a path with a zero byte opens no other file`() throws {
        let folder = try TemporaryFolder(files: ["image"])
        #expect(throws: FileReadError.unusablePath) {
            try FileReader.bytes(atPath: folder.path + "/image\0.png")
        }
        #expect(throws: FileReadError.unusablePath) { try FileReader.bytes(atPath: "") }
    }

    @Test func `descriptions are one sentence with the system's words and the numbers`() {
        let descriptions: [(error: FileReadError, text: String)] = [
            (.unusablePath, "the path is empty or holds a zero byte"),
            (.notFound, "there is no such file"),
            (
                .cannotOpen(SystemError(number: EACCES)),
                "the file cannot be opened: Permission denied (error 13)"
            ),
            (.notARegularFile(.pipe), "this is a named pipe, not a regular file"),
            (.tooLarge(byteCount: 3, maximum: 2), "the file has 3 bytes, at most 2 are allowed"),
            (
                .cannotRead(SystemError(number: EIO)),
                "the file cannot be read: Input/output error (error 5)"
            ),
            (
                .cutWhileReading(byteCount: 1, expected: 2),
                "the file ended after 1 of 2 bytes: it became shorter while it was read"
            ),
        ]
        for (error, text) in descriptions { #expect(error.description == text) }
    }

    @Test func `files are closed again`() throws {
        let folder = try TemporaryFolder(files: ["image"])
        // More files than a process may have open by default.
        for _ in 0..<3000 { _ = try FileReader.bytes(atPath: folder.path + "/image") }
        for _ in 0..<3000 {
            #expect(throws: FileReadError.self) { try FileReader.bytes(atPath: folder.path) }
        }
    }
}

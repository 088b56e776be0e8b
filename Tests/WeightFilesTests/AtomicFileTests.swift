import FoundationEssentials
import Glibc
import Tensors
import Testing
import WeightFiles

@Suite struct AtomicFileTests {
    private func contents(_ path: String) throws -> Data { try Data(contentsOf: URL(filePath: path)) }

    private func entries(_ directory: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
    }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }

    @Test func `a file is written whole, replaced whole, and nothing stays beside it`() throws {
        try WeightFixtures.withTemporaryDirectory { directory in
            let path = directory + "/model.safetensors"
            try AtomicFile.write(Data([1, 2, 3]), toPath: path)
            #expect(try contents(path) == Data([1, 2, 3]))
            let large = Data((0..<300_000).map { UInt8(truncatingIfNeeded: $0) })
            try AtomicFile.write(large, toPath: path)
            #expect(try contents(path) == large)
            try AtomicFile.write(Data(), toPath: path)
            #expect(try contents(path) == Data())
            #expect(try entries(directory) == ["model.safetensors"])
        }
    }

    @Test func `a replaced file keeps its access rights`() throws {
        try WeightFixtures.withTemporaryDirectory { directory in
            let path = directory + "/private"
            try AtomicFile.write(Data([1]), toPath: path)
            #expect(try mode(path) & 0o111 == 0)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            try AtomicFile.write(Data([2]), toPath: path)
            #expect(try mode(path) == 0o600)
        }
    }

    @Test func `a symbolic link stays and the file behind it is replaced`() throws {
        try WeightFixtures.withTemporaryDirectory { directory in
            try FileManager.default.createDirectory(
                atPath: directory + "/real", withIntermediateDirectories: false)
            let link = directory + "/link"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real/file")
            // The first time the link points to nothing yet.
            for byte in [UInt8(1), 2] {
                try AtomicFile.write(Data([byte]), toPath: link)
                #expect(try contents(directory + "/real/file") == Data([byte]))
                #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real/file")
            }
            #expect(try entries(directory) == ["link", "real"])
            #expect(try entries(directory + "/real") == ["file"])
        }
    }

    @Test func `a mapped file keeps its old content when it is replaced`() throws {
        try WeightFixtures.withTemporaryDirectory { directory in
            let path = directory + "/model.safetensors"
            let header = #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#
            try AtomicFile.write(WeightFixtures.safeTensors(header, data: [1]), toPath: path)
            let old = try SafeTensorsFile(contentsOfFile: path)
            try AtomicFile.write(WeightFixtures.safeTensors(header, data: [2]), toPath: path)
            #expect(try old.tensor(named: "a").values == [1])
            #expect(try SafeTensorsFile(contentsOfFile: path).tensor(named: "a").values == [2])
        }
    }

    @Test func `a relative path and a long name are no obstacle`() throws {
        try WeightFixtures.withTemporaryDirectory { directory in
            let path = directory + "/" + String(repeating: "é", count: 127)
            try AtomicFile.write(Data([1]), toPath: path)
            #expect(try contents(path) == Data([1]))
        }
        let name = "imgcls-relative-\(UInt64.random(in: .min ... .max))"
        defer { try? FileManager.default.removeItem(atPath: name) }
        try AtomicFile.write(Data([1]), toPath: name)
        #expect(try contents(name) == Data([1]))
    }

    @Test func `what cannot be replaced by a file is refused clearly`() throws {
        try WeightFixtures.withTemporaryDirectory { directory in
            #expect(throws: FileWriteError.isDirectory) {
                try AtomicFile.write(Data(), toPath: directory)
            }
            #expect(throws: FileWriteError.notRegularFile) {
                try AtomicFile.write(Data(), toPath: "/dev/null")
            }
            #expect(
                throws: FileWriteError.refused(
                    .openDirectory, code: ENOENT, reason: "No such file or directory")
            ) {
                try AtomicFile.write(Data(), toPath: directory + "/none/file")
            }
            for path in ["", directory + "/file/"] {
                #expect(
                    throws: FileWriteError.refused(
                        .inspect, code: ENOENT, reason: "No such file or directory")
                ) {
                    try AtomicFile.write(Data(), toPath: path)
                }
            }
            let loop = directory + "/loop"
            try FileManager.default.createSymbolicLink(atPath: loop, withDestinationPath: "loop")
            #expect(throws: FileWriteError.tooManySymbolicLinks(limit: 40)) {
                try AtomicFile.write(Data(), toPath: loop)
            }
            #expect(try entries(directory) == ["loop"])
        }
    }

    @Test func `a full disk leaves the old file alone and nothing beside it`() async throws {
        // A limit on the size of files is the full disk that a test may make, in a process of its own.
        let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
            try WeightFixtures.withTemporaryDirectory { directory in
                let path = directory + "/model.safetensors"
                try AtomicFile.write(Data([7]), toPath: path)
                signal(SIGXFSZ, SIG_IGN)
                var limit = rlimit(rlim_cur: 1000, rlim_max: 1000)
                let status = unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
                try #require(status == 0)
                #expect(throws: FileWriteError.refused(.write, code: EFBIG, reason: "File too large")) {
                    try AtomicFile.write(Data(repeating: 1, count: 5000), toPath: path)
                }
                #expect(try Data(contentsOf: URL(filePath: path)) == Data([7]))
                #expect(try FileManager.default.contentsOfDirectory(atPath: directory).count == 1)
            }
        }
        #expect(result != nil)
    }

    @Test(arguments: [
        (FileWriteError.isDirectory, "a directory stands where the file is to be written"),
        (.notRegularFile, "cannot replace something that is not a regular file"),
        (.tooManySymbolicLinks(limit: 40), "more than 40 symbolic links lead from one to the next"),
        (
            .refused(.write, code: 28, reason: "No space left on device"),
            "writing failed: No space left on device (error 28)"
        ),
        (
            .refused(.openDirectory, code: 13, reason: "Permission denied"),
            "opening the directory failed: Permission denied (error 13)"
        ),
    ])
    func `an error says in one sentence what is wrong`(_ error: FileWriteError, _ message: String) {
        #expect(error.description == message)
    }
}

import Glibc
import ModelSupport
import Testing

@Suite struct OutputTests {
    /// Each model file is larger than this limit, in units of 1024 bytes, and no message is.
    private static let full = "ulimit -f 4; exec \"$0\" \"$@\""

    @Test func `an output in a folder that does not exist is refused before the work`() throws {
        let workplace = try Workplace(photos: 2)
        let result = try workplace.run("finetune", "photos", "--output", "gone/model.safetensors")
        #expect(result.output == "")
        #expect(result.error == "imgcls: gone/model.safetensors: the folder gone does not exist\n")
        #expect(result.ending == .exit(73))
        #expect(try workplace.names == ["photos", "tiny.safetensors"])
    }

    @Test func `an output that is a folder is refused`() throws {
        let workplace = try Workplace(photos: 3)
        try workplace.folder.makeFolder("work/folder")
        let result = try workplace.run(
            "finetune", "photos", "--output", "folder", "--backbone", "tiny.safetensors", "--quiet")
        #expect(result.output == "")
        #expect(result.error == "imgcls: folder: is a folder\n")
        #expect(result.ending == .exit(73))
        #expect(try workplace.names == ["folder", "photos", "tiny.safetensors"])
        #expect(try workplace.folder.names(in: "work/folder") == [])
    }

    @Test func `a record that cannot be written is an error`() throws {
        let workplace = try Workplace(photos: 3)
        let result = try workplace.run(
            "finetune", "photos", "--json", "gone/x.json", "--backbone", "tiny.safetensors", "--quiet")
        #expect(result.error.hasPrefix("imgcls: gone/x.json: "))
        #expect(result.ending == .exit(73))
    }

    @Test(arguments: [["--no-cache"], []])
    func `a full disk leaves no partial file, and the old file as it was`(_ arguments: [String]) throws {
        let workplace = try Workplace(photos: 3)
        let command = ["finetune", "photos", "--backbone", "tiny.safetensors", "--quiet"] + arguments
        for old: [UInt8]? in [nil, Array("the old file".utf8)] {
            if let old { try workplace.write(old, to: "model.safetensors") }
            let names = try workplace.names
            let result = try workplace.run(inShell: Self.full, command)
            #expect(result.output == "")
            #expect(result.error == "imgcls: model.safetensors: writing failed: File too large (error 27)\n")
            #expect(result.ending == .exit(73))
            #expect(try workplace.names == names)
            if let old { #expect(try workplace.bytes("model.safetensors") == old) }
        }
        #expect(
            try workplace.run("finetune", "photos", "--backbone", "tiny.safetensors").ending == .exit(0))
    }

    @Test func `standard output on a full disk is an error`() throws {
        let workplace = try Workplace(photos: 1)
        let result = try workplace.run(
            inShell: "exec \"$0\" \"$@\" > /dev/full", ["classify", "photos", "--model", "tiny.safetensors"])
        #expect(
            result.error == "imgcls: standard output: cannot be written: No space left on device\n")
        #expect(result.ending == .exit(73))
    }

    @Test(arguments: ["text", "json", "csv"])
    func `a reader who leaves early ends the program quietly`(_ format: String) throws {
        let workplace = try Workplace(photos: 2)
        let pipe = try Descriptors.pipe(at: workplace.folder.path("pipe"))
        close(pipe.reading)
        let input = try Descriptors.reading("/dev/null")
        let program = try workplace.start(
            "classify", "photos", "--model", "tiny.safetensors", "--format", format, "--quiet", input: input,
            output: pipe.writing)
        close(pipe.writing)
        close(input)
        #expect(program.wait() == .signal(SIGPIPE))
        #expect(try workplace.errorText == "")
    }
}

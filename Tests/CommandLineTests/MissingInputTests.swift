import Testing

@Suite struct MissingInputTests {
    /// A command on input that is not there, and all of standard error.
    struct Absence: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        let complaint: String

        init(_ arguments: String, _ complaint: String) {
            self.arguments = arguments.split(separator: " ").map(String.init)
            self.complaint = complaint
        }

        var testDescription: String { arguments.joined(separator: " ") }
    }

    static let absences = [
        Absence("finetune gone", "imgcls: there is no folder gone"),
        Absence("finetune photos/bag/0.png/x", "imgcls: there is no folder photos/bag/0.png/x"),
        Absence(
            "finetune photos/bag/0.png",
            "imgcls: photos/bag/0.png is a regular file, not a folder of class folders"),
        Absence("finetune photos --validation gone", "imgcls: there is no folder gone"),
        Absence("finetune photos --backbone gone", "imgcls: gone: there is no such model file"),
        Absence("preview gone -o sheet.png", "imgcls: there is no folder gone"),
        Absence("preview photos/bag/0.png -o sheet.png", "imgcls: photos/bag/0.png: is not a folder"),
        Absence("evaluate gone --model tiny.safetensors", "imgcls: there is no folder gone"),
        Absence("evaluate photos --model gone", "imgcls: gone: there is no such model file"),
        Absence("classify photos --model gone", "imgcls: gone: there is no such model file"),
        Absence("inspect gone", "imgcls: gone: there is no such model file"),
        Absence("verify gone", "imgcls: gone: there is no such model file"),
        Absence(
            "classify gone.png --model tiny.safetensors",
            "imgcls: gone.png: there is no such file\nimgcls: 1 image could not be read (see above)"),
        Absence(
            "classify gone.png gone/ --model tiny.safetensors",
            "imgcls: gone.png: there is no such file\nimgcls: gone/: there is no such file\n"
                + "imgcls: 2 images could not be read (see above)"),
        Absence(
            "import gone.pth --network vgg-style --class-names gone.txt --origin x --license MIT -o x",
            "imgcls: gone.txt: there is no such file"),
    ]

    @Test(arguments: absences) func `what is not there is named, with exit code 66`(
        _ absence: Absence
    ) throws {
        let workplace = try Workplace(photos: 2)
        let result = try workplace.run(absence.arguments.map { Array($0.utf8) })
        #expect(result.output == "")
        #expect(result.error == absence.complaint + "\n")
        #expect(result.ending == .exit(66))
        #expect(try workplace.names == ["photos", "tiny.safetensors"])
    }
}

import FoundationEssentials
import Glibc
import ModelSupport
import Testing

/// A line of `classify --format json`.
struct Answer: Decodable, Hashable {
    struct Prediction: Decodable, Hashable {
        let label: String
        let probability: Double
    }

    let path: String
    let predictions: [Prediction]?
    let error: String?
}

extension Workplace.Result {
    /// The JSON objects on standard output, one a line.
    func answers() throws -> [Answer] {
        try lines.map { try JSONDecoder().decode(Answer.self, from: Data($0.utf8)) }
    }
}

@Suite struct ClassifyTests {
    private let workplace: Workplace

    init() throws {
        workplace = try Workplace(photos: 2, classes: ["bag", "sandal"])
    }

    private func classify(_ arguments: String..., input: [UInt8] = []) throws -> Workplace.Result {
        try workplace.run(
            (["classify", "--model", "tiny.safetensors"] + arguments).map { Array($0.utf8) }, input: input)
    }

    // MARK: Forms

    @Test func `JSON is one object a line, with probabilities of all classes`() throws {
        let result = try classify("photos", "--format", "json", "--quiet")
        #expect(result.ending == .exit(0))
        #expect(result.error == "")
        let answers = try result.answers()
        #expect(
            answers.map(\.path) == [
                "photos/bag/0.png", "photos/bag/1.png", "photos/sandal/0.png", "photos/sandal/1.png",
            ])
        for answer in answers {
            let predictions = try #require(answer.predictions)
            #expect(Set(predictions.map(\.label)) == Set(TinyBackbone.classNames))
            #expect(abs(predictions.map(\.probability).reduce(0, +) - 1) < 1e-9)
            #expect(predictions.map(\.probability) == predictions.map(\.probability).sorted(by: >))
        }
    }

    @Test func `text, CSV and JSON agree`() throws {
        let path = "photos/bag/1.png"
        let json = try classify(path, "--format", "json", "--top", "2")
        let predictions = try #require(try json.answers().first?.predictions)
        #expect(predictions.count == 2)
        let csv = try classify(path, "--format", "csv", "--top", "2")
        #expect(
            csv.output
                == "path,rank,label,probability,error\n"
                + predictions.enumerated().map { "\(path),\($0 + 1),\($1.label),\($1.probability),\n" }
                .joined())
        let text = try classify(path, "--top", "2")
        #expect(text.lines.first == path)
        #expect(
            text.lines.dropFirst().map { $0.split(separator: "%").last ?? "" }
                == predictions.map { "  \($0.label)" })
    }

    @Test func `names with commas, quotes and line ends are quoted`() throws {
        // The accent and the first quotation mark are one character.
        let name = "a,\"\u{301}b\"\nc.png"
        try workplace.write(try workplace.bytes("photos/bag/0.png"), to: name)
        let csv = try classify(name, "gone,\".png", "--format", "csv", "--top", "1")
        let label = try #require(try classify(name, "--format", "json").answers().first?.predictions?.first)
        #expect(
            csv.output
                == "path,rank,label,probability,error\n"
                + "\"a,\"\"\u{301}b\"\"\nc.png\",1,\(label.label),\(label.probability),\n"
                + "\"gone,\"\".png\",,,,there is no such file\n")
        #expect(csv.ending == .exit(66))
        #expect(try classify(name, "--format", "json").answers().map(\.path) == [name])
    }

    // MARK: Models

    @Test func `without a model, the working folder's is used, else ImageNet's`() throws {
        let pretrained = try workplace.run(
            "classify", "photos/bag/0.png", "--format", "json", "--top", "1000")
        #expect(try pretrained.answers().first?.predictions?.count == 1000)
        try TinyBackbone.save(toFile: workplace.path("model.safetensors"))
        let own = try workplace.run("classify", "photos/bag/0.png", "--format", "json", "--top", "1000")
        #expect(try own.answers().first?.predictions?.count == 4)
    }

    // MARK: Unreadable images

    /// A file that is no readable image, and why.
    struct Unreadable: Sendable {
        let name: String
        let reason: String

        /// The reason as a field of a CSV file. Source: RFC 4180.
        var field: String { reason.contains(",") ? "\"\(reason)\"" : reason }
    }

    private func plantUnreadable() throws -> [Unreadable] {
        let jpeg = try Pictures.jpeg()
        try workplace.write(jpeg.prefix(jpeg.count / 2), to: "cut.jpg")
        try workplace.write(Array("GIF89a..".utf8), to: "a.gif")
        try workplace.write([], to: "empty.png")
        try workplace.write(Array("text\n".utf8), to: "text.jpg")
        try workplace.folder.makeFolder("work/folder.jpg")
        return [
            Unreadable(
                name: "cut.jpg",
                reason: "is a JPEG image cut short: its \(jpeg.count / 2) bytes end before the picture does"),
            Unreadable(name: "a.gif", reason: "is a GIF image; imgcls reads JPEG, PNG and WebP"),
            Unreadable(name: "empty.png", reason: "is empty"),
            Unreadable(
                name: "text.jpg",
                reason: "is not an image in a known format: it begins with the bytes 74 65 78 74 0a"),
            Unreadable(name: "gone.jpg", reason: "there is no such file"),
        ]
    }

    @Test func `an unreadable image is reported in its place, and the rest goes on`() throws {
        let unreadable =
            try plantUnreadable() + [
                Unreadable(name: "folder.jpg", reason: "the folder holds no image files")
            ]
        let (first, last) = ("photos/bag/0.png", "photos/bag/1.png")
        let paths = [first] + unreadable.map(\.name) + [last]
        let summary = "imgcls: 6 images could not be read (see above)\n"

        let json = try workplace.run(
            (["classify", "--model", "tiny.safetensors", "--format", "json"] + paths).map { Array($0.utf8) })
        let answers = try json.answers()
        #expect(answers.map(\.path) == paths)
        #expect(answers.map(\.error) == [nil] + unreadable.map(\.reason) + [nil])
        #expect(answers.map { $0.predictions?.count } == [4] + unreadable.map { _ in nil } + [4])
        #expect(json.error == summary)
        #expect(json.ending == .exit(65))

        let csv = try workplace.run(
            (["classify", "--model", "tiny.safetensors", "--format", "csv", "--top", "1"] + paths).map {
                Array($0.utf8)
            })
        #expect(csv.lines.count == 1 + paths.count)
        #expect(csv.lines[1].hasPrefix("\(first),1,") && csv.lines[7].hasSuffix(last) == false)
        #expect(Array(csv.lines[2...6]) == unreadable.dropLast().map { "\($0.name),,,,\($0.field)" })
        #expect(csv.error == summary)
        #expect(csv.ending == .exit(65))

        let text = try workplace.run(
            (["classify", "--model", "tiny.safetensors", "--top", "1"] + paths).map { Array($0.utf8) })
        #expect(text.lines.count == 4)
        #expect(text.error == unreadable.map { "imgcls: \($0.name): \($0.reason)\n" }.joined() + summary)
        #expect(text.ending == .exit(65))
    }

    @Test func `only missing files are another exit code`() throws {
        let result = try classify("gone.png", "photos/bag/0.png", "gone/too.png", "--format", "json")
        #expect(try result.answers().map(\.error) == ["there is no such file", nil, "there is no such file"])
        #expect(result.error == "imgcls: 2 images could not be read (see above)\n")
        #expect(result.ending == .exit(66))
    }

    @Test func `names that are no UTF-8 are reported with their bytes`() throws {
        let picture = try workplace.bytes("photos/bag/0.png")
        let name = Array("caf".utf8) + [0xE9] + Array(".png".utf8)
        try workplace.folder.write(picture, toName: Array("work/photos/bag/".utf8) + name)
        let reason = "the name is not valid UTF-8; rename it to use it"

        let folder = try classify("photos", "--format", "json", "--quiet")
        #expect(
            try folder.answers().last
                == Answer(path: #"photos/bag/caf\xE9.png"#, predictions: nil, error: reason))
        #expect(folder.ending == .exit(65))

        let input = Array("photos/bag/".utf8) + name + Array("\nphotos/bag/0.png\n".utf8)
        let lines = try classify("-", "--format", "json", input: input)
        #expect(try lines.answers().map(\.path) == [#"photos/bag/caf\xE9.png"#, "photos/bag/0.png"])
        #expect(try lines.answers().map(\.error) == [reason, nil])
        #expect(lines.ending == .exit(65))

        let command = ["classify", "--model", "tiny.safetensors", "--format", "json"].map { Array($0.utf8) }
        let argument = try workplace.run(command + [Array("photos/bag/".utf8) + name])
        #expect(try argument.answers().map(\.error) == [reason])
        #expect(argument.ending == .exit(65))
    }

    // MARK: Standard input

    @Test func `paths on standard input are answered while the pipe stays open`() throws {
        let paths = try Descriptors.pipe(at: workplace.folder.path("paths"))
        let answers = try Descriptors.pipe(at: workplace.folder.path("answers"))
        defer { close(answers.reading) }
        let program = try workplace.start(
            "classify", "-", "--model", "tiny.safetensors", "--format", "json", input: paths.reading,
            output: answers.writing)
        close(paths.reading)
        close(answers.writing)
        for path in ["photos/bag/0.png", "gone.png", "photos/sandal/1.png"] {
            try Descriptors.write(Array("\(path)\n".utf8), to: paths.writing)
            let line = try Descriptors.line(from: answers.reading)
            #expect(try JSONDecoder().decode(Answer.self, from: Data(line.utf8)).path == path)
        }
        close(paths.writing)
        #expect(program.wait() == .exit(66))
        #expect(try workplace.errorText == "imgcls: 1 image could not be read (see above)\n")
    }

    @Test func `empty lines, a last line without an end and arguments beside are understood`() throws {
        let input = Array("\nphotos/bag/1.png\n\n\nfolder\nphotos/sandal/0.png".utf8)
        try workplace.folder.makeFolder("work/folder")
        let result = try classify("photos/bag/0.png", "-", "--format", "json", input: input)
        let answers = try result.answers()
        #expect(
            answers.map(\.path) == [
                "photos/bag/0.png", "photos/bag/1.png", "folder", "photos/sandal/0.png",
            ])
        #expect(answers.map(\.error) == [nil, nil, "this is a folder, not a regular file", nil])
        #expect(result.ending == .exit(65))
    }

    @Test func `no paths on standard input are no answers`() throws {
        let result = try classify("-", "--format", "json")
        #expect(result.output == "" && result.error == "")
        #expect(result.ending == .exit(0))
    }

    @Test func `codes that move a terminal's cursor are shown and not sent`() throws {
        let workplace = try Workplace(photos: 3)
        let result = try workplace.run("classify", "gone\u{1B}[2J.jpg", "--model", "tiny.safetensors")
        #expect(
            result.error
                == "imgcls: gone\\x1B[2J.jpg: there is no such file\n"
                + "imgcls: 1 image could not be read (see above)\n")
        #expect(result.ending == .exit(66))
    }
}

import FoundationEssentials
import ModelSupport
import Testing

/// Every key that the program writes as JSON, held against the README.
@Suite struct DocumentedJSONTests {
    /// JSON of any shape, of which only the keys matter.
    private enum Value: Decodable {
        private struct Key: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        case object([String: Value])
        case array([Value])
        case scalar

        init(from decoder: any Decoder) throws {
            if let container = try? decoder.container(keyedBy: Key.self) {
                var members: [String: Value] = [:]
                for key in container.allKeys {
                    members[key.stringValue] = try container.decode(Value.self, forKey: key)
                }
                self = .object(members)
            } else if var container = try? decoder.unkeyedContainer() {
                var elements: [Value] = []
                while !container.isAtEnd { elements.append(try container.decode(Value.self)) }
                self = .array(elements)
            } else {
                self = .scalar
            }
        }

        /// The paths of all keys, such as `classes[].label`.
        func paths(below path: String = "") -> Set<String> {
            switch self {
            case .scalar: []
            case .array(let elements):
                elements.reduce(into: []) { $0.formUnion($1.paths(below: path + "[]")) }
            case .object(let members):
                members.reduce(into: []) { paths, member in
                    let name = path.isEmpty ? member.key : "\(path).\(member.key)"
                    paths.insert(name)
                    paths.formUnion(member.value.paths(below: name))
                }
            }
        }
    }

    /// The words between backticks outside of the README's code blocks.
    private static func documented() throws -> Set<String> {
        let text = String(
            decoding: try Data(contentsOf: URL(filePath: Committed.package + "/README.md")), as: UTF8.self)
        let prose = text.split(separator: "```", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset.isMultiple(of: 2) }.map { String($0.element) }
        return Set(
            prose.flatMap { part in
                part.split(separator: "`", omittingEmptySubsequences: false).enumerated()
                    .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
            })
    }

    private let workplace: Workplace

    init() throws {
        workplace = try Workplace()
        try TinyBackbone.save(toFile: workplace.path("tiny.safetensors"))
        try workplace.folder.addPhotos(to: "work/photos/train", count: 8)
        try workplace.folder.addPhotos(to: "work/photos/test", count: 4, startingAt: 8)
        for part in ["train", "test"] { try workplace.write([1], to: "photos/\(part)/bag/broken.png") }
        var rows = (labels: ["path,labels"], values: ["path,value:size,value:price"])
        for (index, name) in ["bag", "sandal", "trouser"].enumerated() {
            for number in 0..<8 {
                let path = "photos/train/\(name)/\(number).png"
                rows.labels.append("\(path),\(name)" + (number.isMultiple(of: 2) ? "|even" : ""))
                rows.values.append("\(path),\(100 * index),\(number)")
            }
        }
        for (name, lines) in [("labels.csv", rows.labels), ("values.csv", rows.values)] {
            try workplace.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: name)
        }
    }

    /// Runs a command and holds the JSON that it writes against the README.
    private func expectDocumented(_ arguments: String..., endingWith code: Int32 = 0) throws {
        let result = try workplace.run((arguments + ["--json", "-", "--quiet"]).map { Array($0.utf8) })
        #expect(result.ending == .exit(code), "\(arguments): \(result.error)")
        let value = try JSONDecoder().decode(Value.self, from: Data(result.output.utf8))
        let documented = try Self.documented()
        let missing = value.paths().filter { path in
            let key = path.split(separator: ".").last?.split(separator: "[").first.map(String.init)
            return !documented.contains(key ?? "")
        }
        #expect(missing.sorted() == [], "imgcls \(arguments.joined(separator: " "))")
    }

    @Test func `README.md names every key of a model for classes and of what judges it`() throws {
        try expectDocumented("check", "photos", "--backbone", "tiny.safetensors")
        try expectDocumented(
            "finetune", "photos", "--backbone", "tiny.safetensors", "--unfreeze", "all",
            "--epochs", "1", "--refit", "--output", "old.safetensors")
        try expectDocumented("finetune", "photos", "--backbone", "tiny.safetensors")
        try expectDocumented(
            "evaluate", "photos", "--min-accuracy", "0", "--min-class-recall", "1", "--strict",
            endingWith: 1)
        try expectDocumented("compare", "old.safetensors", "model.safetensors", "photos")
        try workplace.folder.addPhotos(to: "work/photos/train", classes: ["coat"], count: 8)
        try expectDocumented("update", "model.safetensors", "photos")
    }

    @Test(arguments: ["labels", "values"])
    func `README.md names every key of a model for labels or values`(_ kind: String) throws {
        let source = ["--manifest", "\(kind).csv", "--task", kind == "labels" ? "multilabel" : "regression"]
        try expectDocumented(
            "finetune", source[0], source[1], source[2], source[3], "--backbone", "tiny.safetensors",
            "--refit")
        try expectDocumented("evaluate", source[0], source[1])
    }

    @Test func `README.md names every key of a run of its own, and of a search for a rate`() throws {
        let run = ["train", "photos", "--network", "lenet5", "--input-size", "16", "--channels", "1"]
        for extra in [["--epochs", "1"], ["--find-learning-rate"]] {
            try expectDocumented(
                run[0], run[1], run[2], run[3], run[4], run[5], run[6], run[7],
                "--batch-size", "8", extra[0], extra.last ?? "")
        }
    }
}

import Testing

@Suite struct UsageTests {
    /// A command line that makes no sense, and the first line of what is said about it.
    struct Misuse: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        let complaint: String

        init(_ arguments: String, _ complaint: String) {
            self.arguments = arguments.split(separator: " ").map(String.init)
            self.complaint = complaint
        }

        var testDescription: String { arguments.joined(separator: " ") }
    }

    static let misuses = [
        Misuse("sharpen", "Unexpected argument 'sharpen'"),
        Misuse("--nonsense", "Unknown option '--nonsense'"),
        Misuse("finetune", "name a folder of images or a --manifest"),
        Misuse("finetune a b", "Unexpected argument 'b'"),
        Misuse("finetune a --views 0", "--views must be 1 to 64, not 0"),
        Misuse("finetune a --views 65", "--views must be 1 to 64, not 65"),
        Misuse("finetune a --views many", "The value 'many' is invalid for '--views <n>'"),
        Misuse("finetune a --image-size 31", "--image-size must be 32 to 1024, not 31"),
        Misuse("finetune a --image-size 1025", "--image-size must be 32 to 1024, not 1025"),
        Misuse("finetune a --seed=-1", "The value '-1' is invalid for '--seed <n>'"),
        Misuse("finetune a --workers 0", "--workers must be 1 to 1024, not 0"),
        Misuse("finetune a --workers 1025", "--workers must be 1 to 1024, not 1025"),
        Misuse(
            "finetune a --validation-fraction 0.91", "--validation-fraction must be 0 to 0.9, not 0.91"),
        Misuse(
            "finetune a --validation-fraction=-0.1", "--validation-fraction must be 0 to 0.9, not -0.1"),
        Misuse("finetune a --validation-fraction nan", "--validation-fraction must be 0 to 0.9, not nan"),
        Misuse(
            "finetune a --validation b --validation-fraction 0.2",
            "--validation and --validation-fraction exclude each other"),
        Misuse(
            "finetune a --early-stopping --validation-fraction 0",
            "--early-stopping needs validation images; --validation-fraction 0 leaves none"),
        Misuse("classify", "Missing expected argument '<paths> ...'"),
        Misuse("classify a --top 0", "--top must be at least 1, not 0"),
        Misuse("classify a --workers 0", "--workers must be 1 to 1024, not 0"),
        Misuse(
            "classify a --format xml",
            "The value 'xml' is invalid for '--format <format>'. Please provide one of 'text', 'json' or 'csv'."
        ),
        Misuse("preview", "Missing expected argument '<folder>'"),
        Misuse("preview a", "Missing expected argument '--output <file>'"),
        Misuse("preview a -o b --count 0", "--count must be 1 to 100, not 0"),
        Misuse("preview a -o b --variants 101", "--variants must be 1 to 100, not 101"),
        Misuse("preview a -o b --size 15", "--size must be 16 to 1024, not 15"),
        Misuse(
            "preview a -o b --count 100 --variants 99",
            "100 rows of 100 pictures of 224 pixels make too large a sheet"),
        Misuse(
            "preview a -o -", "--output needs a file; a picture is not written to standard output"),
        Misuse(
            "preview a -o b --augment flop", "--augment: there is no augmentation flop; did you mean flip?"),
        Misuse(
            "preview a -o b --augment ColorJitter",
            "--augment: there is no augmentation ColorJitter; did you mean jitter?"),
        Misuse(
            "preview a -o b --augment rotate:200",
            "--augment: rotate:200: the angle is 0 to 180, not 200"),
        Misuse("evaluate", "name a folder of images or a --manifest"),
        Misuse("evaluate a --workers 0", "--workers must be 1 to 1024, not 0"),
        Misuse("inspect", "Missing expected argument '<model>'"),
        Misuse("verify a --top 1", "Unknown option '--top'"),
        Misuse("import a", "Missing expected argument '--network <name>'"),
    ]

    @Test(arguments: misuses) func `wrong usage is told in one line, with the usage below`(
        _ misuse: Misuse
    ) throws {
        let workplace = try Workplace()
        let result = try workplace.run(misuse.arguments.map { Array($0.utf8) })
        #expect(result.output == "")
        let lines = result.errorLines
        #expect(lines.first == "Error: \(misuse.complaint)")
        #expect(lines.contains { $0.hasPrefix("Usage: imgcls") })
        #expect(result.ending == .exit(64))
        #expect(try workplace.names == [])
    }
}

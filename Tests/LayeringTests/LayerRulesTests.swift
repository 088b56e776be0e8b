import Testing

@Suite struct LayerRulesTests {
    /// A small source and what is wrong with it.
    struct Plant: Sendable, CustomTestStringConvertible {
        let target: String
        let text: String
        let violations: [LayerRules.Violation]

        init(_ target: String, _ text: String, _ violations: LayerRules.Violation...) {
            self.target = target
            self.text = text
            self.violations = violations
        }

        var testDescription: String { "\(target): \(text)" }
    }

    static let rules = LayerRules(declared: [
        "Datasets": ["Crypto", "Images", "Networks"],
        "Images": ["CImageCodecs"],
        "Networks": ["Tensors"],
        "Models": ["Networks", "Training", "Transfer"],
        "OneDNN": ["COneDNN"],
    ])

    static let imports = [
        Plant("Models", "import Networks"),
        Plant("Models", "public import Transfer", .notLower(module: "Transfer", line: 1)),
        Plant("Models", "\n  import Training", .notLower(module: "Training", line: 2)),
        Plant("Models", "import Models", .notLower(module: "Models", line: 1)),
        Plant("Models", "internal import struct Images.Image", .undeclared(module: "Images", line: 1)),
        Plant("Models", "@testable import Tensors", .undeclared(module: "Tensors", line: 1)),
        Plant("Models", "import Glibc\nimport GRDB", .undeclared(module: "GRDB", line: 2)),
        Plant("Datasets", "internal import Crypto"),
        Plant("Datasets", "import Networks", .stranger(module: "Networks", line: 1)),
        Plant("Networks", "import Images", .stranger(module: "Images", line: 1)),
        Plant("Networks", "import OneDNN", .stranger(module: "OneDNN", line: 1)),
        Plant("Networks", "import Tensors"),
        Plant("Images", "internal import CImageCodecs"),
        Plant("OneDNN", "internal import COneDNN"),
        Plant("Models", "import COneDNN", .reserved(module: "COneDNN", line: 1)),
        Plant("Networks", "package import CImageCodecs", .reserved(module: "CImageCodecs", line: 1)),
        Plant("Models", "// import Transfer\n/* import Transfer */ let import2 = \"import Transfer\""),
        Plant("Models", "let important = 1; important(import: 2)"),
        Plant("Elsewhere", "import Networks", .unknownTarget("Elsewhere")),
    ]

    static let phrases = [
        Plant("Models", "print(1)", .banned("print(", line: 1)),
        Plant("Models", "let x = 1\n    debugPrint(x)", .banned("debugPrint(", line: 2)),
        Plant("Models", "footprint(1); printer.print(2); fingerprint(3)"),
        Plant("Models", "exit(1)", .banned("exit(", line: 1)),
        Plant("Models", "unsafe getenv(name)", .banned("getenv(", line: 1)),
        Plant(
            "Models", "ProcessInfo.processInfo.environment[x]", .banned("processInfo.environment", line: 1)),
        Plant("imgcls", "print(getenv(x)); exit(1)"),
        Plant("imgcls", "fatalError()", .banned("fatalError", line: 1)),
        Plant("Models", "let x = try! f()", .banned("try!", line: 1)),
        Plant("imgcls", "let x = y as! Int", .banned("as!", line: 1)),
        Plant("Models", "nonisolated(unsafe) var x = 1", .banned("nonisolated(unsafe)", line: 1)),
        Plant("Models", "class A: @unchecked Sendable {}", .banned("@unchecked Sendable", line: 1)),
        Plant("OneDNN", "class A: @unchecked Sendable {}"),
        Plant("Models", "let x = y!", .forcedUnwrap(line: 1)),
        Plant("Models", "f(x)!.g", .forcedUnwrap(line: 1)),
        Plant("Models", "x[1]![2]", .forcedUnwrap(line: 1)),
        Plant("Models", "var x: String!", .forcedUnwrap(line: 1)),
        Plant("Models", "if !x, x != y, x!=y { f(!x) }"),
    ]

    static let texts = [
        Plant("Models", "// try! print(1)\n/* fatalError /* as! */ x! */ let y = 1"),
        Plant("Models", #"let x = "print(1) \"try!\" \(f("exit(") + g(1)) x!""#),
        Plant("Models", ##"let x = #"print(1) " x! \(y)"# + #"\#(f(")"))!"#"##),
        Plant(
            "Models", "let x = \"\"\"\n    print(1) \" x!\n    \"\"\"\nprint(2)", .banned("print(", line: 4)),
        Plant("Models", "let x = \"\"; print(1)", .banned("print(", line: 1)),
        Plant("Models", "let x = \"a\" + y! // z", .forcedUnwrap(line: 1)),
        Plant("Models", "let é = \"é\"; print(é)", .banned("print(", line: 1)),
        Plant("Models", "#expect(x); print(1)", .banned("print(", line: 1)),
    ]

    @Test(arguments: imports + phrases + texts)
    func `the scanner finds what is planted, and nothing else`(_ plant: Plant) {
        #expect(Self.rules.violations(in: plant.text, target: plant.target) == plant.violations)
    }

    @Test func `the manifest's targets are read with their products`() {
        let manifest = Manifest(
            """
            let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
            let package = Package(
                targets: [
                    .target(name: "A"),
                    .target(name: "B", dependencies: ["A"], linkerSettings: [.linkedLibrary("jpeg")]),
                    .executableTarget(
                        name: "c",
                        dependencies: [
                            "A", "B",
                            grdb,
                        ]),
                    .testTarget(name: "BTests", dependencies: ["B"], exclude: ["Fixtures"]),
                ])
            """)
        #expect(
            manifest.dependencies == ["A": [], "B": ["A"], "c": ["A", "B", "GRDB"], "BTests": ["B"]])
    }
}

/// The order of the targets and what the text of each may say, as the design has it.
struct LayerRules {
    /// The level of every target; a target imports only targets of lower levels.
    static let levels = [
        "CImageCodecs": 0, "CNetworkKernels": 0, "COneDNN": 0, "CPixelKernels": 0, "CProcessMemory": 0,
        "Images": 1, "Metrics": 1, "Spelling": 1, "Tensors": 1,
        "Augmentation": 2, "Networks": 2, "OneDNN": 2, "WeightFiles": 2,
        "Datasets": 3, "Execution": 3,
        "Models": 4, "Training": 4,
        "Transfer": 5,
        "ImageClassifier": 6, "Reports": 6,
        "Benchmarks": 7, "imgcls": 7,
    ]

    /// The only targets that may import a module.
    static let onlyImporters = [
        "CImageCodecs": "Images", "CNetworkKernels": "OneDNN", "COneDNN": "OneDNN", "CPixelKernels": "Images",
        "CProcessMemory": "imgcls",
    ]

    /// Modules of lower levels that a target nevertheless stays clear of.
    static let strangers: [String: Set<String>] = [
        "Datasets": ["Networks"], "Networks": ["Images", "OneDNN"],
    ]

    /// Modules that come with the system and the toolchain.
    static let systemModules: Set<String> = [
        "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Synchronization",
    ]

    /// The level of programs, which may print, exit and read the environment.
    static let programLevel = 7

    /// What no Swift file says.
    static let banned = [
        Phrase("try!"), Phrase("as!"), Phrase("fatalError"), Phrase("nonisolated(unsafe)"),
    ]

    /// What no library says.
    static let bannedInLibraries = [
        "print(", "debugPrint(", "dump(", "putchar(", "puts(", "printf(", "exit(", "_exit(", "abort(",
        "getenv(", "secure_getenv(", "processInfo.environment",
    ].map { Phrase($0) }

    /// What only `OneDNN` says.
    static let uncheckedSendable = Phrase("@unchecked Sendable")

    /// The modules that a target declares, by target.
    let declared: [String: Set<String>]

    /// A broken rule.
    enum Violation: Hashable {
        case unknownTarget(String)
        case notLower(module: String, line: Int)
        case reserved(module: String, line: Int)
        case stranger(module: String, line: Int)
        case undeclared(module: String, line: Int)
        case banned(String, line: Int)
        case forcedUnwrap(line: Int)
    }

    /// The rules that a file of a target breaks.
    func violations(in text: String, target: String) -> [Violation] {
        guard let level = Self.levels[target] else { return [.unknownTarget(target)] }
        let code = SwiftText(text)
        return code.imports.compactMap {
            violation(of: $0.module, line: $0.line, target: target, level: level)
        }
            + code.lines.enumerated().flatMap { index, line in
                violations(inLine: line, number: index + 1, target: target, level: level)
            }
    }

    private func violation(of module: String, line: Int, target: String, level: Int) -> Violation? {
        if let importer = Self.onlyImporters[module], importer != target {
            return .reserved(module: module, line: line)
        }
        if Self.strangers[target]?.contains(module) ?? false { return .stranger(module: module, line: line) }
        if let other = Self.levels[module], other >= level { return .notLower(module: module, line: line) }
        guard !Self.systemModules.contains(module) else { return nil }
        let isDeclared = declared[target]?.contains(module) ?? false
        return isDeclared ? nil : .undeclared(module: module, line: line)
    }

    private func violations(inLine line: String, number: Int, target: String, level: Int) -> [Violation] {
        var phrases = Self.banned
        if level < Self.programLevel { phrases += Self.bannedInLibraries }
        if target != "OneDNN" { phrases.append(Self.uncheckedSendable) }
        var violations = phrases.filter { $0.occurs(in: line) }.map { phrase in
            Violation.banned(phrase.text, line: number)
        }
        if violations.isEmpty, Self.hasForcedUnwrap(line) { violations.append(.forcedUnwrap(line: number)) }
        return violations
    }

    /// An exclamation mark right behind a value, and not the beginning of `!=`.
    private static func hasForcedUnwrap(_ line: String) -> Bool {
        let bytes = Array(line.utf8)
        return bytes.indices.dropFirst().contains { index in
            bytes[index] == UInt8(ascii: "!") && Phrase.isPartOfName(bytes[index - 1], or: ")]}>?")
                && (index + 1 == bytes.count || bytes[index + 1] != UInt8(ascii: "="))
        }
    }
}

/// A piece of code to look for, as a whole word at its beginning.
struct Phrase {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    /// Whether the code says it as a call or keyword of its own, and not as the end of another name or as a member.
    func occurs(in line: String) -> Bool {
        let wanted = Array(text.utf8)
        let bytes = Array(line.utf8)
        guard bytes.count >= wanted.count else { return false }
        return (0...bytes.count - wanted.count).contains { start in
            bytes[start] == wanted[0] && bytes[start...].starts(with: wanted)
                && (start == 0 || !Self.isPartOfName(bytes[start - 1], or: isMember ? "" : "."))
        }
    }

    private var isMember: Bool { text.contains(".") }

    static func isPartOfName(_ byte: UInt8, or others: String) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: others.utf8.contains(byte)
        }
    }
}

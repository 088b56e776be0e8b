internal import ArgumentParser
internal import Execution
internal import FoundationEssentials
internal import Glibc
internal import ImageClassifier
internal import Images
internal import Models
internal import Transfer
internal import WeightFiles

/// Options that several commands have.
struct OutputOptions: ParsableArguments {
    @Flag(name: .shortAndLong, help: "Print nothing but errors: no progress, no warnings, no result as text.")
    var quiet = false

    @Option(
        name: .long, help: ArgumentHelp("Also write the result as JSON.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var json: String?
}

/// How much of the machine a command takes.
struct WorkerOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "How many images to work on at the same time: all processors, unless said otherwise. The result is the same.",
            valueName: "n"))
    var workers: Int?

    var workerCount: Int { workers ?? ImageClassifier.availableWorkerCount }

    func validate() throws {
        if let workers, !(1...1024).contains(workers) {
            throw ValidationError("--workers must be 1 to 1024, not \(workers)")
        }
    }
}

/// Where files are that the environment decides.
enum Environment {
    static func value(_ name: String) -> String? {
        let value = unsafe getenv(name).map { unsafe String(cString: $0) }
        return value.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The folder with pretrained models, where someone said so.
    static var pretrainedFolder: String? { value("IMGCLS_PRETRAINED") }

    /// The file of the feature cache.
    static var cachePath: String? {
        if let folder = value("IMGCLS_CACHE") { return "\(folder)/features.sqlite" }
        let caches = value("XDG_CACHE_HOME") ?? value("HOME").map { "\($0)/.cache" }
        return caches.map { "\($0)/imgcls/features.sqlite" }
    }
}

/// The model that a command uses when it is not told.
enum ModelChoice {
    static let defaultFileName = "model.safetensors"

    /// The path of the named model; else of `model.safetensors` in the working folder; else the pretrained one.
    ///
    /// - Throws: `ImageClassifierError`.
    static func path(_ path: String?) throws(ImageClassifierError) -> String {
        if let path { return path }
        if unsafe access(defaultFileName, F_OK) == 0 { return defaultFileName }
        return try Pretrained.efficientNetLite0.path(in: Environment.pretrainedFolder)
    }

    /// Does something with the model in a file, and says its path where an error does not.
    ///
    /// - Throws: `ImageClassifierError.model` for the model's errors, else what `body` throws.
    static func naming<Result>(
        _ path: String, _ body: () async throws -> Result
    ) async throws -> Result {
        do {
            return try await body()
        } catch let error as ModelError {
            throw ImageClassifierError.model(path: path, error)
        } catch let error as ExecutionError {
            throw ImageClassifierError.model(path: path, .execution(error))
        }
    }

    /// The model in a file.
    ///
    /// - Throws: `ImageClassifierError.modelNotFound` or `.model`.
    static func model(at path: String) throws(ImageClassifierError) -> Model {
        guard unsafe access(path, F_OK) == 0 else { throw .modelNotFound(path: path) }
        do {
            return try Model(contentsOfFile: path)
        } catch {
            throw .model(path: path, error)
        }
    }

    /// How the model in a file has pictures prepared for transfer learning; does not read its weights.
    ///
    /// - Throws: `ImageClassifierError.modelNotFound` or `.model`.
    static func preprocessing(at path: String) throws(ImageClassifierError) -> Preprocessing {
        guard unsafe access(path, F_OK) == 0 else { throw .modelNotFound(path: path) }
        do {
            return try ModelFile.preprocessingForTransfer(atPath: path)
        } catch {
            throw .model(path: path, error)
        }
    }
}

/// Whether the feature cache that the environment names is used.
struct CacheArguments: ParsableArguments {
    @Flag(help: "Neither use nor keep cached facts and features.")
    var noCache = false

    /// Opens the cache; nil where none is wanted, or where it cannot be used, which is told.
    func cache(_ display: ProgressDisplay) -> FeatureCache? {
        guard !noCache, let path = Environment.cachePath else { return nil }
        do {
            return try FeatureCache(path: path)
        } catch {
            display.warn("\(error); going on without")
            return nil
        }
    }
}

/// JSON as every command writes it.
enum JSONOutput {
    static func text(_ value: some Encodable, isPretty: Bool) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// Writes a value to a file in one step; `-` is standard output.
    ///
    /// - Throws: `ImageClassifierError.output` or `OutputError`.
    static func write(_ value: some Encodable, to path: String) throws {
        try TextFile.write(try text(value, isPretty: true) + "\n", to: path)
    }
}

/// Text as every command writes it.
enum TextFile {
    /// Writes text to a file in one step; `-` is standard output.
    ///
    /// - Throws: `ImageClassifierError.output` or `OutputError`.
    static func write(_ text: String, to path: String) throws {
        guard path != "-" else { return try StandardOutput().write(text) }
        try write(Array(text.utf8), to: path)
    }

    /// Writes bytes to a file in one step.
    ///
    /// - Throws: `ImageClassifierError.output`.
    static func write(_ bytes: [UInt8], to path: String) throws {
        do throws(FileWriteError) {
            try AtomicFile.write(Data(bytes), toPath: path)
        } catch {
            throw ImageClassifierError.output(path: path, error)
        }
    }
}

internal import ArgumentParser
internal import Datasets
internal import FoundationEssentials
internal import ImageClassifier
internal import Images
internal import Models
internal import Networks
internal import WeightFiles

/// `imgcls import WEIGHTS`.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Turn a PyTorch or safetensors weight file into a model file.",
        discussion: """
            Reads .pth files, old and new, without executing anything in them, and .safetensors files. The names may \
            be those of timm, torchvision or efficientnet_pytorch.

              imgcls import efficientnet-lite0.pth --network efficientnet-lite0 --half \\
                --class-names imagenet-classes.tsv --origin "the package, its version" --license Apache-2.0
            """)

    @Argument(help: "The weight file.", completion: .file(extensions: ["pth", "pt", "safetensors"]))
    var weights: String

    @Option(
        help: ArgumentHelp("The architecture: \(Self.networkNames).", valueName: "name"),
        completion: Completions.networks, transform: Self.network)
    var network: NetworkZoo

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Where to write the model.", valueName: "file"),
        completion: .file(extensions: ["safetensors"]))
    var output: String

    @Option(
        help: ArgumentHelp(
            "The class names in order: one a line, or a table of index, identifier and name, tab-separated.",
            valueName: "file"),
        completion: .file())
    var classNames: String

    @Flag(help: "Round the weights to 16-bit floats: half the size.")
    var half = false

    @Option(help: ArgumentHelp("Where the weights come from: package and version.", valueName: "text"))
    var origin: String

    @Option(help: ArgumentHelp("The SPDX identifier of the weights' licence.", valueName: "text"))
    var license: String

    private static let networkNames = NetworkZoo.allCases.map(\.rawValue).joined(separator: ", ")

    private static func network(named name: String) throws -> NetworkZoo {
        guard let network = NetworkZoo(rawValue: name) else {
            throw ValidationError("\"\(name)\" is none of the networks: \(networkNames)")
        }
        return network
    }

    func run() async throws {
        let names = try ClassNameTable(contentsOfFile: classNames)
        let network = network.network(classCount: names.names.count)
        let digest = try digestOfWeights()
        let parameters = try parameters(for: network)
        let model = try await ModelChoice.naming(weights) {
            let model = try Model(
                network: network, parameters: parameters, classNames: names.names,
                classIdentifiers: names.identifiers, preprocessing: preprocessing(of: network),
                source: WeightSource(
                    name: network.name, origin: origin, license: license, sha256: digest.description))
            return try (half ? model.roundedToHalfPrecision() : model).addingGoldenExamples()
        }
        try Task.checkCancellation()
        try ImageClassifier(model).save(toFile: output)
        try StandardOutput().line("Wrote \(output): \(network.name), \(names.names.count) classes.")
    }

    private func digestOfWeights() throws -> ContentDigest {
        do {
            return ContentDigest(of: try FileReader.bytes(atPath: weights))
        } catch .notFound {
            throw CommandError(.inputNotFound, "\(weights): there is no such file")
        } catch {
            throw CommandError(.badData, "\(weights): \(error)")
        }
    }

    private func parameters(for network: Network) throws -> Parameters {
        do {
            if weights.hasSuffix(".safetensors") {
                return try CheckpointImport.parameters(
                    for: network, from: SafeTensorsFile(contentsOfFile: weights))
            }
            return try CheckpointImport.parameters(
                for: network, from: TorchCheckpoint(contentsOfFile: weights))
        } catch {
            throw CommandError(.badData, "\(weights): \(error)")
        }
    }

    /// The published preprocessing of each family.
    private func preprocessing(of network: Network) -> Preprocessing {
        switch self.network {
        case .efficientNetLite0, .efficientNetLite1, .efficientNetLite2:
            .efficientNetLite(cropSide: network.input.width)
        default: .torchvision(cropSide: network.input.width)
        }
    }
}

/// Class names, with identifiers where the file has them.
private struct ClassNameTable {
    let names: [String]
    let identifiers: [String]

    /// Reads one name a line, or `index`, identifier and name separated by tabs; `#` begins a comment.
    init(contentsOfFile path: String) throws {
        let bytes: [UInt8]
        do {
            bytes = try FileReader.bytes(atPath: path, maximumByteCount: 1 << 24)
        } catch .notFound {
            throw CommandError(.inputNotFound, "\(path): there is no such file")
        } catch {
            throw CommandError(.badData, "\(path): \(error)")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandError(.badData, "\(path): is not valid UTF-8")
        }
        let rows = text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
        let body = rows.first?.first == "index" ? rows.dropFirst() : rows[...]
        let isTable = body.first?.count == 3
        for (index, row) in body.enumerated() {
            guard isTable ? row.count == 3 && Int(row[0]) == index : row.count == 1 else {
                throw CommandError(
                    .badData,
                    "\(path): class \(index) is not \(isTable ? "a row of index, identifier and name" : "a name alone")"
                )
            }
        }
        let repeated = Dictionary(grouping: body.compactMap(\.last), by: { $0 }).filter { $0.value.count > 1 }
        if let name = repeated.keys.sorted().first {
            throw CommandError(.badData, "\(path): has two classes named \"\(name)\"")
        }
        guard !body.isEmpty else { throw CommandError(.badData, "\(path): holds no class names") }
        names = body.compactMap(\.last)
        identifiers = body.compactMap { $0.count == 3 ? $0[1] : nil }
    }
}

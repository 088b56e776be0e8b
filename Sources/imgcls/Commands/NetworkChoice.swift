internal import Datasets
internal import FoundationEssentials
internal import Networks
internal import Tensors
internal import Transfer
internal import WeightFiles

/// The network that `--network` names.
enum NetworkChoice {
    /// 16 mebibytes; the description of the largest network that is read has an eighth of it.
    private static let maximumByteCount = 1 << 24

    /// The network with random weights.
    ///
    /// - Parameters:
    ///   - name: One of the zoo, or the path of a JSON file.
    ///   - outputCount: The number of outputs of the last layer.
    ///   - inputSize: The side of the square input; nil takes the network's own.
    ///   - channels: 1 or 3; nil takes the network's own.
    /// - Throws: `CommandError`.
    @inline(never)  // Swift 6.3.1 crashes when it optimises typed throws into an asynchronous caller.
    static func start(
        _ name: String, outputCount: Int, inputSize: Int?, channels: Int?, seed: UInt64
    ) throws -> NetworkTuner.Start {
        if isFile(name) {
            let network = try network(
                inFile: name, outputCount: outputCount, inputSize: inputSize, channels: channels)
            return try begin(network, name, seed: seed)
        }
        do throws(NetworkError) {
            let network = try Self.network(
                name, outputCount: outputCount, inputSize: inputSize, channels: channels)
            return try NetworkTuner.Start(network, seed: seed)
        } catch {
            throw CommandError(.wrongUsage, "--network: \(error)")
        }
    }

    /// Whether a file is meant: by its ending or its folder, or because there is one and no network is called so.
    private static func isFile(_ name: String) -> Bool {
        if NetworkZoo(rawValue: name) != nil { return false }
        return name.hasSuffix(".json") || name.contains("/") || PathKind.isFolder(name) == false
    }

    private static func begin(_ network: Network, _ path: String, seed: UInt64) throws -> NetworkTuner.Start {
        do throws(NetworkError) {
            return try NetworkTuner.Start(network, seed: seed)
        } catch {
            throw CommandError(.badData, "\(path): \(error)")
        }
    }

    private static func network(
        _ name: String, outputCount: Int, inputSize: Int?, channels: Int?
    ) throws(NetworkError) -> Network {
        let zoo = try NetworkZoo(named: name)
        var input = zoo.usualInput
        if let inputSize { (input.height, input.width) = (inputSize, inputSize) }
        if let channels { input.channels = channels }
        return try zoo.network(classCount: outputCount, input: input)
    }

    /// The network that a JSON file describes, with a last layer of so many outputs.
    ///
    /// - Throws: `CommandError`: input not found if there is no such file, else bad data.
    static func network(inFile path: String, outputCount: Int, inputSize: Int?, channels: Int?) throws
        -> Network
    {
        do {
            let bytes = try bytes(ofFile: path)
            try NetworkText.check(bytes)
            var network = try JSONDecoder().decode(HandwrittenNetwork.self, from: Data(bytes)).network
            if let inputSize { (network.input.height, network.input.width) = (inputSize, inputSize) }
            if let channels { network.input.channels = channels }
            network = try network.replacingHead(classCount: outputCount)
            _ = try network.shapes()
            guard [1, 3].contains(network.input.channels),
                max(network.input.height, network.input.width) <= 8192
            else {
                throw CommandError(
                    .badData,
                    "\(path): takes \(network.input.shape); pictures have 1 or 3 channels and at most 8192 pixels a side"
                )
            }
            return network
        } catch let error as CommandError {
            throw error
        } catch let error as NetworkError {
            throw CommandError(.badData, "\(path): \(error)")
        } catch let error as NetworkTextError {
            throw CommandError(.badData, "\(path): \(error)")
        } catch {
            throw CommandError(.badData, "\(path): is no network: \(error)")
        }
    }

    private static func bytes(ofFile path: String) throws(CommandError) -> [UInt8] {
        let bytes: [UInt8]
        do {
            bytes = try FileReader.bytes(atPath: path, maximumByteCount: maximumByteCount)
        } catch .notFound {
            throw CommandError(.inputNotFound, "\(path): \(FileReadError.notFound)")
        } catch {
            throw CommandError(.badData, "\(path): \(error)")
        }
        // The decoder looks its keys up, which may take very long.
        guard StreamSafeText.isSafe(json: String(decoding: bytes, as: UTF8.self)) else {
            throw CommandError(
                .badData,
                "\(path): is no network: it has more than \(StreamSafeText.markLimit) combining marks in a row"
            )
        }
        return bytes
    }
}

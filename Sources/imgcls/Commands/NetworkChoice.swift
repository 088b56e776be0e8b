internal import FoundationEssentials
internal import Glibc
internal import Networks
internal import Tensors
internal import Transfer

/// The network that `--network` names.
enum NetworkChoice {
    /// The network with random weights.
    ///
    /// - Parameters:
    ///   - name: One of the zoo, or the path of a JSON file.
    ///   - outputCount: The number of outputs of the last layer.
    ///   - inputSize: The side of the square input; nil takes the network's own.
    ///   - channels: 1 or 3; nil takes the network's own.
    /// - Throws: `CommandError`.
    static func start(
        _ name: String, outputCount: Int, inputSize: Int?, channels: Int?, seed: UInt64
    ) throws -> NetworkTuner.Start {
        if name.hasSuffix(".json") {
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
    /// - Throws: `CommandError`.
    static func network(inFile path: String, outputCount: Int, inputSize: Int?, channels: Int?) throws
        -> Network
    {
        guard unsafe access(path, F_OK) == 0 else {
            throw CommandError(.inputNotFound, "\(path): no such file")
        }
        do {
            var network = try JSONDecoder().decode(Network.self, from: Data(contentsOf: URL(filePath: path)))
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
        } catch {
            throw CommandError(.badData, "\(path): is no network: \(error)")
        }
    }
}

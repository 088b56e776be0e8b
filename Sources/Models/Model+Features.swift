public import Datasets
internal import FoundationEssentials
public import Networks
internal import Tensors

extension Model {
    /// The frozen part: the network up to what the last layer reads.
    ///
    /// - Throws: `ModelError.network` where the network does not end in a linear layer.
    public func featureExtractor() throws(ModelError) -> Network {
        do {
            return try network.featureExtractor()
        } catch {
            throw .network(error)
        }
    }

    /// A digest of the frozen part: its description and the bits of its weights. Cached features are valid for
    /// exactly this network.
    ///
    /// It is SHA-256 over the network's JSON with sorted keys and a line end, then for each parameter in the order of
    /// the nodes: name, a space, the sides of its shape with `x` between them, a line end, and its numbers as 32-bit
    /// floats, the lowest byte first.
    ///
    /// - Throws: `ModelError` where the network does not end in a linear layer.
    public func featureDigest() throws(ModelError) -> ContentDigest {
        let extractor = try featureExtractor()
        var hasher = ContentHasher()
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            hasher.update([UInt8](try encoder.encode(extractor)) + [UInt8(ascii: "\n")])
            for description in try extractor.parameterDescriptions() {
                guard let parameter = parameters[description.name] else {
                    throw NetworkError.missingParameter(description.name, expected: description.shape)
                }
                let shape = parameter.shape.dimensions.map(String.init).joined(separator: "x")
                hasher.update(Array("\(description.name) \(shape)\n".utf8))
                hasher.update(parameter.values)
            }
            return hasher.finalize()
        } catch let error as NetworkError {
            throw .network(error)
        } catch {
            throw .malformed(key: ModelFile.Key.network.rawValue, reason: "\(error)")
        }
    }
}

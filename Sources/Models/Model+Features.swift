public import Datasets
internal import FoundationEssentials
public import Networks
internal import WeightFiles

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
    /// - Throws: `ModelError` where the network does not end in a linear layer.
    public func featureDigest() throws(ModelError) -> ContentDigest {
        let extractor = try featureExtractor()
        var content = SafeTensorsContent()
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            content.metadata = [
                "network": String(decoding: try encoder.encode(extractor), as: UTF8.self)
            ]
            for description in try extractor.parameterDescriptions() {
                guard let parameter = parameters[description.name] else {
                    throw NetworkError.missingParameter(description.name, expected: description.shape)
                }
                try content.add(parameter, named: description.name)
            }
            return ContentDigest(of: [UInt8](try content.serialized()))
        } catch let error as NetworkError {
            throw .network(error)
        } catch {
            throw .malformed(key: ModelFile.Key.network.rawValue, reason: "\(error)")
        }
    }
}

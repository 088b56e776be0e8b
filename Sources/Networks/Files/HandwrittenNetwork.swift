/// A network as a person describes it in JSON, where a key that means nothing is a mistake.
///
/// A model file may hold keys of a later version, which its reader passes over. In a file that somebody types, such a
/// key is a misspelled setting, and passing over it would train another network than the one that was meant.
public struct HandwrittenNetwork: Decodable, Hashable, Sendable {
    /// What the file describes.
    public let network: Network

    /// Reads a network and checks that it fits together. Decoders do not tell of repeated keys; `NetworkText` does.
    ///
    /// - Throws: `NetworkError`: `.unknownSetting` for a key that means nothing, else as `Network.init(from:)`.
    public init(from decoder: any Decoder) throws {
        network = try Network(from: decoder, refusesUnknownKeys: true)
    }
}

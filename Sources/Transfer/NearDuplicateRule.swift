/// When two images count as near duplicates: the same picture encoded, sized, lit or cut differently, or the
/// same thing photographed twice in a row.
///
/// PLACEHOLDER
public struct NearDuplicateRule: Hashable, Sendable {
    /// The distance of hashes up to which the rest of the picture hardly matters, in bits.
    public let equalHashDistance: Int
    /// The cosine that such pictures must reach nevertheless.
    public let equalHashCosine: Float

    /// The distance of hashes that are similar, in bits.
    public let similarHashDistance: Int
    /// The cosine that pictures with similar hashes must reach.
    public let similarHashCosine: Float

    /// The cosine that suffices alone.
    public let equalCosine: Float

    /// The cosine that a pair must reach that stands out among its neighbours.
    public let outstandingCosine: Float
    /// The largest quotient of 1 less the pair's cosine and 1 less its rival's, see ``FeatureNeighbours``:
    /// how much nearer than others the pair has to be.
    public let outstandingRatio: Float
    /// The distance of hashes of such a pair, in bits, where both pictures have contrast.
    public let outstandingHashDistance: Int

    /// The rule as measured.
    public static let standard = NearDuplicateRule(
        equalHashDistance: 2, equalHashCosine: 0.4, similarHashDistance: 8, similarHashCosine: 0.8,
        equalCosine: 0.95, outstandingCosine: 0.7, outstandingRatio: 0.45, outstandingHashDistance: 24)

    /// Whether the rule holds for a pair.
    ///
    /// - Parameters:
    ///   - hashDistance: The smaller distance of the upright and the mirrored hashes, in bits; nil where a picture has no
    ///     contrast.
    ///   - cosine: The cosine of the centred features; nil where there are none.
    ///   - rivalCosine: The rival of the pair; nil where rows were not compared.
    public func holds(hashDistance: Int?, cosine: Float?, rivalCosine: Float?) -> Bool {
        guard let cosine else { return (hashDistance ?? .max) <= equalHashDistance }
        if cosine >= equalCosine { return true }
        if let hashDistance {
            if hashDistance <= equalHashDistance && cosine >= equalHashCosine { return true }
            if hashDistance <= similarHashDistance && cosine >= similarHashCosine { return true }
        }
        guard let rivalCosine, cosine >= outstandingCosine else { return false }
        return 1 - cosine <= outstandingRatio * (1 - rivalCosine)
            && (hashDistance ?? 0) <= outstandingHashDistance
    }
}

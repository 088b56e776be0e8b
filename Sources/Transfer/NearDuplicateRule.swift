/// When two images count as near duplicates: the same picture encoded, sized, lit or cut differently, or the
/// same thing photographed twice in a row.
///
/// Any of four things suffices:
/// - hashes that are all but equal, and features that do not contradict;
/// - similar hashes and similar features;
/// - features that are all but equal;
/// - features of a pair that stands out: it is much nearer than what else is near to either, and the hashes
///   are not those of unrelated pictures.
///
/// The last is what finds cut pictures. A limit on the cosine alone would have to differ between data sets:
/// between photos of insects and cut copies of them it is down to 0.77, and between different ones below 0.7;
/// between photos of different jeans on one hanger it is up to 0.9. Lowe's ratio test adapts to both (Lowe,
/// "Distinctive image features from scale-invariant keypoints", International Journal of Computer Vision,
/// 2004, section 7.1); 1 less a cosine is half a squared distance. It holds the third neighbour against the
/// pair instead of the second, so that four photos taken in a row may be one group.
///
/// Measured with features of EfficientNet-Lite0 at 288 pixels on training photos of clothes (1,355), ants and
/// bees (244) and everyday things (100), of 744 of which one changed copy at a time was planted among them.
/// Found were:
///
/// | change | clothes | insects | things |
/// |---|---|---|---|
/// | JPEG of quality 60 | 400 of 400 | 244 of 244 | 100 of 100 |
/// | 70 % of the size | 400 | 244 | 100 |
/// | brightness × 0.75 or 1.25 | 400 | 243 | 100 |
/// | contrast × 0.7 or 1.3 | 399 | 243 | 100 |
/// | 5–8 % of width and height cut off, anywhere | 400 | 240 | 100 |
/// | 5–8 % cut off each of the four sides | 366 | 234 | 99 |
/// | mirrored | 400 | 244 | 100 |
/// | turned by 2 degrees | 400 | 244 | 100 |
/// | without colour | 397 | 239 | 98 |
/// | mirrored, cut on four sides, 60 % of the size, quality 60 | 321 | 68 | 68 |
///
/// Of the 951,931 pairs of original photos nine counted as near duplicates, all clothes: five show one thing
/// twice, four two like things on the same ground.
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
    ///   - hashDistance: The smaller distance of the upright and the mirrored hashes, in bits; nil where a
    ///     picture has no contrast.
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

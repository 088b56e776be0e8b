internal import Crypto

/// A split of samples into a training and a validation part that depends on their content and a seed only.
///
/// Each content has a score in `0 ..< 1`: the first 64 bits of SHA-256 over a label of this method, the seed
/// and the content's digest, as a fraction of 2⁶⁴. A content is held out for validation if its score is below
/// the validation fraction. So
/// - neither names, dates, order nor the other samples matter: a data set that grows keeps every old image on
///   its side;
/// - files with the same bytes are always on the same side, and no copy of a training image flatters the
///   result;
/// - each class gives about its fraction, with the spread of independent draws: of *n* images, *nf* ±
///   √(*nf*(1−*f*)).
///
/// Small classes need one more rule, since a threshold may leave one of their sides empty. If a class has at
/// least two contents and none is below the threshold, the one with the lowest score is held out; if all are,
/// the one with the highest score is kept for training; a class with one content trains. This is the only way
/// in which new files can move an old one: at most one content a class, and only back to the side where the
/// threshold puts it or, while the side would still be empty, in favour of a new file with a more extreme
/// score.
///
/// The rule moves no content that occurs in more than one class: identical bytes stay together even where
/// their labels contradict each other. A class of nothing but such contents may lack a side.
///
/// Source: hash thresholds as a stable split are common practice; this description is the specification.
public struct StratifiedSplit: Hashable, Sendable {
    /// The positions of the training samples, ascending.
    public let trainingIndices: [Int]

    /// The positions of the held-out samples, ascending.
    public let validationIndices: [Int]

    /// Splits samples.
    ///
    /// Complexity: O(*n*), and one SHA-256 of fewer than 64 bytes for each sample.
    ///
    /// - Parameters:
    ///   - samples: The samples to split.
    ///   - digests: The digest of each sample's bytes, in the same order.
    ///   - validationFraction: The share that is held out, in `0 ..< 1`; 0 holds out nothing, small classes
    ///     or not.
    ///   - seed: Another seed gives an independent split.
    /// - Precondition: There are as many digests as samples; the fraction is in `0 ..< 1`.
    public init(
        samples: [Sample], digests: [ContentDigest], validationFraction: Double, seed: UInt64
    ) {
        precondition(
            samples.count == digests.count, "\(digests.count) digests for \(samples.count) samples")
        precondition(
            (0..<1).contains(validationFraction),
            "validation fraction \(validationFraction) is not in 0 ..< 1")
        let heldOut = Self.heldOutContents(
            samples: samples, digests: digests, fraction: validationFraction, seed: seed)
        trainingIndices = digests.indices.filter { !heldOut.contains(digests[$0]) }
        validationIndices = digests.indices.filter { heldOut.contains(digests[$0]) }
    }

    private static func heldOutContents(
        samples: [Sample], digests: [ContentDigest], fraction: Double, seed: UInt64
    ) -> Set<ContentDigest> {
        guard fraction > 0 else { return [] }
        // Below 1 the product is below 2⁶⁴, because `Double` has no value between.
        let threshold = UInt64(fraction * 0x1p64)
        let contents = Dictionary(grouping: digests.indices, by: { digests[$0] })
        var heldOut: Set<ContentDigest> = []
        var classes: [Int: ClassContents] = [:]
        for (digest, positions) in contents {
            let score = score(of: digest, seed: seed)
            let isBelow = score < threshold
            if isBelow { heldOut.insert(digest) }
            let labels = Set(positions.map { samples[$0].classIndex })
            for label in labels {
                classes[label, default: ClassContents()].add(
                    digest, score: score, isHeldOut: isBelow, isShared: labels.count > 1)
            }
        }
        for contents in classes.values {
            switch contents.correction {
            case .none: break
            case .holdOut(let digest): heldOut.insert(digest)
            case .train(let digest): heldOut.remove(digest)
            }
        }
        return heldOut
    }

    /// The score of a content as a numerator over 2⁶⁴.
    private static func score(of digest: ContentDigest, seed: UInt64) -> UInt64 {
        var hash = SHA256()
        hash.update(data: Array("imgcls split 1\n".utf8))
        hash.update(data: (0..<8).map { UInt8(truncatingIfNeeded: seed >> (8 * UInt64($0))) })
        hash.update(data: digest.bytes)
        return ContentDigest(finishing: hash.finalize()).leadingWord
    }
}

/// What the rule for small classes needs to know of one class.
private struct ClassContents {
    enum Correction {
        case none
        case holdOut(ContentDigest)
        case train(ContentDigest)
    }

    // Equal scores, which no one will meet, are ordered by digest, so that no hash table's order matters.
    private typealias Scored = (score: UInt64, digest: ContentDigest)

    private var trainingCount = 0
    private var heldOutCount = 0
    private var lowest: Scored?
    private var highest: Scored?

    mutating func add(_ digest: ContentDigest, score: UInt64, isHeldOut: Bool, isShared: Bool) {
        if isHeldOut { heldOutCount += 1 } else { trainingCount += 1 }
        guard !isShared else { return }
        if lowest.map({ (score, digest) < $0 }) ?? true { lowest = (score, digest) }
        if highest.map({ (score, digest) > $0 }) ?? true { highest = (score, digest) }
    }

    /// The change that gives both sides of the class a content, where one lacks.
    var correction: Correction {
        if trainingCount == 0, let highest { return .train(highest.digest) }
        if heldOutCount == 0, trainingCount > 1, let lowest { return .holdOut(lowest.digest) }
        return .none
    }
}

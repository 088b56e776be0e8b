import Glibc

/// The exact paired test whether one classifier is right more often than another on the same images.
///
/// Only the images that one gets right and the other wrong decide. If both were equally good, an image of
/// those would be broken or mended with a chance of one half, and the number of broken ones be binomial.
/// Source: McNemar, "Note on the sampling error of the difference between correlated proportions or
/// percentages", Psychometrika 12 (1947); the exact form: Dietterich, "Approximate statistical tests for
/// comparing supervised classification learning algorithms", 1998.
///
/// Its JSON: `{"broke": …, "mended": …, "p_value": …}`.
public struct McNemarTest: Hashable, Sendable, Codable {
    /// The number of images that the old classifier gets right and the new one wrong.
    public let broke: Int
    /// The number of images that the old classifier gets wrong and the new one right.
    public let mended: Int
    /// The chance of counts at least as far apart, either way, between equally good classifiers; in `0 ... 1`,
    /// and 1 where the counts are equal.
    public let pValue: Double

    /// Tests two counts. Complexity: O(min(broke, mended)), without overflow or underflow of the terms.
    ///
    /// - Precondition: No count is negative.
    public init(broke: Int, mended: Int) {
        precondition(broke >= 0 && mended >= 0, "\(broke) images broke and \(mended) were mended")
        self.broke = broke
        self.mended = mended
        pValue = min(1, 2 * Self.tail(min(broke, mended), of: broke + mended))
    }

    /// P(X ≤ k) of a binomial X with n trials of chance ½, for k ≤ n/2.
    private static func tail(_ k: Int, of n: Int) -> Double {
        guard 2 * k < n else { return 1 }
        // log C(n, k): a sum of k logarithms is exact to 1e-11 for n = 1e5, where log Γ(n) would lose more.
        var logTerm = -Double(n) * log(2.0)
        for factor in stride(from: 1, through: k, by: 1) {
            logTerm += log(Double(n - k + factor) / Double(factor))
        }
        // The terms fall from k down to 0; each is told relative to the first.
        var sum = 1.0
        var term = 1.0
        for index in stride(from: k, to: 0, by: -1) {
            term *= Double(index) / Double(n - index + 1)
            sum += term
            if term < sum * 1e-18 { break }
        }
        return exp(logTerm + log(sum))
    }

    private enum CodingKeys: String, CodingKey {
        case broke
        case mended
        case pValue = "p_value"
    }
}

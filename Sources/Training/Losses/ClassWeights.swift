import Glibc

/// Weights that let rare classes count as much as frequent ones.
///
/// They are scaled so that the mean weight of the images is 1: the loss keeps its size. A class without
/// images has the weight 0.
public enum ClassWeights {
    /// Weights in inverse proportion to the number of images, `N / (K · nₖ)`, where K counts the classes that
    /// have images: every class counts the same.
    ///
    /// - Precondition: No count is negative.
    public static func inverseFrequency(_ counts: [Int]) -> [Double] {
        scaled(counts) { 1 / Double($0) }
    }

    /// Weights in inverse proportion to the effective number of images, `(1 − βⁿ) / (1 − β)`: the more images
    /// a class has, the less another one adds.
    ///
    /// β = 0 weighs all images the same; the nearer β is to 1, the nearer the weights are to the inverse
    /// frequency. Source: Cui et al. 2019, <https://arxiv.org/abs/1901.05555>.
    /// - Precondition: No count is negative, and β is in `0 ..< 1`.
    public static func effectiveNumber(_ counts: [Int], beta: Double) -> [Double] {
        precondition(beta >= 0 && beta < 1, "beta \(beta) is not in 0 ..< 1")
        return scaled(counts) { (1 - beta) / (1 - pow(beta, Double($0))) }
    }

    private static func scaled(_ counts: [Int], _ weight: (Int) -> Double) -> [Double] {
        precondition(counts.allSatisfy { $0 >= 0 }, "negative count in \(counts)")
        let weights = counts.map { $0 > 0 ? weight($0) : 0 }
        let sum = zip(counts, weights).reduce(0) { $0 + Double($1.0) * $1.1 }
        let imageCount = Double(counts.reduce(0, +))
        return weights.map { sum > 0 ? $0 * imageCount / sum : 0 }
    }
}

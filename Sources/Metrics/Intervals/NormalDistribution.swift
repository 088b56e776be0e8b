import Glibc

/// The standard normal distribution.
enum NormalDistribution {
    /// The chance that a standard normal variable is at most `z`.
    static func cumulative(_ z: Double) -> Double { erfc(-z / 2.0.squareRoot()) / 2 }

    /// The z with P(Z ≤ z) = `probability`, which lies strictly between 0 and 1.
    static func quantile(_ probability: Double) -> Double {
        probability < 0.5
            ? -upperQuantile(twoTails: 2 * probability) : upperQuantile(twoTails: 2 * (1 - probability))
    }

    /// The z ≥ 0 with P(|Z| > z) = `tails`.
    ///
    /// Newton's method on the complementary error function; started at 0, where the function is concave in z,
    /// it rises to the root without overshooting.
    static func upperQuantile(twoTails tails: Double) -> Double {
        var z = 0.0
        for _ in 0..<200 {
            let excess = erfc(z / 2.0.squareRoot()) - tails
            let slope = (2 / Double.pi).squareRoot() * exp(-z * z / 2)
            let step = excess / slope
            z += step
            if abs(step) <= 1e-15 * max(1, z) { break }
        }
        return z
    }
}

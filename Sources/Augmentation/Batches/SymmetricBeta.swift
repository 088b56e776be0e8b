import Glibc

/// The distribution Beta(α, α): symmetric about ½; uniform for α = 1, near 0 and 1 for small α, near ½ for large.
struct SymmetricBeta {
    let alpha: Double

    /// A number in `0 ... 1`: x / (x + y) of two numbers from the distribution Gamma(α).
    func draw(using generator: inout some RandomNumberGenerator) -> Double {
        // By their logarithms, because for small α both may be too small for a number.
        let difference = logGamma(using: &generator) - logGamma(using: &generator)
        return 1 / (1 + exp(-difference))
    }

    /// The logarithm of a number from the distribution Gamma(α).
    ///
    /// Source: Marsaglia & Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000), 363–372,
    /// with their section 6 for α below 1.
    private func logGamma(using generator: inout some RandomNumberGenerator) -> Double {
        let shape = alpha < 1 ? alpha + 1 : alpha
        let d = shape - 1 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let normal = Self.normal(using: &generator)
            let root = 1 + c * normal
            guard root > 0 else { continue }
            let cube = root * root * root
            guard
                log(Self.positive(using: &generator))
                    < 0.5 * normal * normal + d - d * cube + d * log(cube)
            else { continue }
            let boost = alpha < 1 ? log(Self.positive(using: &generator)) / alpha : 0
            return log(d * cube) + boost
        }
    }

    /// A number from the standard normal distribution. Source: Box & Muller, 1958.
    private static func normal(using generator: inout some RandomNumberGenerator) -> Double {
        let radius = (-2 * log(positive(using: &generator))).squareRoot()
        return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &generator))
    }

    /// A uniform number above 0 and at most 1.
    private static func positive(using generator: inout some RandomNumberGenerator) -> Double {
        1 - Double.random(in: 0..<1, using: &generator)
    }
}

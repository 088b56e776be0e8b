import Glibc

/// The medians of 4096 parts of the standard normal distribution that are equally probable.
enum NormalQuantiles {
    /// Ascending, symmetric about 0.
    static let numbers: [Double] = {
        let half = (0..<2048).map { quantile(0.5 + (Double($0) + 0.5) / 4096) }
        return half.reversed().map { -$0 } + half
    }()

    /// The number below which the given share of the distribution lies, for a share above ½: Newton's method on
    /// the distribution function. It is concave there, so that from 0 the steps never jump over the solution.
    private static func quantile(_ share: Double) -> Double {
        var number = 0.0
        for _ in 0..<64 {
            let excess = 0.5 * erfc(number / -2.0.squareRoot()) - share
            let density = exp(-0.5 * number * number) / (2 * Double.pi).squareRoot()
            let step = excess / density
            number -= step
            if abs(step) < 1e-12 { break }
        }
        return number
    }
}

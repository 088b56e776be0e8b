import CPixelKernels
import Glibc

extension Image {
    /// The largest standard deviation of a blur, in pixels.
    public static let largestBlur = 32.0

    /// The image convolved with a Gaussian, along columns and rows.
    ///
    /// Weights exp(−d² / 2σ²) up to ⌈3σ⌉ pixels away, in 4096ths; beyond the edges the image is continued by
    /// its mirror image about the outermost pixels' centres. A σ so small that all weights but the middle one
    /// vanish changes nothing.
    ///
    /// Complexity: proportional to pixels times σ.
    ///
    /// - Parameter standardDeviation: σ, in pixels.
    /// - Precondition: `standardDeviation` is in `0 ... ` ``largestBlur``.
    public func blurred(standardDeviation: Double) -> Image {
        precondition(
            (0...Self.largestBlur).contains(standardDeviation),
            "a blur of \(standardDeviation) pixels is outside 0 ... \(Self.largestBlur)")
        let weights = Self.gaussian(standardDeviation)
        let radius = weights.count / 2
        guard radius > 0 else { return self }
        var scratch = [UInt16](repeating: 0, count: 3 * (width + 2 * radius))
        return unsafe withPixels { source, result in
            unsafe weights.withUnsafeBufferPointer { weights in
                unsafe scratch.withUnsafeMutableBufferPointer { scratch in
                    unsafe imgcls_blur(
                        source, width, height, weights.baseAddress, radius, scratch.baseAddress, result)
                }
            }
        }
    }

    /// Symmetric weights in 4096ths of sum 4096, without zeros at the ends.
    private static func gaussian(_ deviation: Double) -> [UInt16] {
        let radius = Int((3 * deviation).rounded(.up))
        guard radius > 0 else { return [4096] }
        let half = (1...radius).map { exp(-0.5 * (Double($0) / deviation) * (Double($0) / deviation)) }
        let sum = 1 + 2 * half.reduce(0, +)
        let tail = half.map { UInt16((4096 * $0 / sum).rounded()) }.prefix { $0 > 0 }
        // The middle takes what rounding leaves, so that a single colour stays what it is.
        return tail.reversed() + [4096 - 2 * tail.reduce(0, +)] + tail
    }
}

public import Images
internal import Tensors

/// Adds to every sample a number of its own from a normal distribution, rounded, and limits the sum.
///
/// The distribution is cut into 4096 parts of equal probability and each is represented by its median, so that no
/// number is more than 3.7 standard deviations from 0.
public struct GaussianNoise: Augmentation, Hashable {
    /// The standard deviation in levels, from which one is drawn uniformly for the image.
    public let standardDeviation: ClosedRange<Double>

    /// Makes the noise.
    ///
    /// - Precondition: `standardDeviation` lies in `0 ... 128`.
    public init(standardDeviation: ClosedRange<Double>) {
        precondition(
            standardDeviation.lowerBound >= 0 && standardDeviation.upperBound <= 128,
            "noise of \(standardDeviation) levels is outside 0 ... 128")
        self.standardDeviation = standardDeviation
    }

    /// The noisy image. Draws twice: the strength, and the seed of the samples' own sequence.
    public func callAsFunction(_ image: Image, using generator: inout some RandomNumberGenerator) -> Image {
        let deviation = Double.random(in: standardDeviation, using: &generator)
        let seed = generator.next()
        guard deviation > 0 else { return image }
        let numbers = NormalQuantiles.numbers.map { Int16(($0 * deviation).rounded()) }
        return Image(
            width: image.width, height: image.height,
            pixels: Self.sums(of: image.pixels, with: numbers, seed: seed))
    }

    private static func sums(of samples: [UInt8], with numbers: [Int16], seed: UInt64) -> [UInt8] {
        var generator = SeededGenerator(seed: seed)
        var sums = samples
        var result = sums.mutableSpan
        let numbers = numbers.span
        var position = 0
        while position < result.count {
            var bits = generator.next()
            // Five times twelve bits; the last four are not used.
            for place in position..<min(position &+ 5, result.count) {
                let sum = Int16(result[place]) &+ numbers[Int(bits & 4095)]
                result[place] = UInt8(truncatingIfNeeded: min(max(sum, 0), 255))
                bits >>= 12
            }
            position &+= 5
        }
        return sums
    }
}

/// The Euclidean norm of gradients, with the same bits however the work is divided.
///
/// Squares are added in `Double`, in eight interleaved sums over blocks of fixed length from the first
/// element of the parameter; blocks are added in order, and parameters in order. A thread may take any whole
/// blocks.
public enum GradientNorm {
    /// The number of elements of a block.
    public static let blockLength = 4096

    /// The sum of squares of each block of a parameter's gradient; the last block may be shorter.
    public static func blockSums(_ gradient: Span<Float>) -> [Double] {
        stride(from: 0, to: gradient.count, by: blockLength).map { start in
            sum(gradient.extracting(start..<min(start + blockLength, gradient.count)))
        }
    }

    /// The sum of squares of a parameter's gradient.
    public static func squaredSum(_ gradient: Span<Float>) -> Double {
        var total = 0.0
        for start in stride(from: 0, to: gradient.count, by: blockLength) {
            total += sum(gradient.extracting(start..<min(start + blockLength, gradient.count)))
        }
        return total
    }

    /// The norm, from the sums of squares in the order of parameters.
    public static func norm(squaredSums: [Double]) -> Double {
        squaredSums.reduce(0, +).squareRoot()
    }

    private static func sum(_ block: Span<Float>) -> Double {
        var sums = SIMD8<Double>.zero
        let whole = block.count & ~7
        for start in stride(from: 0, to: whole, by: 8) {
            let values = SIMD8<Double>(
                Double(block[start]), Double(block[start + 1]), Double(block[start + 2]),
                Double(block[start + 3]), Double(block[start + 4]), Double(block[start + 5]),
                Double(block[start + 6]), Double(block[start + 7]))
            sums += values * values
        }
        for index in whole..<block.count {
            sums[index - whole] += Double(block[index]) * Double(block[index])
        }
        return sums.sum()
    }
}

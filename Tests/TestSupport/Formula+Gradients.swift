public import Networks
public import Tensors

extension Formula {
    /// `parameters` with normalised values of half the spread around 1 instead of 0: most lie far from the
    /// kinks of ReLU and ReLU6, so that rounding changes the side of few, and gradients in 32 bits are close
    /// to those in 64.
    public static func trainingParameters(for network: Network) throws -> Parameters {
        try parameters(for: network, spread: (scale: 0.5, shift: 1))
    }

    /// Images `[N, C, H, W]` that differ so much that batch normalisation of a few of them is well
    /// conditioned: value `((7 h + 3 w + (n + 1) h w + 11 c + 64 n) mod 256 − 127) / 128`, as `Tests/Golden`
    /// has it too.
    public static func distinctImages(_ count: Int, _ input: InputShape) -> Tensor<Double> {
        var values: [Double] = []
        for n in 0..<count {
            for c in 0..<input.channels {
                for h in 0..<input.height {
                    for w in 0..<input.width {
                        let sum = 7 * h + 3 * w + (n + 1) * h * w + 11 * c + 64 * n
                        values.append(Double(sum % 256 - 127) / 128)
                    }
                }
            }
        }
        return Tensor(shape: [count, input.channels, input.height, input.width], values: values)
    }

    /// The gradient of a loss that weighs every output value: element i is `((37 i) mod 101 − 50) / 50`, as
    /// `Tests/Golden` has it too.
    public static func outputGradient(_ shape: Shape) -> Tensor<Double> {
        let values = (0..<shape.elementCount).map { Double(37 * $0 % 101 - 50) / 50 }
        return Tensor(shape: shape, values: values)
    }
}

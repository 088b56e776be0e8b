/// What surrounds an image before a window slides over it: zeros for convolutions, nothing for pooling.
public enum Padding: Hashable, Sendable {
    /// TensorFlow's "SAME": the output is ⌈input / stride⌉, and an odd row or column goes to the bottom and the
    /// right.
    case same
    /// The same number of rows above and below, and of columns left and right, as in PyTorch.
    case symmetric(Extent)

    /// No padding.
    public static let none = Padding.symmetric(Extent(0))

    /// The rows (or columns) before and after an axis.
    ///
    /// - Parameters:
    ///   - input: The extent of the axis.
    ///   - window: The reach of the dilated window, `(kernel − 1) · dilation + 1`.
    ///   - stride: The distance between window positions.
    ///   - symmetric: The padding along this axis where it is symmetric.
    private func along(input: Int, window: Int, stride: Int, symmetric: (Extent) -> Int) -> (Int, Int) {
        switch self {
        case .same:
            let output = (input + stride - 1) / stride
            let total = max((output - 1) * stride + window - input, 0)
            return (total / 2, total - total / 2)
        case .symmetric(let extent):
            return (symmetric(extent), symmetric(extent))
        }
    }

    /// The rows and columns that a window adds around an input, as (top, bottom) and (left, right).
    public func resolved(
        input: Extent, window: SlidingWindow
    ) -> (rows: (before: Int, after: Int), columns: (before: Int, after: Int)) {
        let reach = window.reach
        let rows = along(
            input: input.height, window: reach.height, stride: window.stride.height, symmetric: \.height)
        let columns = along(
            input: input.width, window: reach.width, stride: window.stride.width, symmetric: \.width)
        return (rows, columns)
    }
}

extension Padding: Codable {
    /// Reads `"same"` or `[rows, columns]`.
    public init(from decoder: any Decoder) throws {
        if let name = try? decoder.singleValueContainer().decode(String.self) {
            guard name == "same" else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "unknown padding \"\(name)\""))
            }
            self = .same
        } else {
            self = .symmetric(try Extent(from: decoder))
        }
    }

    /// Writes `"same"` or `[rows, columns]`.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .same:
            var container = encoder.singleValueContainer()
            try container.encode("same")
        case .symmetric(let extent):
            try extent.encode(to: encoder)
        }
    }
}

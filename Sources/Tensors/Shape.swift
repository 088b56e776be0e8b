/// The extent of a tensor along each axis, outermost first.
///
/// Image batches are `[N, C, H, W]` in descriptions and weights; executors may store pixels as `[N, H, W, C]`
/// and say so where they do.
public struct Shape: Hashable, Sendable, Codable, ExpressibleByArrayLiteral, CustomStringConvertible {
    /// The extent along each axis; every entry is zero or more.
    public let dimensions: [Int]

    /// Makes a shape from its extents.
    ///
    /// - Precondition: No extent is negative.
    public init(_ dimensions: [Int]) {
        precondition(dimensions.allSatisfy { $0 >= 0 }, "negative extent in shape \(dimensions)")
        self.dimensions = dimensions
    }

    /// Makes a shape from a literal such as `[64, 3, 7, 7]`.
    public init(arrayLiteral dimensions: Int...) {
        self.init(dimensions)
    }

    /// The number of axes.
    public var rank: Int { dimensions.count }

    /// The number of elements: the product of the extents, 1 for a scalar.
    public var elementCount: Int { dimensions.reduce(1, *) }

    /// The extent along one axis.
    ///
    /// - Precondition: `axis` is in `0 ..< rank`.
    public subscript(axis: Int) -> Int { dimensions[axis] }

    /// The extents joined by a multiplication sign, for example `64×3×7×7`; `scalar` for rank 0.
    public var description: String {
        dimensions.isEmpty ? "scalar" : dimensions.map(String.init).joined(separator: "×")
    }

    /// Reads the shape as a plain list of extents and refuses a negative one.
    public init(from decoder: any Decoder) throws {
        let dimensions = try decoder.singleValueContainer().decode([Int].self)
        guard dimensions.allSatisfy({ $0 >= 0 }) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "negative extent in \(dimensions)"))
        }
        self.dimensions = dimensions
    }

    /// Writes the shape as a plain list of extents.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(dimensions)
    }
}

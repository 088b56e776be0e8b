/// A height and a width, in pixels or window positions.
public struct Extent: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The extent along the H axis.
    public let height: Int
    /// The extent along the W axis.
    public let width: Int

    /// Makes an extent from height and width.
    public init(height: Int, width: Int) {
        self.height = height
        self.width = width
    }

    /// Makes a square extent.
    public init(_ side: Int) {
        self.init(height: side, width: side)
    }

    /// Height and width joined by a multiplication sign.
    public var description: String { "\(height)×\(width)" }

    /// Reads `[height, width]`.
    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        height = try container.decode(Int.self)
        width = try container.decode(Int.self)
        guard container.isAtEnd else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "an extent is [height, width]")
        }
    }

    /// Writes `[height, width]`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(height)
        try container.encode(width)
    }
}

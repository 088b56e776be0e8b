/// A colour as three 8-bit samples; in JSON a list `[red, green, blue]`.
public struct RGBColor: Hashable, Sendable {
    /// The red sample, `0 ... 255`.
    public let red: UInt8
    /// The green sample, `0 ... 255`.
    public let green: UInt8
    /// The blue sample, `0 ... 255`.
    public let blue: UInt8

    /// Makes a colour from its samples, each `0 ... 255`.
    public init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// All samples 255.
    public static let white = RGBColor(red: 255, green: 255, blue: 255)

    /// All samples 0.
    public static let black = RGBColor(red: 0, green: 0, blue: 0)
}

extension RGBColor: Codable {
    /// Reads a list of three numbers, `0 ... 255` each.
    ///
    /// - Throws: `DecodingError` where there are not exactly three, or one is out of range.
    public init(from decoder: any Decoder) throws {
        let samples = try decoder.singleValueContainer().decode([UInt8].self)
        guard samples.count == 3 else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "a colour has 3 samples, not \(samples.count)"))
        }
        self.init(red: samples[0], green: samples[1], blue: samples[2])
    }

    /// Writes a list of three numbers.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode([red, green, blue])
    }
}

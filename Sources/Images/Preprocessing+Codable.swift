extension Preprocessing: Codable {
    private enum CodingKeys: String, CodingKey {
        case resizeShortSide = "resize_short_side"
        case cropWidth = "crop_width"
        case cropHeight = "crop_height"
        case interpolation
        case mean
        case standardDeviation = "standard_deviation"
        case appliesOrientation = "applies_orientation"
        case alphaBackground = "alpha_background"
        case allowsScaledDecoding = "allows_scaled_decoding"
    }

    /// Reads a description; every key must be there, for a silent default would change what the network sees.
    ///
    /// - Throws: `DecodingError` where a key is missing or a value is out of range.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        resizeShortSide = try container.decode(Int.self, forKey: .resizeShortSide)
        cropWidth = try container.decode(Int.self, forKey: .cropWidth)
        cropHeight = try container.decode(Int.self, forKey: .cropHeight)
        interpolation = try container.decode(ResamplingFilter.self, forKey: .interpolation)
        mean = try container.decode([Float].self, forKey: .mean)
        standardDeviation = try container.decode([Float].self, forKey: .standardDeviation)
        appliesOrientation = try container.decode(Bool.self, forKey: .appliesOrientation)
        alphaBackground = try container.decode(RGBColor.self, forKey: .alphaBackground)
        allowsScaledDecoding = try container.decode(Bool.self, forKey: .allowsScaledDecoding)
        if let problem {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: problem))
        }
    }

    /// Writes all values, each under its name in snake case.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(resizeShortSide, forKey: .resizeShortSide)
        try container.encode(cropWidth, forKey: .cropWidth)
        try container.encode(cropHeight, forKey: .cropHeight)
        try container.encode(interpolation, forKey: .interpolation)
        try container.encode(mean, forKey: .mean)
        try container.encode(standardDeviation, forKey: .standardDeviation)
        try container.encode(appliesOrientation, forKey: .appliesOrientation)
        try container.encode(alphaBackground, forKey: .alphaBackground)
        try container.encode(allowsScaledDecoding, forKey: .allowsScaledDecoding)
    }
}

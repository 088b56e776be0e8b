import Images

/// Pictures in forms that the sample data set does not have.
enum Pictures {
    /// A JPEG file of noise, in which every byte counts.
    static func jpeg() throws -> [UInt8] {
        let pixels = (0..<64 * 48 * 3).map { UInt8(truncatingIfNeeded: $0 * $0 / 5 + $0) }
        return try Image(width: 64, height: 48, pixels: pixels).encodedJPEG()
    }
}

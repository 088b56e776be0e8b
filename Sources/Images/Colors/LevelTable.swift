/// What becomes of each of the 256 levels of red, green and blue: any change of colours that looks at one sample
/// at a time.
public struct LevelTable: Hashable, Sendable {
    /// `[C, 256]` with C = red, green, blue.
    let levels: [UInt8]

    /// Makes a table that treats the three channels alike.
    ///
    /// - Parameter level: The new level, limited to `0 ... 255`, for an old one in `0 ... 255`.
    public init(_ level: (Int) -> Int) {
        let levels = (0..<256).map { UInt8(clamping: level($0)) }
        self.levels = levels + levels + levels
    }

    /// Makes a table for each channel.
    ///
    /// - Parameter level: The new level, limited to `0 ... 255`, for a channel (0 red, 1 green, 2 blue) and an
    ///   old level in `0 ... 255`.
    public init(perChannel level: (_ channel: Int, _ level: Int) -> Int) {
        levels = (0..<3).flatMap { channel in (0..<256).map { UInt8(clamping: level(channel, $0)) } }
    }

    /// The new level of an old one.
    ///
    /// - Precondition: `channel` is in `0 ... 2` and `level` in `0 ... 255`.
    public subscript(channel: Int, level: Int) -> Int {
        precondition(
            (0...2).contains(channel) && (0...255).contains(level),
            "there is no level \(level) of channel \(channel)")
        return Int(levels[256 * channel + level])
    }

    /// Whether all levels stay as they are.
    public var isIdentity: Bool {
        levels.indices.allSatisfy { Int(levels[$0]) == $0 & 255 }
    }
}

/// The colours of heat maps, from black over purple, red and orange to pale yellow: "inferno" by Nathaniel
/// Smith and Stéfan van der Walt, in which equal steps look equally large and which stays readable in grey
/// and to colour-blind eyes.
///
/// Source: <https://bids.github.io/colormap/>, CC0; every 17th of its 256 colours, those between
/// interpolated.
public enum HeatColors {
    /// The colour of a level; levels outside `0 ... 1` count as the nearest.
    public static func color(of level: Double) -> RGBColor {
        let limited = level.isNaN ? 0 : min(max(level, 0), 1)
        let color = table[Int(limited * Double(table.count - 1) + 0.5)]
        return RGBColor(
            red: UInt8(color.x + 0.5), green: UInt8(color.y + 0.5), blue: UInt8(color.z + 0.5))
    }

    /// 256 colours for levels from 0 to 1, in grey levels `0 ... 255`.
    static let table: [SIMD3<Float>] = (0..<256).map { index in
        let first = min(index / spacing, anchors.count - 2)
        let share = Float(index - first * spacing) / Float(spacing)
        return anchors[first] + (anchors[first + 1] - anchors[first]) * share
    }

    /// The number of levels from one anchor to the next.
    private static let spacing = 17

    private static let anchors: [SIMD3<Float>] = [
        [0, 0, 4], [12, 8, 38], [36, 12, 79], [66, 10, 104], [93, 18, 110], [120, 28, 109], [147, 38, 103],
        [174, 48, 92], [199, 62, 76], [221, 81, 58], [237, 105, 37], [248, 133, 15], [252, 165, 10],
        [250, 198, 45], [242, 230, 97], [252, 255, 164],
    ]
}

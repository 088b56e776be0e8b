extension RGBColor {
    /// All samples 128.
    public static let middleGrey = RGBColor(red: 128, green: 128, blue: 128)
}

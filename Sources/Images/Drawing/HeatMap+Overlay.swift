extension HeatMap {
    /// The picture with the map over it.
    ///
    /// Between the centres of its cells the map is interpolated bilinearly, and beyond the outermost centres
    /// it stays as it is there. Cells of 0 leave a pale picture; the more a place counts, the brighter and
    /// the denser is the colour on it, from ``HeatColors``. What the map does not cover is darkened.
    ///
    /// - Parameter picture: The picture that the map was made for, upright as it was then, at any size.
    /// - Returns: An image of the picture's size; the same for the same map and picture.
    public func overlay(on picture: Image) -> Image {
        let columns = places(
            pixelCount: picture.width, cellCount: width, start: region.left, end: region.right)
        let rows = places(
            pixelCount: picture.height, cellCount: height, start: region.top, end: region.bottom)
        let source = picture.pixels.span
        var pixels = picture.pixels
        var result = pixels.mutableSpan
        let table = HeatColors.table
        let (levels, colors) = (values.span, table.span)
        let (columnPlaces, rowPlaces) = (columns.span, rows.span)
        for y in rowPlaces.indices {
            let row = rowPlaces[y]
            for x in columnPlaces.indices {
                let position = (y * picture.width + x) * 3
                let color = Self.color(source, at: position)
                let column = columnPlaces[x]
                guard row.isCovered, column.isCovered else {
                    Self.write(color * Self.shade, into: &result, at: position)
                    continue
                }
                let (upper, lower) = (row.first * width, row.second * width)
                let above = Self.mix(
                    levels[upper + column.first], levels[upper + column.second], column.share)
                let below = Self.mix(
                    levels[lower + column.first], levels[lower + column.second], column.share)
                let level = Self.mix(above, below, row.share)
                let opacity = Self.leastOpacity + (Self.largestOpacity - Self.leastOpacity) * level
                let heat = colors[Int(level * Float(colors.count - 1) + 0.5)]
                let pale = Self.paled(color)
                Self.write(pale + (heat - pale) * opacity, into: &result, at: position)
            }
        }
        return Image(width: picture.width, height: picture.height, pixels: pixels)
    }

    /// What is left of the brightness outside the map.
    private static let shade: Float = 0.4
    /// How dense the colour is where the map is 0.
    private static let leastOpacity: Float = 0.15
    /// How dense the colour is where the map is 1.
    private static let largestOpacity: Float = 0.7
    /// How much of a picture's own colours gives way to grey, so that those of the map stand out.
    private static let paleness: Float = 0.6

    /// Where the centre of a pixel lies along one axis of the grid.
    private struct Place {
        /// Whether it lies in the map's region.
        let isCovered: Bool
        /// The cells whose centres it lies between.
        let first: Int
        let second: Int
        /// How far it is from the first centre to the second, `0 ... 1`.
        let share: Float
    }

    private func places(pixelCount: Int, cellCount: Int, start: Double, end: Double) -> [Place] {
        (0..<pixelCount).map { pixel in
            let inPicture = (Double(pixel) + 0.5) / Double(pixelCount)
            let inRegion = (inPicture - start) / (end - start)
            let inCells = min(max(inRegion * Double(cellCount) - 0.5, 0), Double(cellCount - 1))
            let first = Int(inCells)
            return Place(
                isCovered: inRegion >= 0 && inRegion < 1, first: first,
                second: min(first + 1, cellCount - 1), share: Float(inCells - Double(first)))
        }
    }

    @inline(__always)
    private static func mix(_ first: Float, _ second: Float, _ share: Float) -> Float {
        first + (second - first) * share
    }

    @inline(__always)
    private static func color(_ samples: Span<UInt8>, at position: Int) -> SIMD3<Float> {
        SIMD3(Float(samples[position]), Float(samples[position + 1]), Float(samples[position + 2]))
    }

    /// A colour on its way to the grey of its luminance (Rec. 601).
    @inline(__always)
    private static func paled(_ color: SIMD3<Float>) -> SIMD3<Float> {
        let grey = 0.299 * color.x + 0.587 * color.y + 0.114 * color.z
        return color + (SIMD3(repeating: grey) - color) * paleness
    }

    @inline(__always)
    private static func write(_ color: SIMD3<Float>, into samples: inout MutableSpan<UInt8>, at position: Int)
    {
        samples[position] = UInt8(color.x + 0.5)
        samples[position + 1] = UInt8(color.y + 0.5)
        samples[position + 2] = UInt8(color.z + 0.5)
    }
}

extension Image {
    /// The image mirrored left to right.
    public func mirrored() -> Image {
        oriented(.mirrored)
    }

    /// The image turned upright from the way it was stored.
    ///
    /// - Parameter orientation: How the pixels are stored.
    public func oriented(_ orientation: ImageOrientation) -> Image {
        if orientation == .upright { return self }
        let turnedWidth = orientation.swapsAxes ? height : width
        let turnedHeight = orientation.swapsAxes ? width : height
        let walk = SourceWalk(orientation, width: width, height: height)
        var turned = [UInt8](repeating: 0, count: pixels.count)
        let source = pixels.span
        var destination = turned.mutableSpan
        var position = 0
        for row in 0..<turnedHeight {
            var pixel = 3 * (walk.start + row * walk.perRow)
            for _ in 0..<turnedWidth {
                destination[position] = source[pixel]
                destination[position + 1] = source[pixel + 1]
                destination[position + 2] = source[pixel + 2]
                position += 3
                pixel += 3 * walk.perColumn
            }
        }
        return Image(width: turnedWidth, height: turnedHeight, pixels: turned)
    }
}

/// The order in which an orientation visits the stored pixels, in pixels: all eight are steps of constant
/// size.
private struct SourceWalk {
    /// The stored pixel that becomes the top left one.
    let start: Int
    /// The step in the stored pixels for one column of the result.
    let perColumn: Int
    /// The step in the stored pixels for one row of the result.
    let perRow: Int

    init(_ orientation: ImageOrientation, width: Int, height: Int) {
        let topRight = width - 1
        let bottomLeft = width * (height - 1)
        let bottomRight = width * height - 1
        (start, perColumn, perRow) =
            switch orientation {
            case .upright: (0, 1, width)
            case .mirrored: (topRight, -1, width)
            case .halfTurn: (bottomRight, -1, -width)
            case .flipped: (bottomLeft, 1, -width)
            case .transposed: (0, width, 1)
            case .clockwise: (bottomLeft, -width, 1)
            case .transversed: (bottomRight, -width, -1)
            case .counterclockwise: (topRight, width, -1)
            }
    }
}

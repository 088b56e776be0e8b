import CPixelKernels

extension Image {
    /// The image after a projective change: turned, moved, sheared, enlarged, or seen at an angle.
    ///
    /// A new pixel is the mean of the four old ones around the point that its centre shows, weighed by
    /// nearness (bilinear) in steps of 2⁻¹¹ pixels, and rounded; the outermost pixels are continued over their
    /// outer halves. Where the point lies outside of the image, the new pixel has the colour `fill`. The
    /// identity gives the same image, and so, to the bit, do moves by whole pixels and quarter turns of a square.
    /// Nothing is averaged where the change makes the image much smaller: resize instead.
    ///
    /// - Parameters:
    ///   - transform: Which point of this image a point of the result shows.
    ///   - fill: The colour around the image.
    /// - Returns: An image of the same extent.
    public func warped(by transform: PlaneTransform, fill: RGBColor) -> Image {
        if transform.isIdentity { return self }
        return unsafe withPixels { source, result in
            var picture = unsafe imgcls_picture(
                pixels: source, width: width, height: height, fill: (fill.red, fill.green, fill.blue))
            guard let result = unsafe result else { return }
            let lines = SourceLines(transform, width: width, height: height)
            var points = lines == nil ? SourcePoints(count: width) : nil
            for row in 0..<height {
                let output = unsafe result + row * width * 3
                if let lines {
                    let (x, y) = lines.start(row: row)
                    unsafe imgcls_sample_line(&picture, x, y, lines.stepX, lines.stepY, width, output)
                } else {
                    points?.find(transform, row: row)
                    guard let points else { continue }
                    unsafe imgcls_sample_points(&picture, points.x, points.y, width, output)
                }
            }
        }
    }
}

/// One pixel in the kernels' coordinates.
private let onePixel = 0x1p32

/// Affine changes walk over the source with constant steps.
private struct SourceLines {
    let stepX: Int64
    let stepY: Int64
    private let origin: (x: Double, y: Double)
    private let perRow: (x: Double, y: Double)

    /// Fails where the change is not affine, or leads so far away that the kernel's numbers overflow.
    init?(_ transform: PlaneTransform, width: Int, height: Int) {
        guard transform.isAffine else { return nil }
        let corners = [(0, 0), (width, 0), (0, height), (width, height)]
        let places = corners.compactMap { transform.source(x: Double($0.0), y: Double($0.1)) }
        guard places.allSatisfy({ abs($0.x) < 0x1p29 && abs($0.y) < 0x1p29 }) else { return nil }
        guard let first = transform.source(x: 0.5, y: 0.5) else { return nil }
        let elements = transform.elements
        stepX = Int64((elements[0] * onePixel).rounded())
        stepY = Int64((elements[3] * onePixel).rounded())
        origin = first
        perRow = (elements[1], elements[4])
    }

    /// What the centre of the first pixel of a row shows.
    func start(row: Int) -> (Int64, Int64) {
        (
            Int64(((origin.x + Double(row) * perRow.x) * onePixel).rounded()),
            Int64(((origin.y + Double(row) * perRow.y) * onePixel).rounded())
        )
    }
}

/// Projective changes find the point of each pixel by a division.
private struct SourcePoints {
    var x: [Int64]
    var y: [Int64]

    init(count: Int) {
        x = [Int64](repeating: 0, count: count)
        y = x
    }

    /// Finds what the centres of a row's pixels show.
    mutating func find(_ transform: PlaneTransform, row: Int) {
        for column in x.indices {
            guard let point = transform.source(x: Double(column) + 0.5, y: Double(row) + 0.5),
                abs(point.x) < 0x1p29, abs(point.y) < 0x1p29
            else {
                (x[column], y[column]) = (-1, -1)
                continue
            }
            x[column] = Int64((point.x * onePixel).rounded())
            y[column] = Int64((point.y * onePixel).rounded())
        }
    }
}

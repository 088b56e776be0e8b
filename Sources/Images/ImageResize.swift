/// A resize of a picture of known size, which tells what pixels it reads before there are any.
public struct ImageResize: Sendable {
    private enum Method: Sendable {
        /// The pixels of the window as they are.
        case copy(PixelRegion)
        /// The pixels where columns and rows cross.
        case pick(columns: [Int], rows: [Int])
        /// Sums of weighted pixels.
        case combine(columns: ResamplingWeights, rows: ResamplingWeights)
    }

    /// The pixels of the picture that the result depends on.
    public let sourceRegion: PixelRegion
    /// The columns of the picture.
    public let pictureWidth: Int
    /// The rows of the picture.
    public let pictureHeight: Int

    private let method: Method

    /// Settles a resize; see ``Image/resized(toWidth:height:filter:region:cropping:)``.
    ///
    /// - Parameters:
    ///   - pictureWidth: The columns of the picture.
    ///   - pictureHeight: The rows of the picture.
    ///   - width: The columns of the whole result.
    ///   - height: The rows of the whole result.
    ///   - filter: The weights.
    ///   - region: What of the picture the whole result shows; nil for all of it.
    ///   - window: The pixels of the result that are computed; nil for all.
    /// - Precondition: The extents are positive; `region` lies within the picture, `window` within the result.
    public init(
        pictureWidth: Int, pictureHeight: Int, toWidth width: Int, height: Int,
        filter: ResamplingFilter = .bicubic, region: SamplingRegion? = nil,
        cropping window: PixelRegion? = nil
    ) {
        let window = window ?? PixelRegion(x: 0, y: 0, width: width, height: height)
        precondition(
            window.fits(width: width, height: height), "window \(window) is outside \(width)×\(height) pixels"
        )
        let whole = SamplingRegion(PixelRegion(x: 0, y: 0, width: pictureWidth, height: pictureHeight))
        let region = region ?? whole
        precondition(
            region.left >= 0 && region.top >= 0 && region.right <= whole.right
                && region.bottom <= whole.bottom,
            "region \(region) is outside an image of \(pictureWidth)×\(pictureHeight) pixels")
        self.pictureWidth = pictureWidth
        self.pictureHeight = pictureHeight
        if width == pictureWidth && height == pictureHeight && region == whole {
            method = .copy(window)
            sourceRegion = window
            return
        }
        let columns = (span: (region.left, region.right), window: window.x..<window.x + window.width)
        let rows = (span: (region.top, region.bottom), window: window.y..<window.y + window.height)
        if filter == .nearest {
            let columns = Self.nearest(
                sourceCount: pictureWidth, span: columns.span, count: width, columns.window)
            let rows = Self.nearest(sourceCount: pictureHeight, span: rows.span, count: height, rows.window)
            method = .pick(columns: columns, rows: rows)
            sourceRegion = Self.region(columns: Self.extent(of: columns), rows: Self.extent(of: rows))
        } else {
            let columns = ResamplingWeights(
                filter: filter, sourceCount: pictureWidth, span: columns.span, count: width,
                window: columns.window)
            let rows = ResamplingWeights(
                filter: filter, sourceCount: pictureHeight, span: rows.span, count: height,
                window: rows.window)
            method = .combine(columns: columns, rows: rows)
            sourceRegion = Self.region(columns: columns.sourceRange, rows: rows.sourceRange)
        }
    }

    /// The result.
    ///
    /// - Parameter part: Pixels of a picture of the size that is known.
    /// - Precondition: The pixels of ``sourceRegion`` are among them.
    public func callAsFunction(_ part: PicturePart) -> Image {
        precondition(
            part.pictureWidth == pictureWidth && part.pictureHeight == pictureHeight,
            "a part of \(part.pictureWidth)×\(part.pictureHeight) pixels, not of \(pictureWidth)×\(pictureHeight)"
        )
        precondition(part.contains(sourceRegion), "\(part.region) does not hold \(sourceRegion)")
        let (x, y) = (part.region.x, part.region.y)
        switch method {
        case .copy(let window):
            return part.image.cropped(
                to: PixelRegion(
                    x: window.x - x, y: window.y - y, width: window.width, height: window.height))
        case .pick(let columns, let rows):
            return part.image.picked(columns: columns.map { $0 - x }, rows: rows.map { $0 - y })
        case .combine(let columns, let rows):
            let resampler = Resampler(
                image: part.image, columns: columns.shifted(by: -x), rows: rows.shifted(by: -y))
            return Image(
                width: columns.starts.count, height: rows.starts.count, pixels: resampler.resampled())
        }
    }

    private static func region(columns: Range<Int>, rows: Range<Int>) -> PixelRegion {
        PixelRegion(x: columns.lowerBound, y: rows.lowerBound, width: columns.count, height: rows.count)
    }

    private static func extent(of ascending: [Int]) -> Range<Int> {
        (ascending.first ?? 0)..<(ascending.last ?? -1) + 1
    }

    /// For each new pixel of a window, the source pixel that holds its centre.
    private static func nearest(
        sourceCount: Int, span: (start: Double, end: Double), count: Int, _ window: Range<Int>
    ) -> [Int] {
        let scale = (span.end - span.start) / Double(count)
        return window.map { min(Int(span.start + (Double($0) + 0.5) * scale), sourceCount - 1) }
    }
}

extension Image {
    /// The pixels where the given columns and rows cross.
    fileprivate func picked(columns: [Int], rows: [Int]) -> Image {
        var picked = [UInt8](repeating: 0, count: columns.count * rows.count * 3)
        let source = pixels.span
        var destination = picked.mutableSpan
        var position = 0
        for row in rows {
            for column in columns {
                let pixel = (row * width + column) * 3
                destination[position] = source[pixel]
                destination[position + 1] = source[pixel + 1]
                destination[position + 2] = source[pixel + 2]
                position += 3
            }
        }
        return Image(width: columns.count, height: rows.count, pixels: picked)
    }
}

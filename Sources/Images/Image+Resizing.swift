extension Image {
    /// The image, or a region of it, at another size.
    ///
    /// With x the centre of a new pixel in source pixels and s the reduction along an axis (at least 1), a
    /// new sample is `Σ w((i + ½ − x) / s) · sample(i) / Σ w` over the source pixels i within s times the
    /// filter's radius, first along rows, then along columns, rounded to whole grey levels after each. Pixels
    /// beyond the edge of the image do not count; pixels of the image beyond `region` do.
    ///
    /// Complexity: proportional to the source pixels and new pixels of the window, not of the whole result.
    ///
    /// - Parameters:
    ///   - width: The columns of the whole result.
    ///   - height: The rows of the whole result.
    ///   - filter: The weights w.
    ///   - region: What the whole result shows; nil for all of the image.
    ///   - window: The pixels of the result that are computed and returned; nil for all. They are the same
    ///     as those of the whole result cropped afterwards.
    /// - Precondition: `width` and `height` are positive; `region` lies within the image, `window` within the
    ///   result.
    public func resized(
        toWidth width: Int, height: Int, filter: ResamplingFilter = .bicubic, region: SamplingRegion? = nil,
        cropping window: PixelRegion? = nil
    ) -> Image {
        let window = window ?? PixelRegion(x: 0, y: 0, width: width, height: height)
        precondition(
            window.fits(width: width, height: height), "window \(window) is outside \(width)×\(height) pixels"
        )
        let whole = SamplingRegion(left: 0, top: 0, right: Double(self.width), bottom: Double(self.height))
        let region = region ?? whole
        precondition(
            region.left >= 0 && region.top >= 0 && region.right <= whole.right
                && region.bottom <= whole.bottom,
            "region \(region) is outside an image of \(self.width)×\(self.height) pixels")
        if width == self.width && height == self.height && region == whole { return cropped(to: window) }
        let columns = (span: (region.left, region.right), window: window.x..<window.x + window.width)
        let rows = (span: (region.top, region.bottom), window: window.y..<window.y + window.height)
        if filter == .nearest {
            return picked(
                columns: Self.nearest(
                    sourceCount: self.width, span: columns.span, count: width, columns.window),
                rows: Self.nearest(sourceCount: self.height, span: rows.span, count: height, rows.window))
        }
        let resampler = Resampler(
            image: self,
            columns: ResamplingWeights(
                filter: filter, sourceCount: self.width, span: columns.span, count: width,
                window: columns.window),
            rows: ResamplingWeights(
                filter: filter, sourceCount: self.height, span: rows.span, count: height, window: rows.window)
        )
        return Image(width: window.width, height: window.height, pixels: resampler.resampled())
    }

    /// For each new pixel of a window, the source pixel that holds its centre.
    private static func nearest(
        sourceCount: Int, span: (start: Double, end: Double), count: Int, _ window: Range<Int>
    ) -> [Int] {
        let scale = (span.end - span.start) / Double(count)
        return window.map { min(Int(span.start + (Double($0) + 0.5) * scale), sourceCount - 1) }
    }

    /// The pixels where the given columns and rows cross.
    private func picked(columns: [Int], rows: [Int]) -> Image {
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

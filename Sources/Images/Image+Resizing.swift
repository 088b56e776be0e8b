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
        let resize = ImageResize(
            pictureWidth: self.width, pictureHeight: self.height, toWidth: width, height: height,
            filter: filter, region: region, cropping: window)
        return resize(PicturePart(self))
    }
}

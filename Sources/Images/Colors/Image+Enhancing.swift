import CPixelKernels

extension Image {
    /// The factors that the enhancements below take: 0 takes a property away, 1 changes nothing, more
    /// exaggerates it.
    public static let enhancementFactors: ClosedRange<Double> = 0...4

    /// The image with all samples multiplied, rounded and limited; 0 gives black.
    ///
    /// - Precondition: `factor` is in ``enhancementFactors``.
    public func scalingBrightness(by factor: Double) -> Image {
        scalingLevels(by: Self.fixed(factor), offset: 0)
    }

    /// The image with all samples' distances from the mean luminance multiplied, rounded and limited; 0 gives
    /// a single grey.
    ///
    /// - Precondition: `factor` is in ``enhancementFactors``.
    public func scalingContrast(by factor: Double) -> Image {
        let fixed = Self.fixed(factor)
        guard fixed != Self.one else { return self }
        return scalingLevels(
            by: fixed, offset: Int32((Double(Self.one - fixed) * meanLuminance).rounded()))
    }

    /// The image with all samples' distances from the luminance of their pixel multiplied, rounded and
    /// limited; 0 gives a grey picture.
    ///
    /// - Precondition: `factor` is in ``enhancementFactors``.
    public func scalingSaturation(by factor: Double) -> Image {
        let fixed = Self.fixed(factor)
        guard fixed != Self.one else { return self }
        return unsafe withPixels { source, result in
            unsafe imgcls_scale_saturation(source, width * height, fixed, result)
        }
    }

    /// The image with all samples' distances from a smoothed picture multiplied, rounded and limited; 0 gives
    /// the smoothed picture.
    ///
    /// Smoothed is the mean over 3 × 3 pixels in which the middle one counts five times, of 13 altogether. The
    /// outermost pixels stay.
    ///
    /// - Precondition: `factor` is in ``enhancementFactors``.
    public func scalingSharpness(by factor: Double) -> Image {
        let fixed = Self.fixed(factor)
        guard fixed != Self.one else { return self }
        return unsafe withPixels { source, result in
            unsafe imgcls_sharpen(source, width, height, fixed, result)
        }
    }

    /// The image in shades of grey: each pixel's luminance in all three samples.
    public func grayscaled() -> Image { scalingSaturation(by: 0) }

    /// The image with the hue of every pixel turned; its largest and its smallest sample stay as they are.
    ///
    /// Source: hue as the angle around the colour hexagon, Smith, "Color gamut transform pairs", SIGGRAPH 1978.
    ///
    /// - Parameter turns: How far, in full turns of the colour circle; red, green and blue are a third apart.
    /// - Precondition: `turns` is finite.
    public func turningHue(by turns: Double) -> Image {
        precondition(turns.isFinite, "a hue cannot be turned by \(turns)")
        let circle = 6 * Double(Self.one)
        let turn = Int32(((turns - turns.rounded(.down)) * circle).rounded()) % Int32(circle)
        guard turn != 0 else { return self }
        return unsafe withPixels { source, result in
            unsafe imgcls_turn_hue(source, width * height, turn, result)
        }
    }

    /// The mean over the pixels of 0.299 red + 0.587 green + 0.114 blue, each rounded to whole levels; in
    /// levels, `0 ... 255`.
    public var meanLuminance: Double {
        let sum = unsafe pixels.withUnsafeBufferPointer {
            unsafe imgcls_luminance_sum($0.baseAddress, width * height)
        }
        return Double(sum) / Double(width * height)
    }

    /// The kernels' 1: they count in 4096ths.
    private static var one: Int32 { 4096 }

    private static func fixed(_ factor: Double) -> Int32 {
        precondition(
            enhancementFactors.contains(factor), "factor \(factor) is outside \(enhancementFactors)")
        return Int32((factor * Double(one)).rounded())
    }

    private func scalingLevels(by factor: Int32, offset: Int32) -> Image {
        guard factor != Self.one || offset != 0 else { return self }
        return unsafe withPixels { source, result in
            unsafe imgcls_scale_levels(source, pixels.count, factor, offset, result)
        }
    }
}

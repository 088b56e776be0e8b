extension Preprocessing {
    /// What the EfficientNet-Lite networks were trained with: `(x − 127) / 128`, bicubic.
    ///
    /// Source: the networks' release,
    /// <https://github.com/tensorflow/tpu/tree/master/models/official/efficientnet/lite>.
    ///
    /// - Parameters:
    ///   - cropSide: The side of the square that the network sees, in pixels.
    ///   - resizeShortSide: The short side before the crop, in pixels; 32 more than the crop unless stated.
    public static func efficientNetLite(cropSide: Int = 224, resizeShortSide: Int? = nil) -> Preprocessing {
        Preprocessing(
            resizeShortSide: resizeShortSide ?? cropSide + 32, cropWidth: cropSide, cropHeight: cropSide,
            interpolation: .bicubic, mean: [127, 127, 127], standardDeviation: [128, 128, 128])
    }

    /// What torchvision's ImageNet networks were trained with: each channel's mean and standard deviation
    /// over ImageNet (0.485, 0.456, 0.406 and 0.229, 0.224, 0.225 of the full range), bilinear.
    ///
    /// - Parameters:
    ///   - cropSide: The side of the square that the network sees, in pixels.
    ///   - resizeShortSide: The short side before the crop, in pixels.
    ///   - interpolation: How values between pixels are found.
    public static func torchvision(
        cropSide: Int = 224, resizeShortSide: Int = 256, interpolation: ResamplingFilter = .bilinear
    ) -> Preprocessing {
        Preprocessing(
            resizeShortSide: resizeShortSide, cropWidth: cropSide, cropHeight: cropSide,
            interpolation: interpolation, mean: [123.675, 116.28, 103.53],
            standardDeviation: [58.395, 57.12, 57.375])
    }

    /// What networks that begin from nothing see: `(x − 127.5) / 127.5` of the middle of the picture, bilinear.
    ///
    /// - Parameters:
    ///   - width: The columns that the network sees, in pixels.
    ///   - height: The rows.
    ///   - channelCount: 3 for colour, 1 for luminance.
    /// - Precondition: The sides are in `1 ... 8192`, and the channels 1 or 3.
    public static func centered(width: Int, height: Int, channelCount: Int) -> Preprocessing {
        Preprocessing(
            resizeShortSide: max(width, height), cropWidth: width, cropHeight: height,
            interpolation: .bilinear,
            mean: [Float](repeating: 127.5, count: channelCount),
            standardDeviation: [Float](repeating: 127.5, count: channelCount))
    }
}

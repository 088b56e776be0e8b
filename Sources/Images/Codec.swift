import CImageCodecs

/// The one place that calls into C: each function hands over counted memory that outlives the call, and turns
/// the status into an error.
struct Codec {
    /// The format whose library is called.
    let format: ImageFormat

    /// What a header tells.
    struct Header {
        let width: Int
        let height: Int
        /// 3, or 4 where there is alpha (PNG, WebP) or CMYK (JPEG).
        let channelCount: Int
    }

    /// What decoding makes.
    struct Output {
        let width: Int
        /// The rows that are there: all of them unless the file is cut short.
        let rowCount: Int
        /// `rowCount` rows of the header's channels.
        let samples: [UInt8]
        /// The share of the pixels that were in the file.
        let share: Double
        let isCutShort: Bool
    }

    /// The codec for the format that the bytes announce.
    init(formatOf bytes: [UInt8]) throws(ImageError) {
        if bytes.isEmpty { throw .empty }
        guard let format = ImageFormat(detectedIn: bytes) else {
            throw .notAnImage(firstBytes: Array(bytes.prefix(8)))
        }
        guard format.isSupported else { throw .unsupportedFormat(format) }
        self.format = format
    }

    /// What a file says about its picture.
    func info(of bytes: [UInt8], header: Header) -> ImageInfo {
        ImageInfo(
            format: format, width: header.width, height: header.height,
            orientation: ImageOrientation(exifIn: bytes, format: format))
    }

    /// Reads the header; takes no memory that depends on what it says.
    func header(of bytes: [UInt8]) throws(ImageError) -> Header {
        var header = imgcls_header()
        var report = imgcls_report()
        let status = unsafe bytes.withUnsafeBufferPointer { input in
            switch format {
            case .png: unsafe imgcls_png_read_header(input.baseAddress, input.count, &header, &report)
            case .webp: unsafe imgcls_webp_read_header(input.baseAddress, input.count, &header, &report)
            default: unsafe imgcls_jpeg_read_header(input.baseAddress, input.count, &header, &report)
            }
        }
        guard status == IMGCLS_DONE else {
            throw error(status, report, byteCount: bytes.count, scanLimit: 0)
        }
        return Header(
            width: Int(header.width), height: Int(header.height), channelCount: Int(header.channels))
    }

    /// Decodes what the header announces.
    ///
    /// - Parameters:
    ///   - scaleDenominator: 1, 2, 4 or 8; only a JPEG knows others than 1.
    ///   - options: For the limit of scans, and the share of a cut file that must be there.
    func decoded(
        _ bytes: [UInt8], header: Header, scaleDenominator: Int, options: DecodingOptions
    ) throws(ImageError) -> Output {
        let width = (header.width + scaleDenominator - 1) / scaleDenominator
        let height = (header.height + scaleDenominator - 1) / scaleDenominator
        let rowBytes = width * header.channelCount
        let capacity = height * rowBytes
        let scanLimit = options.limits.scanLimit(pixelCount: header.width * header.height)
        var report = imgcls_report()
        var extent = imgcls_extent()
        var status = IMGCLS_DONE
        var isUsable = false
        let samples = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
            status = unsafe bytes.withUnsafeBufferPointer { input in
                switch format {
                case .png:
                    unsafe imgcls_png_decode(
                        input.baseAddress, input.count, output.baseAddress, capacity, &extent, &report)
                case .webp:
                    unsafe imgcls_webp_decode(
                        input.baseAddress, input.count, output.baseAddress, capacity, &extent, &report)
                default:
                    unsafe imgcls_jpeg_decode(
                        input.baseAddress, input.count, Int32(scaleDenominator),
                        Int32(clamping: scanLimit), output.baseAddress, capacity, &extent, &report)
                }
            }
            isUsable =
                status == IMGCLS_DONE
                || status == IMGCLS_TRUNCATED && options.minimumCompleteShare < 1 && extent.row_count > 0
                    && extent.share >= options.minimumCompleteShare
            count = isUsable ? Int(extent.row_count) * rowBytes : 0
        }
        guard isUsable else {
            throw error(status, report, byteCount: bytes.count, scanLimit: scanLimit)
        }
        return Output(
            width: width, rowCount: Int(extent.row_count), samples: samples, share: extent.share,
            isCutShort: status != IMGCLS_DONE)
    }

    /// Decodes a region of the picture that a JPEG's header announces; see `imgcls_jpeg_decode_region`.
    ///
    /// - Parameters:
    ///   - scaleDenominator: 1, 2, 4 or 8.
    ///   - region: In pixels of the reduced picture as stored, within it.
    ///   - limits: For the limit of scans.
    func decodedRegion(
        _ bytes: [UInt8], header: Header, scaleDenominator: Int, region: PixelRegion, limits: DecodingLimits
    ) throws(ImageError) -> [UInt8] {
        let capacity = region.width * region.height * header.channelCount
        let scanLimit = limits.scanLimit(pixelCount: header.width * header.height)
        var report = imgcls_report()
        var status = IMGCLS_DONE
        let samples = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
            status = unsafe bytes.withUnsafeBufferPointer { input in
                unsafe imgcls_jpeg_decode_region(
                    input.baseAddress, input.count, Int32(scaleDenominator), Int32(clamping: scanLimit),
                    imgcls_region(
                        x: UInt32(region.x), y: UInt32(region.y), width: UInt32(region.width),
                        height: UInt32(region.height)), output.baseAddress, capacity, &report)
            }
            count = status == IMGCLS_DONE ? capacity : 0
        }
        guard status == IMGCLS_DONE else {
            throw error(status, report, byteCount: bytes.count, scanLimit: scanLimit)
        }
        return samples
    }

    /// Encodes an image as PNG.
    static func encodedPNG(_ image: Image) throws(ImageError) -> [UInt8] {
        try unsafe encoded(image, as: .png) { pixels, output, report in
            unsafe imgcls_png_encode(pixels, UInt32(image.width), UInt32(image.height), output, report)
        }
    }

    /// Encodes an image as JPEG; `shared` is the extent in pixels of one chroma sample.
    static func encodedJPEG(
        _ image: Image, quality: Int, shared: (width: Int32, height: Int32)
    ) throws(ImageError) -> [UInt8] {
        try unsafe encoded(image, as: .jpeg) { pixels, output, report in
            unsafe imgcls_jpeg_encode(
                pixels, UInt32(image.width), UInt32(image.height), Int32(quality), shared.width,
                shared.height,
                output, report)
        }
    }

    private static func encoded(
        _ image: Image, as format: ImageFormat,
        by encode: (
            UnsafePointer<UInt8>?, UnsafeMutablePointer<imgcls_buffer>, UnsafeMutablePointer<imgcls_report>
        ) -> imgcls_status
    ) throws(ImageError) -> [UInt8] {
        guard image.width <= UInt32.max, image.height <= UInt32.max else {
            throw .cannotEncode(format, message: "\(image.width)×\(image.height) pixels are too many")
        }
        var buffer = unsafe imgcls_buffer()
        defer { unsafe imgcls_buffer_release(&buffer) }
        var report = imgcls_report()
        let status = unsafe image.pixels.withUnsafeBufferPointer { pixels in
            unsafe encode(pixels.baseAddress, &buffer, &report)
        }
        switch status {
        case IMGCLS_DONE: return unsafe Array(UnsafeBufferPointer(start: buffer.bytes, count: buffer.count))
        case IMGCLS_OUT_OF_MEMORY: throw .outOfMemory(format)
        default: throw .cannotEncode(format, message: report.text)
        }
    }

    /// What a status other than success means.
    private func error(
        _ status: imgcls_status, _ report: imgcls_report, byteCount: Int, scanLimit: Int
    ) -> ImageError {
        switch status {
        case IMGCLS_TRUNCATED: .truncated(format, byteCount: byteCount)
        case IMGCLS_UNSUPPORTED: .unsupportedVariant(format, message: report.text)
        case IMGCLS_UNSUPPORTED_PRECISION: .unsupportedPrecision(format, bits: Int(report.precision))
        case IMGCLS_TOO_MANY_SCANS: .tooManyScans(limit: scanLimit)
        case IMGCLS_OUT_OF_MEMORY: .outOfMemory(format)
        default: .corrupt(format, message: report.text)
        }
    }
}

extension imgcls_report {
    /// The message up to its terminating zero.
    fileprivate var text: String {
        unsafe withUnsafeBytes(of: message) { bytes in
            unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}

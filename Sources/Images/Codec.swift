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
        /// 3, or 4 where there is alpha (PNG) or CMYK (JPEG).
        let channelCount: Int
    }

    /// Reads the header; takes no memory that depends on what it says.
    func header(of bytes: [UInt8]) throws(ImageError) -> Header {
        var header = imgcls_header()
        var report = imgcls_report()
        let status = unsafe bytes.withUnsafeBufferPointer { input in
            switch format {
            case .png: unsafe imgcls_png_read_header(input.baseAddress, input.count, &header, &report)
            default: unsafe imgcls_jpeg_read_header(input.baseAddress, input.count, &header, &report)
            }
        }
        try check(status, report, byteCount: bytes.count, scanLimit: 0)
        return Header(
            width: Int(header.width), height: Int(header.height), channelCount: Int(header.channels))
    }

    /// Decodes into `sampleCount` bytes, which must be what the header and the scale make.
    ///
    /// - Parameters:
    ///   - scaleDenominator: 1, 2, 4 or 8; a PNG knows only 1.
    ///   - scanLimit: The largest number of scans of a JPEG.
    func samples(
        of bytes: [UInt8], sampleCount: Int, scaleDenominator: Int, scanLimit: Int
    ) throws(ImageError) -> [UInt8] {
        var report = imgcls_report()
        var status = IMGCLS_DONE
        let samples = unsafe [UInt8](unsafeUninitializedCapacity: sampleCount) { output, count in
            status = unsafe bytes.withUnsafeBufferPointer { input in
                switch format {
                case .png:
                    unsafe imgcls_png_decode(
                        input.baseAddress, input.count, output.baseAddress, sampleCount, &report)
                default:
                    unsafe imgcls_jpeg_decode(
                        input.baseAddress, input.count, Int32(scaleDenominator),
                        Int32(clamping: scanLimit), output.baseAddress, sampleCount, &report)
                }
            }
            count = status == IMGCLS_DONE ? sampleCount : 0
        }
        try check(status, report, byteCount: bytes.count, scanLimit: scanLimit)
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

    private func check(
        _ status: imgcls_status, _ report: imgcls_report, byteCount: Int, scanLimit: Int
    ) throws(ImageError) {
        switch status {
        case IMGCLS_DONE: return
        case IMGCLS_TRUNCATED: throw .truncated(format, byteCount: byteCount)
        case IMGCLS_UNSUPPORTED: throw .unsupportedVariant(format, message: report.text)
        case IMGCLS_UNSUPPORTED_PRECISION:
            throw .unsupportedPrecision(format, bits: Int(report.precision))
        case IMGCLS_TOO_MANY_SCANS: throw .tooManyScans(limit: scanLimit)
        case IMGCLS_OUT_OF_MEMORY: throw .outOfMemory(format)
        default: throw .corrupt(format, message: report.text)
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

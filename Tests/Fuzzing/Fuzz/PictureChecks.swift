import Images

/// What must hold for the bytes of any picture file.
enum PictureChecks {
    /// Small enough that no input takes long.
    static let limits = DecodingLimits(pixelCount: 1 << 18, byteCount: 1 << 20, scanCount: 50)

    /// Decodes whole, with salvage and at a reduced size, and compares.
    static func check(_ bytes: [UInt8]) {
        let whole = decode(bytes, DecodingOptions(limits: limits))
        let salvaged = decode(bytes, DecodingOptions(limits: limits, minimumCompleteShare: 0.5))
        switch (whole, salvaged) {
        case (.success(let picture), .success(let other)):
            Promise.hold(picture == other, "salvage changes a file that is whole")
            Promise.hold(!picture.isCutShort && picture.completeShare == 1, "a whole file counts as cut")
            checkWhole(picture, bytes)
        case (.failure(.truncated), .success(let picture)):
            checkSalvaged(picture)
        case (.failure(let error), .failure(let other)):
            Promise.hold(error == other, "salvage refuses with another reason: \(error), \(other)")
            Promise.refused(error)
            Promise.note(error)
        case (.success, .failure(let error)):
            Promise.hold(false, "salvage refuses a file that is whole: \(error)")
        case (.failure(let error), .success):
            Promise.hold(false, "salvage reads what is not cut short: \(error)")
        }
        checkReduced(bytes, whole)
        for shortSide in [nil, 16] { checkPart(bytes, minimumShortSide: shortSide) }
    }

    /// A part of a picture that can be decoded is there, with the pixels of the whole; of others, it may be.
    private static func checkPart(_ bytes: [UInt8], minimumShortSide: Int?) {
        let options = DecodingOptions(minimumShortSide: minimumShortSide, limits: limits)
        guard let file = try? PictureFile(bytes, options: options), file.hasParts else { return }
        // Another region for other bytes.
        func place(_ share: Int, _ count: Int) -> Int { Int(bytes[bytes.count * share / 8]) % count }
        let (columns, rows) = (1 + place(7, file.width), 1 + place(6, file.height))
        let region = PixelRegion(
            x: place(5, file.width - columns + 1), y: place(4, file.height - rows + 1), width: columns,
            height: rows)
        let part = try? file.part(region)
        guard let whole = try? file.decoded().image else { return }
        Promise.hold(part?.image == whole.cropped(to: region), "\(region) has other pixels than the whole")
        Promise.note("part of \(file.info.orientation)")
    }

    private static func decode(
        _ bytes: [UInt8], _ options: DecodingOptions
    ) -> Result<DecodedImage, ImageError> {
        do throws(ImageError) {
            return .success(try DecodedImage(decoding: bytes, options: options))
        } catch {
            return .failure(error)
        }
    }

    private static func checkWhole(_ picture: DecodedImage, _ bytes: [UInt8]) {
        let (image, info) = (picture.image, picture.info)
        Promise.hold(
            image.width == info.uprightWidth && image.height == info.uprightHeight,
            "\(image.width)×\(image.height) pixels of \(info)")
        Promise.hold(image.pixels.count == image.width * image.height * 3, "the pixels do not fill the size")
        Promise.hold((try? Image.inspect(bytes)) == info, "inspecting finds something else")
        Promise.note("whole \(info.format) turned \(info.orientation)")
        if image.pixels.count < 1 << 14 { checkWriting(image) }
        checkCutting(picture, bytes)
    }

    /// The rows that are kept of a whole file cut somewhere are those of the whole picture.
    private static func checkCutting(_ whole: DecodedImage, _ bytes: [UInt8]) {
        // Turned rows would be columns; where details come later than rows, what is kept is less sharp.
        guard whole.info.orientation == .upright, !hasSeveralPasses(bytes, whole.info.format) else { return }
        let length = bytes.count * (1 + Int(bytes[bytes.count / 2]) % 15) / 16
        let cut = decode(
            Array(bytes[..<length]), DecodingOptions(limits: limits, minimumCompleteShare: 0.01))
        guard case .success(let picture) = cut else { return }
        Promise.hold(
            whole.image.pixels.starts(with: picture.image.pixels),
            "the first \(picture.image.height) rows change when the file is cut to \(length) bytes")
    }

    /// Whether rows may change when more of the file is there: details that come later, and padding inside of
    /// coded data, which libjpeg-turbo 2.1 decodes in one of two ways depending on how many bytes are left.
    private static func hasSeveralPasses(_ bytes: [UInt8], _ format: ImageFormat) -> Bool {
        switch format {
        case .jpeg:
            let pairs = zip(bytes, bytes.dropFirst())
            return pairs.count { $0 == 0xFF && $1 == 0xDA } > 1 || pairs.contains { $0 == 0xFF && $1 == 0xFF }
        case .png: return bytes[28] != 0
        default: return false
        }
    }

    /// What is written reads the same.
    private static func checkWriting(_ image: Image) {
        do {
            Promise.hold(try Image.decode(try image.encodedPNG()) == image, "PNG changes the picture")
            let jpeg = try Image.decode(try image.encodedJPEG())
            Promise.hold(
                jpeg.width == image.width && jpeg.height == image.height, "JPEG changes the picture's size")
        } catch {
            Promise.hold(false, "a picture cannot be written and read: \(error)")
        }
    }

    private static func checkSalvaged(_ picture: DecodedImage) {
        let (image, info) = (picture.image, picture.info)
        Promise.hold(picture.isCutShort, "a cut file counts as whole")
        Promise.hold((0.5...1).contains(picture.completeShare), "a share of \(picture.completeShare)")
        let swaps = info.orientation.swapsAxes
        let (columns, rows) = swaps ? (image.height, image.width) : (image.width, image.height)
        Promise.hold(
            columns == info.width && rows <= info.height && 2 * rows >= info.height,
            "\(columns)×\(rows) pixels of \(info)")
        Promise.note("salvaged \(info.format) turned \(info.orientation)")
    }

    /// A reduced size is a refusal or a picture of at least the wanted size, whatever the full size gave.
    private static func checkReduced(_ bytes: [UInt8], _ whole: Result<DecodedImage, ImageError>) {
        let wanted = 16
        let reduced = decode(bytes, DecodingOptions(minimumShortSide: wanted, limits: limits))
        guard case .success(let picture) = whole else { return }
        guard case .success(let other) = reduced else {
            return Promise.hold(false, "only the full size is read")
        }
        let shortSide = min(picture.image.width, picture.image.height)
        Promise.hold(other.info == picture.info, "the reduced size comes from another file")
        Promise.hold(
            min(other.image.width, other.image.height) >= min(shortSide, wanted),
            "\(other.image.width)×\(other.image.height) pixels where \(wanted) were wanted")
    }
}

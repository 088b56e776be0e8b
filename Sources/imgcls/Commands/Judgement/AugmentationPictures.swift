internal import Augmentation
internal import Datasets
internal import Images
internal import Models
internal import Reports
internal import Tensors

/// Training photos beside samples of what an augmentation makes of them, small enough for a report.
///
/// Photos that cannot be read any more are passed over: a report is no place to fail.
struct AugmentationPictures {
    private let preprocessing: Preprocessing
    private let reader: ImageReader

    /// Photos that are shown.
    private static let photoCount = 4
    /// Variants beside each photo.
    private static let variantCount = 6

    init(_ model: Model, reading: ReadingOptions) {
        preprocessing = model.preprocessing
        reader = ImageReader(options: model.preprocessing.decodingOptions(reading))
    }

    /// A sheet of a policy, `nil` for one that changes nothing; without pictures where no photo can be read.
    ///
    /// - Parameters:
    ///   - policy: The augmentation in its text form.
    ///   - samples: The training photos; the same ones give the same pictures.
    func sheet(policy text: String, of samples: [Sample]) -> AugmentationSheet? {
        guard let policy = try? AugmentationPolicy(parsing: text) else {
            return AugmentationSheet(policy: text)
        }
        guard !policy.isEmpty else { return nil }
        let rows = Self.encoded(rows(of: samples, policy))
        return AugmentationSheet(
            policy: text, rows: rows,
            omission: policy.mixer == nil
                ? nil : "Pictures that are mixed of several ones are not among the samples.")
    }

    /// One photo from each of as many stretches of the list, which is in the order of the classes.
    private func rows(of samples: [Sample], _ policy: AugmentationPolicy) -> [ContactSheet.Row] {
        let count = min(Self.photoCount, samples.count)
        var generator = SeededGenerator(seed: 0)
        return (0..<count).compactMap { row in
            let stretch = row * samples.count / count..<(row + 1) * samples.count / count
            let tries = stretch.shuffled(using: &generator).prefix(10)
            for index in tries {
                guard let image = try? reader.image(atPath: samples[index].path).image else { continue }
                let full = ContactSheet.row(
                    caption: samples[index].relativePath, image: image, policy: policy,
                    preprocessing: preprocessing, variantCount: Self.variantCount, seed: 0,
                    sample: UInt64(index))
                return ContactSheet.Row(caption: full.caption, pictures: full.pictures.map(Self.scaled))
            }
            return nil
        }
    }

    /// The picture at the size of the sheet; small ones keep their pixels as squares.
    private static func scaled(_ image: Image) -> Image {
        let longer = max(image.width, image.height)
        let scale = Double(PictureBudget.variantSide) / Double(longer)
        return image.resized(
            toWidth: max(1, Int((Double(image.width) * scale).rounded())),
            height: max(1, Int((Double(image.height) * scale).rounded())),
            filter: longer < PictureBudget.variantSide ? .nearest : .bicubic)
    }

    /// The pictures in the best quality in which all of them are within the budget; none where there is none.
    private static func encoded(_ rows: [ContactSheet.Row]) -> [AugmentationSheet.Row] {
        for quality in stride(from: PictureBudget.quality, to: 0, by: -15) {
            let encoded = rows.map { row in
                AugmentationSheet.Row(
                    name: row.caption, pictures: row.pictures.compactMap { picture($0, quality: quality) })
            }
            let byteCount = encoded.flatMap(\.pictures).reduce(0) { $0 + $1.bytes.count }
            if byteCount <= PictureBudget.variantByteCount { return encoded }
        }
        return []
    }

    private static func picture(_ image: Image, quality: Int) -> ReportPicture? {
        guard let bytes = try? image.encodedJPEG(quality: quality) else { return nil }
        return ReportPicture(bytes: bytes, format: .jpeg, width: image.width, height: image.height)
    }
}

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

    /// Rows of the sheet, one a photo.
    private static let photoCount = 4
    /// Variants beside each photo.
    private static let variantCount = 6
    /// The longer side of a picture, in pixels.
    private static let side = 128
    /// Bytes of the file at most; as text in a page these are 149,336 letters.
    static let byteLimit = 112_000

    init(_ model: Model, reading: ReadingOptions) {
        preprocessing = model.preprocessing
        reader = ImageReader(options: model.preprocessing.decodingOptions(reading))
    }

    /// A sheet of a policy; without a picture where no photo can be read, or nothing is drawn.
    ///
    /// - Parameters:
    ///   - policy: The augmentation in its text form.
    ///   - samples: The training photos; the same ones give the same picture.
    func sheet(policy text: String, of samples: [Sample]) -> AugmentationSheet {
        guard let policy = try? AugmentationPolicy(parsing: text), !policy.isEmpty else {
            return AugmentationSheet(policy: text)
        }
        let rows = rows(of: samples, policy)
        guard !rows.isEmpty else { return AugmentationSheet(policy: text) }
        return AugmentationSheet(
            policy: text, picture: Self.picture(ContactSheet(title: text, rows: rows).image()),
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
        let scale = Double(side) / Double(longer)
        return image.resized(
            toWidth: max(1, Int((Double(image.width) * scale).rounded())),
            height: max(1, Int((Double(image.height) * scale).rounded())),
            filter: longer < side ? .nearest : .bicubic)
    }

    /// The best picture that is within the limit; photos without any smooth place may have none.
    private static func picture(_ sheet: Image) -> ReportPicture? {
        for quality in stride(from: PictureBudget.quality, to: 0, by: -15) {
            guard let bytes = try? sheet.encodedJPEG(quality: quality), bytes.count <= byteLimit else {
                continue
            }
            return ReportPicture(bytes: bytes, format: .jpeg, width: sheet.width, height: sheet.height)
        }
        return nil
    }
}

internal import Datasets
internal import Images
internal import Models
internal import Reports

/// Pictures as reports show them: small, and where wanted with a heat map.
///
/// Pictures that cannot be read any more are left out: a report is no place to fail.
struct ReportPictures {
    private let reader: ImageReader
    private let session: Explainer.Session?

    /// - Parameter explains: Whether there are heat maps; networks without feature maps have none.
    init(_ model: Model, reading: ReadingOptions, explains: Bool) {
        reader = ImageReader(options: model.preprocessing.decodingOptions(reading))
        session = explains ? (try? Explainer(model))?.makeSessionOrNil() : nil
    }

    /// A small picture of a file.
    func thumbnail(of path: String) -> ReportPicture? {
        image(path).flatMap { Self.picture($0, side: PictureBudget.thumbnailSide) }
    }

    /// A file's picture, and what in it speaks for an answer.
    func example(of path: String, output: Int) -> (picture: ReportPicture?, heatMap: ReportPicture?) {
        guard let image = image(path) else { return (nil, nil) }
        let side = PictureBudget.exampleSide
        let map = session.flatMap { try? $0.heatMap(of: image, output: output) }
        return (
            Self.picture(image, side: side),
            map.flatMap { Self.picture($0.overlay(on: Self.fitted(image, side: side)), side: side) }
        )
    }

    private func image(_ path: String) -> Image? { try? reader.image(atPath: path).image }

    /// The picture with its longer side at most so long.
    private static func fitted(_ image: Image, side: Int) -> Image {
        let longer = max(image.width, image.height)
        guard longer > side else { return image }
        let scale = Double(side) / Double(longer)
        return image.resized(
            toWidth: max(1, Int((Double(image.width) * scale).rounded())),
            height: max(1, Int((Double(image.height) * scale).rounded())), filter: .bicubic)
    }

    private static func picture(_ image: Image, side: Int) -> ReportPicture? {
        let small = fitted(image, side: side)
        guard let bytes = try? small.encodedJPEG(quality: PictureBudget.quality) else { return nil }
        return ReportPicture(bytes: bytes, format: .jpeg, width: small.width, height: small.height)
    }
}

extension Explainer {
    fileprivate func makeSessionOrNil() -> Session? { try? makeSession() }
}

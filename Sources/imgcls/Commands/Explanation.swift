internal import Datasets
internal import ImageClassifier
internal import Images
internal import Models

/// What `classify --explain` draws: the picture with what in it speaks for the answer.
struct Explanation {
    private let path: String
    private let imagePath: String
    private let explainer: Explainer

    /// Prepares a drawing, so that what cannot be drawn is said before anything is classified.
    ///
    /// - Parameters:
    ///   - path: Where to write it.
    ///   - imagePath: The image.
    ///   - model: The model whose answer is explained, with the path of its file.
    /// - Throws: `CommandError` for a folder or a path that cannot be written; `ImageClassifierError` for a network
    ///   without feature maps.
    @inline(never)  // Swift 6.3.1 crashes when it optimises typed throws into an asynchronous caller.
    init(_ path: String, of imagePath: String, by model: (Model, path: String)) throws {
        guard PathKind.isFolder(imagePath) != true else {
            throw CommandError(.wrongUsage, "--explain is for one image, and \(imagePath) is a folder")
        }
        try OutputFile.check(path)
        self.path = path
        self.imagePath = imagePath
        do throws(ModelError) {
            explainer = try Explainer(model.0)
        } catch {
            throw ImageClassifierError.model(path: model.path, error)
        }
    }

    /// Writes the picture with the heat map of the model's first answer, as PNG.
    ///
    /// - Throws: `ImageClassifierError`, `CommandError`.
    @inline(never)  // As above.
    func write(by classifier: ImageClassifier) throws {
        let model = explainer.model
        let image: Image
        do throws(ImageReadError) {
            image = try ImageReader(options: model.preprocessing.decodingOptions(classifier.reading))
                .image(atPath: imagePath).image
        } catch {
            throw ImageClassifierError.image(path: imagePath, error)
        }
        let picture: [UInt8]
        do {
            let map = try explainer.heatMap(of: image, output: try output(of: image, classifier))
            picture = try map.overlay(on: image).encodedPNG()
        } catch let error as ModelError {
            throw CommandError(.badData, "\(imagePath): \(error)")
        } catch {
            throw CommandError(.badData, "\(path): \(error)")
        }
        try TextFile.write(picture, to: path)
    }

    /// The class or label that the model names first; the first of its values.
    private func output(of image: Image, _ classifier: ImageClassifier) throws -> Int {
        guard case .predictions(let predictions, _) = try classifier.answer(image, top: 1),
            let label = predictions.first?.label
        else { return 0 }
        return classifier.model.classNames.firstIndex(of: label) ?? 0
    }
}

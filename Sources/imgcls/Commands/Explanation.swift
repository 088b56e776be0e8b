internal import Datasets
internal import ImageClassifier
internal import Images
internal import Models

/// What `classify --explain` draws: the picture with what in it speaks for the answer.
enum Explanation {
    /// Writes the picture with the heat map of the model's first answer, as PNG.
    ///
    /// - Throws: `ImageClassifierError`, `CommandError`.
    @inline(never)  // Swift 6.3.1 crashes when it optimises typed throws into an asynchronous caller.
    static func write(_ path: String, of imagePath: String, by classifier: ImageClassifier) throws {
        let model = classifier.model
        let image: Image
        do throws(ImageReadError) {
            image = try ImageReader(options: model.preprocessing.decodingOptions(classifier.reading))
                .image(atPath: imagePath).image
        } catch {
            throw ImageClassifierError.image(path: imagePath, error)
        }
        let picture: [UInt8]
        do {
            let map = try Explainer(model).heatMap(of: image, output: try output(of: image, classifier))
            picture = try map.overlay(on: image).encodedPNG()
        } catch let error as ModelError {
            throw CommandError(.badData, "\(imagePath): \(error)")
        } catch {
            throw CommandError(.badData, "\(path): \(error)")
        }
        try TextFile.write(picture, to: path)
    }

    /// The class or label that the model names first; the first of its values.
    private static func output(of image: Image, _ classifier: ImageClassifier) throws -> Int {
        guard case .predictions(let predictions, _) = try classifier.answer(image, top: 1),
            let label = predictions.first?.label
        else { return 0 }
        return classifier.model.classNames.firstIndex(of: label) ?? 0
    }
}

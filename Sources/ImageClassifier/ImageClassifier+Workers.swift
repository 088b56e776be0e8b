internal import Datasets
internal import Execution
internal import Images
internal import Models

extension ImageClassifier {
    /// Classifies files by all cores and hands each image's probabilities to `transform`.
    func onEveryCore<Answer: Sendable>(
        _ paths: [String], workerCount: Int, completed: (@Sendable (Int) -> Void)?,
        _ transform: @escaping @Sendable ([Double]) -> Answer
    ) async throws -> [Result<Answer, ImageReadError>] {
        // The network is compiled while the first images are read.
        async let preparation: Void = classifier.prepare()
        let results = try await WorkerPool.map(
            count: paths.count, workerCount: workerCount, makeState: { nil as Classifier.Session? },
            completed: completed
        ) { session, index -> Result<Answer, ImageReadError> in
            let image: Image
            do throws(ImageReadError) {
                image = try decode(fileAt: paths[index])
            } catch {
                return .failure(error)
            }
            let ready = try session ?? classifier.makeSession()
            session = ready
            return .success(transform(try ready.answers(of: image)))
        }
        try await preparation
        return results
    }

    /// The classes of one file, most probable first.
    func predictions(
        ofFileAt path: String, with session: Classifier.Session, top count: Int?
    ) throws -> [Prediction] {
        ranked(try session.answers(of: try decode(fileAt: path)), top: count)
    }

    private func decode(fileAt path: String) throws(ImageReadError) -> Image {
        try ImageReader(options: model.preprocessing.decodingOptions(reading)).image(atPath: path).image
    }

    /// Sorts by probability; equal ones keep the order of the classes.
    func ranked(_ probabilities: [Double], top count: Int?) -> [Prediction] {
        let order = probabilities.indices.sorted {
            (probabilities[$1], $0) < (probabilities[$0], $1)
        }
        return order.prefix(count ?? order.count).map {
            Prediction(label: model.classNames[$0], probability: probabilities[$0])
        }
    }
}

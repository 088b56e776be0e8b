internal import Datasets
internal import Execution
internal import Images
internal import Models
internal import Tensors
internal import Transfer

extension ImageClassifier {
    /// Runs the model on files by all cores and hands what it says to `transform`.
    func onEveryCore<Outcome: Sendable>(
        _ paths: [String], workerCount: Int, completed: (@Sendable (Int) -> Void)?,
        _ transform: @escaping @Sendable (Classifier.Response) -> Outcome
    ) async throws -> [Result<Outcome, ImageReadError>] {
        // The network is compiled while the first images are read.
        async let preparation: Void = classifier.prepare()
        let results = try await WorkerPool.map(
            count: paths.count, workerCount: workerCount, makeState: { nil as Classifier.Session? },
            completed: completed
        ) { session, index -> Result<Outcome, ImageReadError> in
            let image: Image
            do throws(ImageReadError) {
                image = try decode(fileAt: paths[index])
            } catch {
                return .failure(error)
            }
            let ready = try session ?? classifier.makeSession()
            session = ready
            return .success(transform(try response(for: image, ready)))
        }
        try await preparation
        return results
    }

    /// What the model says about samples, from cached features where there are any.
    func responses(
        to samples: [Sample], workerCount: Int, completed: (@Sendable (Int) -> Void)?
    ) async throws -> [Result<Classifier.Response, ImageReadError>] {
        guard let featureCache, !averagesMirrorImages,
            case let extractor = try FeatureExtractor(model),
            extractor.featureCount <= Self.widestCachedFeatures
        else {
            return try await onEveryCore(
                samples.map(\.path), workerCount: workerCount, completed: completed
            ) { $0 }
        }
        defer { featureCache.trim() }
        let pipeline = FeaturePipeline(
            extractor: extractor, cache: featureCache, reading: reading,
            workerCount: workerCount)
        var results: [Result<Classifier.Response, ImageReadError>] = []
        // In parts, so that not all features are in memory at once.
        for start in stride(from: 0, to: samples.count, by: Self.cachedPartSize) {
            let part = Array(samples[start..<min(start + Self.cachedPartSize, samples.count)])
            let table = try await pipeline.features(of: part, views: [.plain]) {
                completed?(start + $0.completed)
            }
            results += try responses(to: table, sampleCount: part.count)
        }
        return results
    }

    /// The most features that are worth their room in a cache.
    private static let widestCachedFeatures = 8192
    /// The number of images whose features are in memory together.
    private static let cachedPartSize = 2048

    private func responses(
        to table: FeatureTable, sampleCount: Int
    ) throws(ModelError) -> [Result<Classifier.Response, ImageReadError>] {
        var results = [Result<Classifier.Response, ImageReadError>?](repeating: nil, count: sampleCount)
        for (row, position) in table.samplePositions.enumerated() {
            results[position] = .success(
                try classifier.response(toFeatures: table.features.row(row).values))
        }
        for (position, failure) in table.failedPositions { results[position] = .failure(failure.reason) }
        return results.compactMap(\.self)
    }

    /// What the model says about one file.
    func answer(
        ofFileAt path: String, with session: Classifier.Session, top count: Int?
    ) throws -> Answer {
        answer(try response(for: try decode(fileAt: path), session), top: count)
    }

    /// What the model says about an image, or the mean of that and of what it says about the mirror image.
    func response(for image: Image, _ session: Classifier.Session) throws(ModelError) -> Classifier.Response {
        let plain = try session.response(of: image)
        guard averagesMirrorImages else { return plain }
        return plain.averaged(with: try session.response(of: image.mirrored()))
    }

    private func decode(fileAt path: String) throws(ImageReadError) -> Image {
        try ImageReader(options: model.preprocessing.decodingOptions(reading)).image(atPath: path).image
    }

    /// Gives the model's numbers their names.
    ///
    /// - Parameter count: How many classes or labels to name.
    func answer(_ response: Classifier.Response, top count: Int?) -> Answer {
        let numbers = response.answers
        return switch model.task {
        case .multiclass, .binary:
            .predictions(
                ranked(numbers, thresholds: nil, top: count),
                recognition: recognitionRule.recognition(
                    probability: numbers.max() ?? 0, distance: response.distance))
        case .multilabel(let thresholds):
            .predictions(ranked(numbers, thresholds: thresholds, top: count))
        case .regression:
            .values(zip(model.classNames, numbers).map { PredictedValue(name: $0, value: $1) })
        }
    }

    /// Sorts by probability; equal ones keep the order of the classes.
    private func ranked(_ probabilities: [Double], thresholds: [Float]?, top count: Int?) -> [Prediction] {
        let order = probabilities.indices.sorted {
            (probabilities[$1], $0) < (probabilities[$0], $1)
        }
        let predictions = order.map { index in
            Prediction(
                label: model.classNames[index], probability: probabilities[index],
                isPresent: thresholds.map { probabilities[index] >= Double($0[index]) })
        }
        // A label that is present is never left out.
        return predictions.enumerated().filter { rank, prediction in
            rank < count ?? predictions.count || prediction.isPresent == true
        }.map(\.element)
    }
}

public import Datasets
internal import FoundationEssentials
internal import Glibc
public import Images
public import Metrics
public import Models
public import Transfer
internal import WeightFiles

/// The front door: train from a folder, load a file, classify an image.
///
/// ```swift
/// let trained = try await ImageClassifier.train(onFolder: "photos")
/// try trained.classifier.save(toFile: "model.safetensors")
/// let answers = try ImageClassifier(contentsOfFile: "model.safetensors").classify(imageAtPath: "photo.jpg")
/// ```
public struct ImageClassifier: Sendable {
    /// The version of imgcls, which training records carry.
    public static let version = "0.1.0"

    /// The model behind.
    public let model: Model

    /// What is accepted when image files are read: limits, and files that were cut short.
    public var reading = ReadingOptions()

    /// Whether answers are the mean of those for an image and for its mirror image (test-time augmentation), which takes
    /// twice as long.
    public var averagesMirrorImages = false

    /// Where the features of images that are evaluated are kept between runs; nil keeps none. Answers are the same to the
    /// bit.
    public var featureCache: FeatureCache?

    /// When an image of none of the classes is said to be unknown.
    public var recognitionRule = RecognitionRule()

    let classifier: Classifier

    /// Takes a model; its network is compiled when the first image needs it.
    public init(_ model: Model) {
        self.model = model
        classifier = Classifier(model)
    }

    /// Loads a model file.
    ///
    /// - Throws: `ImageClassifierError.modelNotFound` or `.model` with the path.
    public init(contentsOfFile path: String) throws(ImageClassifierError) {
        guard unsafe access(path, F_OK) == 0 else { throw .modelNotFound(path: path) }
        do {
            self.init(try Model(contentsOfFile: path))
        } catch {
            throw .model(path: path, error)
        }
    }

    /// The classifier for ImageNet's 1000 classes that comes with imgcls.
    ///
    /// - Parameter folder: Where the pretrained models are; nil searches near the running program.
    /// - Throws: `ImageClassifierError`.
    public static func pretrained(
        _ pretrained: Pretrained = .efficientNetLite0, in folder: String? = nil
    ) throws(ImageClassifierError) -> ImageClassifier {
        try ImageClassifier(contentsOfFile: try pretrained.path(in: folder))
    }

    /// Writes the model file; a file that was there is replaced in one step, or stays as it is.
    ///
    /// - Throws: `ImageClassifierError.output` or `.model` with the path.
    public func save(toFile path: String) throws(ImageClassifierError) {
        let bytes: Data
        do {
            bytes = try model.serialized()
        } catch {
            throw .model(path: path, error)
        }
        do {
            try AtomicFile.write(bytes, toPath: path)
        } catch {
            throw .output(path: path, error)
        }
    }

    // MARK: Classifying

    /// What the model says about an image file: classes or labels, most probable first, or values.
    ///
    /// - Parameter count: How many classes or labels to return; nil for all.
    /// - Throws: `ImageClassifierError.image` with the path, or `.model` where the network cannot run.
    public func answer(imageAtPath path: String, top count: Int? = nil) throws(ImageClassifierError) -> Answer
    {
        do {
            return try answer(ofFileAt: path, with: try classifier.makeSession(), top: count)
        } catch let error as ImageReadError {
            throw .image(path: path, error)
        } catch let error as ModelError {
            throw .model(path: path, error)
        } catch {
            preconditionFailure("\(error) is no error of a prediction")
        }
    }

    /// What the model says about a decoded image.
    ///
    /// - Throws: `ModelError.execution` where the network cannot run.
    public func answer(_ image: Image, top count: Int? = nil) throws(ModelError) -> Answer {
        answer(try response(for: image, try classifier.makeSession()), top: count)
    }

    /// What the model says about many image files, by all cores.
    ///
    /// - Returns: One result a path, in their order; an unreadable image fails alone.
    /// - Throws: `ModelError.execution` where the network cannot run, or `CancellationError`.
    public func answers(
        imagesAtPaths paths: [String], top count: Int? = nil, workerCount: Int,
        completed: (@Sendable (Int) -> Void)? = nil
    ) async throws -> [Result<Answer, ImageReadError>] {
        try await onEveryCore(paths, workerCount: workerCount, completed: completed) { response in
            answer(response, top: count)
        }
    }

    /// The classes or labels of an image file, most probable first.
    ///
    /// - Parameter count: How many to return; nil for all.
    /// - Throws: `ImageClassifierError.givesValues` for a regression, or what `answer(imageAtPath:top:)` throws.
    public func classify(
        imageAtPath path: String, top count: Int? = nil
    ) throws(ImageClassifierError) -> [Prediction] {
        guard case .predictions(let predictions, _) = try answer(imageAtPath: path, top: count) else {
            throw .givesValues
        }
        return predictions
    }

    /// The classes or labels of a decoded image, most probable first.
    ///
    /// - Throws: `ImageClassifierError.givesValues` for a regression, or `ModelError.execution`.
    public func classify(_ image: Image, top count: Int? = nil) throws -> [Prediction] {
        guard case .predictions(let predictions, _) = try answer(image, top: count) else {
            throw ImageClassifierError.givesValues
        }
        return predictions
    }

    // MARK: Evaluating

    /// How a model does on labelled images.
    public struct Evaluation: Sendable {
        /// The scores.
        public let report: ModelReport
        /// The images that were scored.
        public let samples: [Sample]
        /// What the model said about each: one number for each of its names, as `Classifier.Session.answers(of:)`.
        public let answers: [[Double]]
        /// How many of them `classify` answers unknown by distance; they count with their nearest class. Nil where the model
        /// has no detector.
        public let unknownCount: Int?
        /// The images that could not be read, and did not count.
        public let failures: [SampleFailure]
    }

    /// Runs the model on labelled images and scores the answers.
    ///
    /// - Parameter samples: Images labelled as the model's task wants it, whose class indices are positions in the
    ///   model's class names.
    /// - Throws: `ImageClassifierError.nothingToEvaluate`, `ModelError.execution` or `CancellationError`.
    public func evaluate(
        _ samples: [Sample], in folder: String, workerCount: Int, completed: (@Sendable (Int) -> Void)? = nil
    ) async throws -> Evaluation {
        let results = try await responses(to: samples, workerCount: workerCount, completed: completed)
        var rows: [[Double]] = []
        var unknownCount = model.unknownDetector == nil ? nil : 0
        var scored: [Sample] = []
        var failures: [SampleFailure] = []
        for (sample, result) in zip(samples, results) {
            switch result {
            case .success(let response):
                rows.append(response.answers)
                if let distance = response.distance, distance > 1 { unknownCount = (unknownCount ?? 0) + 1 }
                scored.append(sample)
            case .failure(let error):
                failures.append(SampleFailure(sample: sample, reason: error))
            }
        }
        guard !rows.isEmpty else { throw ImageClassifierError.nothingToEvaluate(path: folder) }
        let report = try ModelReport(
            answers: rows, of: scored, task: model.task, names: model.classNames)
        return Evaluation(
            report: report, samples: scored, answers: rows, unknownCount: unknownCount, failures: failures)
    }
}

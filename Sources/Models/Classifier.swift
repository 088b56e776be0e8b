internal import Execution
public import Images
internal import Networks
internal import Tensors

/// A model ready for prediction. Shared by any number of tasks; each makes its own session, and the first one
/// compiles the network.
public struct Classifier: Sendable {
    /// The model that answers.
    public let model: Model

    /// Computes features, which the output layer reads.
    private let plan: LazyInferencePlan
    private let layer: Result<OutputLayer, ModelError>

    /// Prepares a model.
    public init(_ model: Model) {
        self.model = model
        // A model's network ends in a linear layer; one that did not would be refused when it is to answer.
        layer = Result { () throws(ModelError) in try OutputLayer(of: model) }
        plan = LazyInferencePlan(
            (try? model.featureExtractor()) ?? model.network, parameters: model.parameters)
    }

    /// Compiles the network now, for example while the first image is being read.
    ///
    /// - Throws: `ModelError.execution` where a kernel is missing.
    public func prepare() throws(ModelError) {
        do {
            _ = try plan.compiled()
        } catch {
            throw .execution(error)
        }
    }

    /// Makes a session of its own for one task.
    ///
    /// - Throws: `ModelError.execution` where a kernel is missing.
    public func makeSession() throws(ModelError) -> Session {
        do {
            return Session(classifier: self, session: try plan.compiled().makeSession())
        } catch {
            throw .execution(error)
        }
    }

    // MARK: From features

    /// What a model says about one picture.
    public struct Response: Hashable, Sendable {
        /// One number for each name: the probabilities of classes or labels, or the values of a regression. Those of a
        /// multiclass or binary model add up to 1.
        public let answers: [Double]
        /// How far the picture is from the nearest class, where more than 1 is unknown; nil without a detector.
        public let distance: Double?

        /// The mean of this and of another response.
        package func averaged(with other: Response) -> Response {
            let distances = [distance, other.distance].compactMap(\.self)
            return Response(
                answers: zip(answers, other.answers).map { ($0 + $1) / 2 },
                distance: distances.count == 2 ? (distances[0] + distances[1]) / 2 : nil)
        }
    }

    /// What the model says about a picture, from its features alone.
    ///
    /// - Parameter features: What the frozen part of the model gives for the picture, D numbers.
    /// - Throws: `ModelError.execution` when a kernel fails, `.outputNotFinite` for damaged weights.
    /// - Precondition: There are D features.
    public func response(toFeatures features: [Float]) throws(ModelError) -> Response {
        let answers = model.answers(logits: try logits(forFeatures: features))
        let distance = model.unknownDetector?.distance(of: features)
        guard answers.allSatisfy(\.isFinite), distance?.isFinite ?? true else { throw .outputNotFinite }
        return Response(answers: answers, distance: distance)
    }

    private func logits(forFeatures features: [Float]) throws(ModelError) -> [Float] {
        try layer.get().outputs(of: features)
    }

    /// One task's way of classifying images, one after the other.
    public final class Session {
        private let classifier: Classifier
        private let session: InferenceSession

        init(classifier: Classifier, session: InferenceSession) {
            self.classifier = classifier
            self.session = session
        }

        /// The network's outputs for a picture as it was decoded, K numbers.
        ///
        /// - Throws: `ModelError.execution` when a kernel fails.
        public func logits(of image: Image) throws(ModelError) -> [Float] {
            try logits(ofPrepared: classifier.model.preprocessing.prepared(image))
        }

        /// The network's outputs for pixels behind resizing and cropping, K numbers.
        ///
        /// - Throws: `ModelError.execution` when a kernel fails.
        /// - Precondition: The pixels have the size of the network's input.
        public func logits(ofPrepared pixels: Image) throws(ModelError) -> [Float] {
            try classifier.logits(forFeatures: try features(ofPrepared: pixels))
        }

        /// What the model says about a picture as it was decoded.
        ///
        /// - Throws: `ModelError.execution` when a kernel fails, `.outputNotFinite` for damaged weights.
        public func response(of image: Image) throws(ModelError) -> Response {
            let pixels = classifier.model.preprocessing.prepared(image)
            return try classifier.response(toFeatures: try features(ofPrepared: pixels))
        }

        /// The answers of `response(of:)`.
        ///
        /// - Throws: `ModelError.execution` when a kernel fails, `.outputNotFinite` for damaged weights.
        public func answers(of image: Image) throws(ModelError) -> [Double] {
            try response(of: image).answers
        }

        private func features(ofPrepared pixels: Image) throws(ModelError) -> [Float] {
            session.withInput { classifier.model.preprocessing.normalize(pixels, into: &$0) }
            do {
                try session.run()
            } catch {
                throw .execution(error)
            }
            return session.output().values
        }
    }
}

/// The function that turns logits into probabilities.
public enum Softmax {
    /// `exp(zᵢ / T) / Σ exp(zⱼ / T)` in double precision, the largest logit subtracted first.
    ///
    /// - Precondition: There is at least one logit, and the temperature is positive.
    public static func probabilities(_ logits: [Float], temperature: Double) -> [Double] {
        let scaled = logits.map { Double($0) / temperature }
        guard let largest = scaled.max() else { preconditionFailure("softmax of no logits") }
        let exponentials = scaled.map { Exponential.of($0 - largest) }
        let sum = exponentials.reduce(0, +)
        return exponentials.map { $0 / sum }
    }
}

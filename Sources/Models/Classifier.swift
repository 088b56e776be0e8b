internal import Execution
public import Images
internal import Networks
internal import Tensors

/// A model ready for prediction. Shared by any number of tasks; each makes its own session, and the first one
/// compiles the network.
public struct Classifier: Sendable {
    /// The model that answers.
    public let model: Model

    private let plan: LazyInferencePlan
    /// The node whose value the detector of unknown images reads; nil where there is none.
    private let featureNode: String?

    /// Prepares a model.
    public init(_ model: Model) {
        self.model = model
        featureNode = model.unknownDetector.flatMap { _ in try? model.featureExtractor().output }
        plan = LazyInferencePlan(
            model.network, parameters: model.parameters,
            outputs: featureNode.map { [model.network.output, $0] })
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
            return Session(
                model: model, featureNode: featureNode, session: try plan.compiled().makeSession())
        } catch {
            throw .execution(error)
        }
    }

    /// What a model says about one picture.
    public struct Response: Hashable, Sendable {
        /// One number for each name; see `Session.answers(of:)`.
        public let answers: [Double]
        /// How far the picture is from the nearest class, where more than 1 is unknown; nil without a detector.
        public let distance: Double?

        /// The mean of this and of another response.
        package func averaged(with other: Response) -> Response {
            Response(
                answers: zip(answers, other.answers).map { ($0 + $1) / 2 },
                distance: zip([distance], [other.distance]).compactMap { first, second in
                    first.flatMap { first in second.map { (first + $0) / 2 } }
                }.first)
        }
    }

    /// One task's way of classifying images, one after the other.
    public final class Session {
        private let model: Model
        private let featureNode: String?
        private let session: InferenceSession

        init(model: Model, featureNode: String?, session: InferenceSession) {
            self.model = model
            self.featureNode = featureNode
            self.session = session
        }

        /// The network's outputs for a picture as it was decoded, K numbers.
        ///
        /// - Throws: `ModelError.execution` when a kernel fails.
        public func logits(of image: Image) throws(ModelError) -> [Float] {
            try logits(ofPrepared: model.preprocessing.prepared(image))
        }

        /// The network's outputs for pixels behind resizing and cropping, K numbers.
        ///
        /// - Throws: `ModelError.execution` when a kernel fails.
        /// - Precondition: The pixels have the size of the network's input.
        public func logits(ofPrepared pixels: Image) throws(ModelError) -> [Float] {
            session.withInput { model.preprocessing.normalize(pixels, into: &$0) }
            do {
                try session.run()
            } catch {
                throw .execution(error)
            }
            return session.output(model.network.output).values
        }

        /// What the model says about a picture, and how far it is from what the model has learned.
        ///
        /// - Throws: `ModelError.execution` when a kernel fails, `.outputNotFinite` for damaged weights.
        public func response(of image: Image) throws(ModelError) -> Response {
            let answers = try answers(of: image)
            guard let detector = model.unknownDetector, let featureNode else {
                return Response(answers: answers, distance: nil)
            }
            let distance = detector.distance(of: session.output(featureNode).values)
            guard distance.isFinite else { throw .outputNotFinite }
            return Response(answers: answers, distance: distance)
        }

        /// One number for each name of the model: the probabilities of classes or labels, or the values of a
        /// regression. Those of a multiclass or binary model add up to 1.
        ///
        /// - Throws: `ModelError.execution` when a kernel fails, `.outputNotFinite` for damaged weights.
        public func answers(of image: Image) throws(ModelError) -> [Double] {
            let answers = model.answers(logits: try logits(of: image))
            guard answers.allSatisfy(\.isFinite) else { throw .outputNotFinite }
            return answers
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

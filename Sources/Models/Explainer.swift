internal import Execution
public import Images
internal import Networks
internal import Tensors

/// Shows which parts of a picture speak for an answer: Grad-CAM.
///
/// With A the network's last feature map `[C, h, w]` and y the output that speaks for the answer, each
/// channel weighs `αₖ = mean of ∂y/∂Aₖ over all positions`, and the map is `max(0, Σ αₖ Aₖ)`, divided by its
/// maximum.
/// Source: Selvaraju et al. 2017, <https://arxiv.org/abs/1610.02391>, equations 1 and 2.
///
/// For one of two classes, y is the single logit, negated for the first class; for labels it is the label's
/// logit, and for a regression the value, so that the map shows what makes it larger.
///
/// An explainer is shared by any number of tasks; each makes its own session.
public struct Explainer: Sendable {
    /// The model that is explained.
    public let model: Model

    private let plan: SensitivityPlan

    /// Compiles a model's network.
    ///
    /// - Throws: `ModelError.network(.noFeatureMap)` for a network without feature maps, such as a
    ///   perceptron; `ModelError.execution` where a kernel is missing.
    public init(_ model: Model) throws(ModelError) {
        self.model = model
        do {
            plan = try SensitivityPlan(model.network, parameters: model.parameters)
        } catch .network(let error) {
            throw .network(error)
        } catch {
            throw .execution(error)
        }
    }

    /// Makes a session of its own for one task.
    ///
    /// - Throws: `ModelError.execution` where a kernel is missing.
    public func makeSession() throws(ModelError) -> Session {
        do {
            return Session(model: model, session: try plan.makeSession())
        } catch {
            throw .execution(error)
        }
    }

    /// The parts of a picture that speak for an answer, with a session of their own.
    ///
    /// - Parameters:
    ///   - image: A picture as it was decoded, upright where the model's preprocessing says so.
    ///   - index: The class, label or value, by its place among the model's names.
    /// - Throws: `ModelError.execution` when a kernel fails, `.outputNotFinite` for damaged weights.
    /// - Precondition: The model has a name at that place.
    public func heatMap(of image: Image, output index: Int) throws(ModelError) -> HeatMap {
        try makeSession().heatMap(of: image, output: index)
    }

    /// One task's way of explaining answers, one after the other.
    public final class Session {
        private let model: Model
        private let session: SensitivitySession

        init(model: Model, session: SensitivitySession) {
            self.model = model
            self.session = session
        }

        /// The parts of a picture that speak for an answer.
        ///
        /// - Parameters:
        ///   - image: A picture as it was decoded, upright where the model's preprocessing says so.
        ///   - index: The class, label or value, by its place among the model's names.
        /// - Returns: A map over the part of the picture that the network sees, of the grid of its last
        ///   feature map; 0 everywhere where nothing speaks for the answer.
        /// - Throws: `ModelError.execution` when a kernel fails, `.outputNotFinite` for damaged weights.
        /// - Precondition: The model has a name at that place.
        public func heatMap(of image: Image, output index: Int) throws(ModelError) -> HeatMap {
            try run(model.preprocessing.prepared(image))
            return try heatMap(
                output: index,
                region: model.preprocessing.visibleRegion(ofWidth: image.width, height: image.height))
        }

        /// One map for each of several answers about one picture, of which all but the last layers are
        /// computed once; otherwise as `heatMap(of:output:)`.
        public func heatMaps(of image: Image, outputs indices: [Int]) throws(ModelError) -> [HeatMap] {
            try run(model.preprocessing.prepared(image))
            let region = model.preprocessing.visibleRegion(ofWidth: image.width, height: image.height)
            var maps: [HeatMap] = []
            for index in indices { maps.append(try heatMap(output: index, region: region)) }
            return maps
        }

        /// The map for pixels behind resizing and cropping, all of which it covers.
        ///
        /// - Throws: `ModelError.execution` when a kernel fails, `.outputNotFinite` for damaged weights.
        /// - Precondition: The pixels have the size of the network's input, and the model has a name at that
        ///   place.
        public func heatMap(ofPrepared pixels: Image, output index: Int) throws(ModelError) -> HeatMap {
            try run(pixels)
            return try heatMap(output: index, region: .whole)
        }

        private func run(_ pixels: Image) throws(ModelError) {
            session.withInput { model.preprocessing.normalize(pixels, into: &$0) }
            do {
                try session.run()
            } catch {
                throw .execution(error)
            }
        }

        private func heatMap(output index: Int, region: RelativeRegion) throws(ModelError) -> HeatMap {
            precondition(
                model.classNames.indices.contains(index),
                "answer \(index) of a model with \(model.classNames.count)")
            let gradient: Tensor<Float>
            do {
                gradient = try session.gradient(outputWeights: weights(of: index))
            } catch {
                throw .execution(error)
            }
            let scores = GradCAM.scores(featureMap: session.featureMap, gradient: gradient)
            guard scores.allSatisfy(\.isFinite) else { throw .outputNotFinite }
            return HeatMap(
                scores: scores, width: gradient.shape[2], height: gradient.shape[1], region: region)
        }

        /// How the output that speaks for an answer is made of those of the network.
        private func weights(of index: Int) -> [Float] {
            switch model.task {
            case .binary: [index == 0 ? -1 : 1]
            case .multiclass, .multilabel, .regression: model.classNames.indices.map { $0 == index ? 1 : 0 }
            }
        }
    }
}

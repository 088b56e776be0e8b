public import Datasets
public import Execution
public import Images
public import Models
internal import FoundationEssentials
internal import Networks
internal import Tensors

/// Computes the features of images with the frozen part of a model, or takes them from the cache.
public struct FeatureExtractor: Sendable {
    /// How pictures become the network's input.
    public let preprocessing: Preprocessing

    /// The number of features, D.
    public let featureCount: Int

    /// A digest of the frozen network, description and weights.
    public let networkDigest: ContentDigest

    /// A digest of everything that cached features depend on besides the image: the frozen network, the
    /// preprocessing, our own pixel arithmetic, and the kernels.
    public let digest: ContentDigest

    // To be raised with every change of decoding, resizing or views that moves a pixel.
    static let pixelArithmeticVersion = 1

    private let plan: LazyInferencePlan

    /// Prepares a model's frozen part; it is compiled when the first image needs it.
    ///
    /// - Throws: `ModelError` where the network does not end in a linear layer.
    public init(_ model: Model) throws(ModelError) {
        let network = try model.featureExtractor()
        preprocessing = model.preprocessing
        do {
            featureCount = try network.shapes()[network.output]?.elementCount ?? 0
        } catch {
            throw .network(error)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let description: Data
        do {
            description = try encoder.encode(model.preprocessing)
        } catch {
            throw .malformed(key: "preprocessing", reason: "\(error)")
        }
        networkDigest = try model.featureDigest()
        let arithmetic = "pixels \(Self.pixelArithmeticVersion), \(LazyInferencePlan.kernels)"
        digest = ContentDigest(of: networkDigest.bytes + [UInt8](description) + Array(arithmetic.utf8))
        plan = LazyInferencePlan(network, parameters: model.parameters)
    }

    /// Makes a session of its own for one task.
    ///
    /// - Throws: `ExecutionError` where the network cannot be compiled.
    public func makeSession() throws(ExecutionError) -> Session {
        Session(preprocessing: preprocessing, session: try plan.compiled().makeSession())
    }

    /// One task's way of computing features.
    public final class Session {
        private let preprocessing: Preprocessing
        private let session: InferenceSession

        init(preprocessing: Preprocessing, session: InferenceSession) {
            self.preprocessing = preprocessing
            self.session = session
        }

        /// The features of pixels behind resizing and cropping, D numbers.
        ///
        /// - Throws: `ExecutionError` when a kernel fails.
        public func features(ofPrepared pixels: Image) throws(ExecutionError) -> [Float] {
            session.withInput { preprocessing.normalize(pixels, into: &$0) }
            try session.run()
            return session.output().values
        }
    }
}

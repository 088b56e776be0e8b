internal import Networks
internal import Tensors
internal import WeightFiles

extension UnknownDetector {
    /// The names of its tensors.
    enum TensorName: String, CaseIterable {
        case mean = "unknown.mean"
        case directions = "unknown.directions"
        case centres = "unknown.centres"
        case precisions = "unknown.precisions"
    }

    /// The names of the tensors that a model file keeps for it.
    public static var tensorNames: [String] { TensorName.allCases.map(\.rawValue) }

    /// Reads the detector of a model file; nil where the file has none.
    ///
    /// - Parameter summary: What the metadata says.
    /// - Throws: `ModelError` where parts are missing or have another number of axes.
    init?(_ summary: Summary?, in file: SafeTensorsFile) throws(ModelError) {
        guard let summary else {
            if let name = TensorName.allCases.first(where: { file.info(of: $0.rawValue) != nil }) {
                throw .malformed(
                    key: name.rawValue, reason: "the metadata has no \"\(ModelFile.Key.unknown.rawValue)\"")
            }
            return nil
        }
        let mean = try Self.tensor(.mean, rank: 1, in: file)
        let precisions = try Self.tensor(.precisions, rank: 1, in: file)
        self.init(
            mean: mean.values, directions: try Self.tensor(.directions, rank: 2, in: file),
            centres: try Self.tensor(.centres, rank: 2, in: file), precisions: precisions.values,
            summary: summary)
    }

    private static func tensor(
        _ name: TensorName, rank: Int, in file: SafeTensorsFile
    ) throws(ModelError) -> Tensor<Float> {
        guard let info = file.info(of: name.rawValue) else {
            throw .malformed(key: name.rawValue, reason: "the tensor is missing")
        }
        guard info.shape.rank == rank else {
            throw .malformed(key: name.rawValue, reason: "needs \(rank) axes, not the shape \(info.shape)")
        }
        do {
            return try file.tensor(named: name.rawValue)
        } catch {
            throw .file(error)
        }
    }

    func add(to content: inout SafeTensorsContent) throws(SafeTensorsContentError) {
        for name in TensorName.allCases {
            let tensor =
                switch name {
                case .mean: Tensor(shape: [mean.count], values: mean)
                case .directions: directions
                case .centres: centres
                case .precisions: Tensor(shape: [precisions.count], values: precisions)
                }
            try content.add(
                tensor, named: name.rawValue, as: HalfPrecision.isExact(tensor) ? .float16 : .float32)
        }
    }
}

extension Model {
    /// Those with which every distance is a number.
    private static let thresholds = 1e-30...1e30

    /// The model with another detector of unknown images, or none.
    ///
    /// - Throws: `ModelError` for one that does not go with the model.
    package func with(_ detector: UnknownDetector?) throws(ModelError) -> Model {
        var model = self
        model.unknownDetector = detector
        try model.checkUnknownDetector()
        return model
    }

    /// Refuses a detector that does not go with network, names and kind of problem, or is no set of numbers.
    func checkUnknownDetector() throws(ModelError) {
        guard let detector = unknownDetector else { return }
        let key = ModelFile.Key.unknown.rawValue
        guard task.kind == .multiclass || task.kind == .binary else {
            throw .malformed(key: key, reason: "a model for \(task.kind.rawValue) knows no unknown images")
        }
        let summary = detector.summary
        guard Self.thresholds.contains(summary.threshold), (0..<1).contains(summary.falseRejection),
            summary.imageCount >= 0
        else {
            throw .malformed(
                key: key,
                reason:
                    "needs a threshold from 1e-30 to 1e30, a false_rejection from 0 to below 1 and an image_count, not "
                    + "\(summary.threshold), \(summary.falseRejection) and \(summary.imageCount)")
        }
        let count = detector.directions.shape[0]
        let features: Shape
        do throws(NetworkError) {
            let extractor = try network.featureExtractor()
            features = try extractor.shapes()[extractor.output] ?? []
        } catch {
            throw .network(error)
        }
        let width = features.elementCount
        guard (1...max(width, 1)).contains(count) else {
            throw .malformed(
                key: UnknownDetector.TensorName.directions.rawValue,
                reason: "needs 1 to \(width) directions, not \(count)")
        }
        let parts: [(UnknownDetector.TensorName, got: Shape, expected: Shape, values: [Float])] = [
            (.mean, [detector.mean.count], [width], detector.mean),
            (.directions, detector.directions.shape, [count, width], detector.directions.values),
            (.centres, detector.centres.shape, [classNames.count, count], detector.centres.values),
            (.precisions, [detector.precisions.count], [count + 1], detector.precisions),
        ]
        for part in parts {
            guard part.got == part.expected else {
                throw .malformed(
                    key: part.0.rawValue, reason: "needs the shape \(part.expected), not \(part.got)")
            }
            let isPrecision = part.0 == .precisions
            if let wrong = part.values.first(where: { !$0.isFinite || (isPrecision && $0 < 0) }) {
                throw .malformed(key: part.0.rawValue, reason: "must not hold \(wrong)")
            }
        }
    }
}

internal import Datasets
internal import Networks
internal import Tensors
internal import Training

/// Rows of features with the images that they belong to: what heads learn from, and are scored on.
struct FeatureRows {
    /// `[N, D]`.
    let features: Tensor<Float>
    /// The image behind each row.
    let samples: [Sample]
    /// The position of that image: a number that all its views share.
    let positions: [Int]
    /// The group of each row.
    let groups: [Int]

    /// - Throws: `TrainingError` where the rows contradict each other.
    func classes(count: Int) throws(TrainingError) -> LabelledFeatures {
        try LabelledFeatures(
            features: features, labels: samples.map(\.classIndex), images: positions, groups: groups,
            classCount: count)
    }

    /// - Throws: `TrainingError` where the rows contradict each other.
    func labels(count: Int) throws(TrainingError) -> MultilabelFeatures {
        try MultilabelFeatures(
            features: features, labels: samples.map(\.labelIndices), labelCount: count, images: positions,
            groups: groups)
    }

    /// - Throws: `TrainingError` where the rows contradict each other.
    func values(count: Int, isBounded: Bool) throws(TrainingError) -> ValuedFeatures {
        let values = samples.flatMap(\.values)
        return try ValuedFeatures(
            features: features, values: isBounded ? TrainedHead.logits(ofBounded: values) : values,
            outputCount: count, images: positions, groups: groups)
    }
}

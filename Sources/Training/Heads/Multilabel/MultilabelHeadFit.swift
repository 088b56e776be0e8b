import Metrics

/// A trained head with one logit for each label, and the evidence for it.
public struct MultilabelHeadFit: Hashable, Sendable {
    /// The trained last layer, `[K, D]`: the sigmoid of an output is the probability of its label.
    ///
    /// The temperature of each label is already in its row.
    public let head: LinearHead

    /// From which probability on each label counts as present, chosen on `labels[k].outOfFold`; 0.5 for a
    /// label of which no image could be held out.
    public let thresholds: LabelThresholds

    /// What was found out about each label.
    public let labels: [Label]

    /// The evidence for one row of the head.
    public struct Label: Hashable, Sendable {
        /// The strength of the L2 penalty; see `SoftmaxHeadTrainer` for its meaning.
        public let strength: Double
        /// The temperature that the row was divided by; 1 if no image was held out to fit it on.
        public let temperature: Double
        /// The strengths that were tried, strongest first; empty if nothing could be held out.
        public let candidates: [HeadFit.Candidate]
        /// The predictions for images by a stand-in that saw neither them nor their group: class 1 where the
        /// label is present. Nil if nothing could be held out.
        public let outOfFold: HeadFit.HeldOutPredictions?

        init(_ fit: HeadFit) {
            strength = fit.strength
            temperature = fit.temperature
            candidates = fit.candidates
            outOfFold = fit.outOfFold
        }
    }

    /// The out-of-fold predictions of all labels side by side.
    public struct HeldOutPredictions: Hashable, Sendable {
        /// The identity of each of M images.
        public let images: [Int]
        /// Whether each image has each label, `[M, K]` in row-major order.
        public let labels: [Bool]
        /// The probability of each label at its temperature, `[M, K]` in row-major order.
        public let probabilities: [Double]
    }

    init(_ fits: [HeadFit]) {
        head = LinearHead(stacking: fits.map { $0.head.binary.divided(by: $0.temperature) })
        labels = fits.map(Label.init)
        thresholds = LabelThresholds(
            fits.map { fit in
                guard let heldOut = fit.outOfFold else { return 0.5 }
                return LabelThresholds(
                    choosingFor: heldOut.labels.indices.map {
                        Float(heldOut.probabilities[row: $0, column: 1])
                    },
                    labels: heldOut.labels.map { $0 == 1 }, labelCount: 1
                ).values[0]
            })
    }

    /// The predictions for the images that were held out for every label, in rising order of their identity;
    /// nil if there are none.
    ///
    /// Each label has folds of its own, and the only image, or group of images, with a label or without it is
    /// never held out for that label. Temperature and threshold were chosen on these predictions, so what
    /// they score is a little flattered.
    public var outOfFold: HeldOutPredictions? {
        let tables = labels.compactMap { label in
            label.outOfFold.map { heldOut in
                Dictionary(uniqueKeysWithValues: zip(heldOut.images, heldOut.images.indices))
            }
        }
        guard tables.count == labels.count, let first = tables.first else { return nil }
        let images = first.keys.filter { image in tables.allSatisfy { $0[image] != nil } }.sorted()
        guard !images.isEmpty else { return nil }
        var present = [Bool](repeating: false, count: images.count * labels.count)
        var probabilities = [Double](repeating: 0, count: images.count * labels.count)
        for (column, table) in tables.enumerated() {
            guard let heldOut = labels[column].outOfFold else { continue }
            for (position, image) in images.enumerated() {
                guard let row = table[image] else { continue }
                present[position * labels.count + column] = heldOut.labels[row] == 1
                probabilities[position * labels.count + column] =
                    heldOut.probabilities[row: row, column: 1]
            }
        }
        return HeldOutPredictions(images: images, labels: present, probabilities: probabilities)
    }
}

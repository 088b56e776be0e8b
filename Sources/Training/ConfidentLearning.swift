import Glibc
public import Metrics

/// Finds likely label errors by comparing labels with predictions for images that were not trained on.
///
/// A prediction for class j is confident from the threshold `tⱼ` on, the mean probability of j over the
/// images labelled j. An image is counted in the confident joint under its label i and the most probable of
/// the classes that are confident for it. Rows scaled to the number of images with label i, the entries off
/// the diagonal estimate how many images labelled i belong to j; a row in which nothing was counted is taken
/// to be right.
///
/// Suspicions are ranked by `log(p(suggestion) / p(label))`, for a softmax the difference of logits over the
/// temperature. The order does not depend on the temperature, and tells images apart even where the
/// difference of the probabilities rounds to 1.
///
/// The ranking was chosen on photographs, 1,355 of clothing in 10 classes and 244 of insects in 2, with
/// random wrong labels for 30 and 10 of them, in five folds, with a prototype of this method on features of
/// EfficientNet-Lite0 at 224 pixels. Counted are the wrong labels among the first 60 and 20 suspicions:
///
/// | order | clothing, mean and least of 10 draws | insects, of 20 draws |
/// |---|---|---|
/// | margin of logarithms (this one) | 26.5, 24 | 9.6, 8 |
/// | the same, first those off the diagonal of the joint | 21.4, 14 | 9.6, 8 |
/// | margin of probabilities | 23.7, 20 | 9.6, 8 |
/// | probability of the label | 26.3, 23 | 9.6, 8 |
/// | votes of the 10 nearest neighbours | 26.0, 23 | 9.5, 8 |
/// | margin of logarithms + the votes' | 27.4, 25 | 9.7, 8 |
/// | margin of logarithms, a strength 3 times the best | 27.4, 25 | 9.7, 8 |
/// | margin of logarithms, fitted again without the worst | 27.6, 25 | 9.6, 8 |
///
/// The last three are not worth a second method, strength or fit. On 10 other draws of clothing this implementation
/// finds 27.6 of 30 in the first 60, at least 26; if each wrong label is the class that the photograph
/// resembles most, 18.1, at least 15. The estimated number of errors is high where classes overlap: for the
/// original labels of the clothing it is 80, while of the first 60 suspicions about ten look wrong to the
/// eye.
///
/// Source: Northcutt, Jiang & Chuang, "Confident learning: estimating uncertainty in dataset labels", 2021,
/// <https://arxiv.org/abs/1911.00068>, equations 1 to 3; the order is the margin by which its section 3.2
/// ranks, taken of logarithms.
public struct ConfidentLearning: Hashable, Sendable {
    /// The number of classes, K.
    public let classCount: Int

    /// The mean probability of each class over the images labelled with it; nil for a class without images,
    /// which is never counted as confident.
    public let thresholds: [Double?]

    /// The confident joint, `[K, K]`: how many images labelled with the first class confidently belong to the
    /// second one.
    public let joint: [[Int]]

    /// The estimated number of images labelled with the first class that belong to the second one, `[K, K]`.
    /// Row i adds up to the number of images labelled i.
    public let estimatedCounts: [[Double]]

    /// The images to which another class fits better than their label, best founded first; of equal ones the
    /// one whose label is less probable, then the one with the lower identity.
    public let suspicions: [LabelSuspicion]

    /// Compares labels with out-of-fold predictions, `HeadFit.outOfFold`.
    public init(_ predictions: HeadFit.HeldOutPredictions) {
        self.init(
            predictions.probabilities, labels: predictions.labels, images: predictions.images)
    }

    /// Compares labels with predictions of any origin.
    ///
    /// - Parameters:
    ///   - probabilities: One row for each image, of a model that was not trained on it.
    ///   - labels: The given class of each row.
    ///   - images: The identity of each row's image.
    /// - Precondition: There is one label and one image for each row, and every label is a class.
    public init(_ probabilities: ProbabilityTable, labels: [Int], images: [Int]) {
        let classCount = probabilities.classCount
        precondition(
            labels.count == probabilities.rowCount && images.count == labels.count,
            "\(probabilities.rowCount) rows, \(labels.count) labels, \(images.count) images")
        precondition(
            labels.allSatisfy { (0..<classCount).contains($0) }, "a label is not in 0 ..< \(classCount)")
        let thresholds = Self.thresholds(probabilities, labels: labels)
        var joint = [[Int]](repeating: .init(repeating: 0, count: classCount), count: classCount)
        var suspicions: [LabelSuspicion] = []
        for (row, label) in labels.enumerated() {
            let entries = probabilities.row(row)
            let confident = Self.confidentClass(entries, thresholds, label: label)
            if let confident { joint[label][confident] += 1 }
            let suspicion = Self.suspicion(
                entries, label: label, image: images[row],
                isConfident: confident.map { $0 != label } ?? false)
            if let suspicion { suspicions.append(suspicion) }
        }
        self.classCount = classCount
        self.thresholds = thresholds
        self.joint = joint
        self.suspicions = suspicions.sorted(by: Self.precedes)
        estimatedCounts = Self.calibrate(joint, labels: labels)
    }

    /// The estimated number of label errors: what `estimatedCounts` holds off its diagonal.
    public var estimatedErrorCount: Double {
        estimatedCounts.enumerated().reduce(0) { sum, row in
            row.element.enumerated().reduce(sum) { $0 + ($1.offset == row.offset ? 0 : $1.element) }
        }
    }

    /// As many of the first suspicions as there are label errors by the estimate.
    public var likelyErrors: ArraySlice<LabelSuspicion> {
        suspicions.prefix(Int(estimatedErrorCount.rounded()))
    }

    private static func thresholds(_ probabilities: ProbabilityTable, labels: [Int]) -> [Double?] {
        var sums = [Double](repeating: 0, count: probabilities.classCount)
        var counts = [Int](repeating: 0, count: probabilities.classCount)
        for (row, label) in labels.enumerated() {
            sums[label] += probabilities[row: row, column: label]
            counts[label] += 1
        }
        return zip(sums, counts).map { $1 == 0 ? nil : $0 / Double($1) }
    }

    /// The most probable of the classes that reach their threshold, of equal ones the label or else the
    /// first; nil without any.
    private static func confidentClass(
        _ entries: [Double], _ thresholds: [Double?], label: Int
    ) -> Int? {
        // Probabilities that are all equal must reach their mean, however it was rounded.
        let tolerance = 1e-9
        let confident = entries.indices.filter { index in
            thresholds[index].map { entries[index] >= $0 - tolerance } ?? false
        }
        guard let first = confident.max(by: { (entries[$0], $1) < (entries[$1], $0) }) else { return nil }
        return confident.contains(label) && entries[label] == entries[first] ? label : first
    }

    /// The suspicion that an image is under; nil if no class is more probable than its label.
    private static func suspicion(
        _ entries: [Double], label: Int, image: Int, isConfident: Bool
    ) -> LabelSuspicion? {
        let others = entries.indices.filter { $0 != label }
        guard let suggestion = others.max(by: { (entries[$0], $1) < (entries[$1], $0) }),
            entries[suggestion] > entries[label]
        else { return nil }
        let score = log(entries[suggestion]) - log(max(entries[label], .leastNormalMagnitude))
        return LabelSuspicion(
            image: image, label: label, suggestion: suggestion, labelProbability: entries[label],
            suggestedProbability: entries[suggestion], score: score, isConfident: isConfident)
    }

    private static func precedes(_ left: LabelSuspicion, _ right: LabelSuspicion) -> Bool {
        (-left.score, left.labelProbability, left.image) < (-right.score, right.labelProbability, right.image)
    }

    /// Scales each row of the joint to the number of images with its label.
    private static func calibrate(_ joint: [[Int]], labels: [Int]) -> [[Double]] {
        var sizes = [Int](repeating: 0, count: joint.count)
        for label in labels { sizes[label] += 1 }
        return joint.enumerated().map { label, row in
            let counted = row.reduce(0, +)
            guard counted > 0 else {
                return row.indices.map { $0 == label ? Double(sizes[label]) : 0 }
            }
            return row.map { Double($0 * sizes[label]) / Double(counted) }
        }
    }
}

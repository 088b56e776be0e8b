import Glibc

/// Checked probabilities and truths of a multilabel problem, `[N, K]` each.
struct MultilabelTable {
    /// The counts that precision, recall and F1 are made of.
    struct Counts {
        /// Predicted and true.
        var correct = 0
        /// Predicted.
        var predicted = 0
        /// True.
        var support = 0

        var scores: ClassScores { ClassScores(correct: correct, predicted: predicted, support: support) }

        mutating func add(isPredicted: Bool, isTrue: Bool) {
            if isPredicted && isTrue { correct += 1 }
            if isPredicted { predicted += 1 }
            if isTrue { support += 1 }
        }

        mutating func add(_ other: Counts) {
            correct += other.correct
            predicted += other.predicted
            support += other.support
        }
    }

    private let probabilities: [Double]
    private let labels: [Bool]
    private let thresholds: [Double]

    /// The number of labels, K.
    var labelCount: Int { thresholds.count }

    /// The number of images, N.
    var rowCount: Int { labels.count / labelCount }

    init(
        probabilities: [Double], labels: [Bool], thresholds: [Double], labelNames: [String]
    ) throws(MetricsError) {
        let labelCount = labelNames.count
        guard labelCount > 0 else { throw .noClasses }
        guard thresholds.count == labelCount else {
            throw .thresholdCount(thresholds: thresholds.count, labelCount: labelCount)
        }
        guard probabilities.count.isMultiple(of: labelCount) else {
            throw .raggedTable(valueCount: probabilities.count, classCount: labelCount)
        }
        guard labels.count == probabilities.count else {
            throw .entryCount(truths: labels.count, predictions: probabilities.count)
        }
        guard !labels.isEmpty else { throw .noRows }
        for (index, value) in probabilities.enumerated() where !(value >= 0 && value <= 1) {
            throw .notAProbability(row: index / labelCount, column: index % labelCount, value: value)
        }
        self.probabilities = probabilities
        self.labels = labels
        self.thresholds = thresholds
    }

    /// The counts of one label over all images.
    func counts(column: Int) -> Counts {
        var counts = Counts()
        for index in stride(from: column, to: labels.count, by: labelCount) {
            counts.add(isPredicted: probabilities[index] >= thresholds[column], isTrue: labels[index])
        }
        return counts
    }

    /// The counts of one image over all labels.
    func counts(row: Int) -> Counts {
        var counts = Counts()
        for column in 0..<labelCount {
            let index = row * labelCount + column
            counts.add(isPredicted: probabilities[index] >= thresholds[column], isTrue: labels[index])
        }
        return counts
    }

    /// Whether an image has a label, and whether it is predicted to.
    func entry(row: Int, column: Int) -> (isPredicted: Bool, isTrue: Bool) {
        let index = row * labelCount + column
        return (probabilities[index] >= thresholds[column], labels[index])
    }

    /// The order in which the probabilities of one label put the images.
    func ranking(column: Int) -> Ranking {
        let indices = stride(from: column, to: labels.count, by: labelCount)
        return Ranking(scores: indices.map { probabilities[$0] }, isPositive: indices.map { labels[$0] })
    }

    /// How well the probabilities of one label put the images that have it in front.
    func rankingScores(column: Int) -> RankingScores {
        let indices = stride(from: column, to: labels.count, by: labelCount)
        return RankingScores(
            scores: indices.map { probabilities[$0] }, isPositive: indices.map { labels[$0] })
    }

    /// The mean binary cross-entropy over all entries, in nats.
    var logLoss: Double { labels.indices.reduce(0.0) { $0 + logLoss(index: $1) } / Double(labels.count) }

    /// The mean squared difference from the truth over all entries.
    var brierScore: Double {
        labels.indices.reduce(0.0) { $0 + squaredDifference(index: $1) } / Double(labels.count)
    }

    /// The mean binary cross-entropy over the labels of one image, in nats.
    func logLoss(row: Int) -> Double {
        indices(row: row).reduce(0.0) { $0 + logLoss(index: $1) } / Double(labelCount)
    }

    /// The mean squared difference from the truth over the labels of one image.
    func brierScore(row: Int) -> Double {
        indices(row: row).reduce(0.0) { $0 + squaredDifference(index: $1) } / Double(labelCount)
    }

    private func indices(row: Int) -> Range<Int> { row * labelCount..<(row + 1) * labelCount }

    private func logLoss(index: Int) -> Double {
        let probability = clipped(probabilities[index])
        return labels[index] ? -log(probability) : -log1p(-probability)
    }

    private func squaredDifference(index: Int) -> Double {
        let difference = probabilities[index] - (labels[index] ? 1 : 0)
        return difference * difference
    }
}

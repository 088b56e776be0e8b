public import Datasets
public import Metrics

extension ModelReport {
    /// Scores the answers of a model.
    ///
    /// - Parameters:
    ///   - answers: One row an image, one number for each name: see `Classifier.Session.answers(of:)`.
    ///   - samples: The images, labelled as the task wants it, with the names' positions as class indices.
    ///   - task: What the answers mean.
    ///   - names: The model's classes, labels or values.
    /// - Throws: `MetricsError` where there are no images, or the counts do not agree.
    public init(
        answers: [[Double]], of samples: [Sample], task: Model.Task, names: [String]
    ) throws(MetricsError) {
        switch task {
        case .multiclass, .binary:
            self = .classes(
                try ClassificationReport(
                    try ProbabilityTable(rows: answers), labels: samples.map(\.classIndex), classNames: names)
            )
        case .multilabel(let thresholds):
            self = .labels(
                try MultilabelReport(
                    probabilities: answers.flatMap { $0 }, labels: truths(samples, labelCount: names.count),
                    thresholds: thresholds.map(Double.init), labelNames: names))
        case .regression:
            self = .values(
                try RegressionReport(
                    predictions: answers.flatMap { $0 },
                    targets: samples.flatMap { $0.values.map(Double.init) }, names: names))
        }
    }
}

extension ModelDetails {
    /// Examines the answers of a model.
    ///
    /// - Parameters:
    ///   - answers: One row an image, one number for each name: see `Classifier.Session.answers(of:)`.
    ///   - samples: The images, labelled as the task wants it, with the names' positions as class indices.
    ///   - task: What the answers mean.
    ///   - names: The model's classes, labels or values.
    ///   - generator: One number is drawn from it, which seeds the resamples.
    /// - Throws: `MetricsError` where there are no images, or the counts do not agree.
    public init(
        answers: [[Double]], of samples: [Sample], task: Model.Task, names: [String],
        using generator: inout some RandomNumberGenerator
    ) throws(MetricsError) {
        switch task {
        case .multiclass, .binary:
            self = .classes(
                try ClassificationDetails(
                    try ProbabilityTable(rows: answers), labels: samples.map(\.classIndex), classNames: names,
                    using: &generator))
        case .multilabel(let thresholds):
            self = .labels(
                try MultilabelDetails(
                    probabilities: answers.flatMap { $0 }, labels: truths(samples, labelCount: names.count),
                    thresholds: thresholds.map(Double.init), labelNames: names, using: &generator))
        case .regression:
            self = .values(
                try RegressionDetails(
                    predictions: answers.flatMap { $0 },
                    targets: samples.flatMap { $0.values.map(Double.init) }, names: names, using: &generator))
        }
    }
}

/// Which labels each image has, `[N, K]` in row-major order.
private func truths(_ samples: [Sample], labelCount: Int) -> [Bool] {
    var labels = [Bool](repeating: false, count: samples.count * labelCount)
    for (row, sample) in samples.enumerated() {
        for index in sample.labelIndices { labels[row * labelCount + index] = true }
    }
    return labels
}

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
            var labels = [Bool](repeating: false, count: samples.count * names.count)
            for (row, sample) in samples.enumerated() {
                for index in sample.labelIndices { labels[row * names.count + index] = true }
            }
            self = .labels(
                try MultilabelReport(
                    probabilities: answers.flatMap { $0 }, labels: labels,
                    thresholds: thresholds.map(Double.init),
                    labelNames: names))
        case .regression:
            self = .values(
                try RegressionReport(
                    predictions: answers.flatMap { $0 },
                    targets: samples.flatMap { $0.values.map(Double.init) }, names: names))
        }
    }
}

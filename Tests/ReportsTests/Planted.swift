import Reports
import Training

/// Content in which every text that can be handed in is one of two texts.
struct Planted {
    /// Content in which every text tries to become markup.
    static let hostile = Planted(text: attack, other: "javascript:alert(3)//" + attack)
    /// The same content with texts that are harmless.
    static let harmless = Planted(text: "one text", other: "another text")

    /// Closes what it may stand in and starts a script, in text, in attributes and in style.
    private static let attack =
        "'\"></title></style></script><script>alert(1)</script>"
        + "<img src=x onerror=alert(2)>&amp;\u{0}\u{202E}"

    let text: String
    /// Another one, as two classes need different names.
    let other: String

    static let picture = ReportPicture(
        bytes: Array("\"><script>alert(4)</script>".utf8), format: .png, width: 2, height: 2)

    func content(pictures: Bool = false) -> ReportContent {
        let image = pictures ? Self.picture : nil
        let images = pictures ? [Self.picture] : []
        let estimate = ReportEstimate(0.5, lower: 0.25, upper: 0.75)
        let example = ReportExample(
            path: text, truths: [text],
            guesses: [.init(other, probability: 0.9), .init(text, probability: 0.1)],
            picture: image, heatMap: image)
        let facts = [ReportFact(text, text)]
        return ReportContent(
            title: text, subtitle: text, scores: .classification(scores(estimate)),
            mistakes: [example, ReportExample(path: text, truths: [other], guesses: [.init(text)])],
            uncertainExamples: [example],
            data: DataOverview(
                rowTitle: text, parts: [text, text],
                rows: [.init(name: text, counts: [1, 2], thumbnails: images)], facts: facts),
            findings: ReportFinding.Severity.allCases.map {
                ReportFinding(
                    severity: $0, kind: text, summary: text, items: [.init(text, pictures: images)],
                    omittedItemCount: 1)
            },
            training: TrainingCurves(
                epochs: [
                    EpochRecord(
                        epoch: 1, trainLoss: .nan, validationLoss: 1, metric: .infinity, rate: 0,
                        imagesPerSecond: -1, seconds: .nan),
                    EpochRecord(epoch: 2, trainLoss: 3, metric: 0.5, rate: 1, imagesPerSecond: 1, seconds: 1),
                ], metricName: text, metricStyle: .number(unit: text), lossUnit: text, keptEpoch: 2),
            augmentation: AugmentationSheet(
                policy: text, rows: [.init(name: text, pictures: images)], omission: text),
            command: text,
            configuration: facts,
            environment: facts,
            sources: [
                ReportSource(name: text, licence: text, address: text),
                ReportSource(name: text, licence: text, address: other),
                ReportSource(name: text, licence: text, address: "https://" + text),
            ])
    }

    /// The same texts in the other kinds of scores.
    func multilabel() -> ReportContent {
        var content = content()
        let estimate = ReportEstimate(0.5)
        content.scores = .multilabel(
            MultilabelScores(
                part: text, imageCount: 1, subsetAccuracy: estimate,
                figures: [ReportFigure(text, estimate, style: .number(unit: text), note: text)],
                labels: [
                    LabelScores(
                        name: text, support: 1, recall: estimate, precision: estimate, f1: estimate,
                        averagePrecision: 0.5, threshold: 0.5)
                ]))
        return content
    }

    func regression(outputCount: Int) -> ReportContent {
        var content = content()
        let estimate = ReportEstimate(0.5, lower: 0.1, upper: 0.9)
        content.summary = outputCount == 1 ? nil : text
        content.scores = .regression(
            RegressionScores(
                part: text, imageCount: 2,
                outputs: (0..<outputCount).map { _ in
                    .init(
                        name: text, unit: text, meanAbsoluteError: estimate,
                        figures: [ReportFigure(text, estimate, style: .number(unit: text), note: text)],
                        points: [.init(target: 1, prediction: 2), .init(target: .nan, prediction: 2)])
                }))
        return content
    }

    private func scores(_ estimate: ReportEstimate) -> ClassificationScores {
        ClassificationScores(
            part: text, imageCount: 4, accuracy: estimate,
            figures: [ReportFigure(text, estimate, style: .share, note: text)],
            classes: [text, other].map {
                LabelScores(name: $0, support: 2, recall: estimate, precision: estimate, f1: estimate)
            },
            confusion: [[1, 1], [1, 1]],
            reliability: [.init(lower: 0, upper: 1, count: 4, confidence: 0.5, accuracy: estimate)],
            riskCoverage: [
                .init(threshold: 0.9, coverage: 0.5, risk: 0), .init(threshold: 0, coverage: 1, risk: 0.5),
            ])
    }
}

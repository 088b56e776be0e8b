internal import Training

/// How the training went, epoch by epoch.
struct TrainingSection {
    private let training: TrainingCurves?

    init(_ content: ReportContent) {
        training = content.training
    }

    var section: PageSection? {
        guard let training, !training.epochs.isEmpty else { return nil }
        return PageSection("training", "Training") {
            tag("p", .class("note")) { sentence(training) }
            tag("div", .class("columns-wide")) {
                for plot in plots(training) { plot.markup }
            }
            tag("details") {
                tag("summary") { "All numbers" }
                table(training)
            }
        }
    }

    private func sentence(_ training: TrainingCurves) -> String {
        let seconds = training.epochs.reduce(0) { $0 + $1.seconds }
        let duration =
            seconds < 120
            ? "\(NumberText.fixed(seconds, digits: 0)) seconds"
            : "\(NumberText.fixed(seconds / 60, digits: 0)) minutes"
        let kept = training.keptEpoch.map { "; the weights of epoch \($0) were kept" } ?? ""
        let later =
            training.laterEpochCount.map {
                " Training then began anew with the validation images too, for \(NumberText.counted($0, "epoch"))."
            } ?? ""
        return NumberText.counted(training.epochs.count, "epoch") + " in " + duration + kept + "." + later
    }

    private func plots(_ training: TrainingCurves) -> [Plot] {
        let epochs = training.epochs
        let losses = epochs.map(\.trainLoss) + epochs.compactMap(\.validationLoss)
        let isShare = training.metricStyle == .share
        let loss = LineChart(
            epochs: epochs.map(\.epoch),
            series: [
                .init(name: "validation", values: epochs.map(\.validationLoss), style: "first"),
                .init(name: "training", values: epochs.map(\.trainLoss), style: "second"),
            ], subject: "Loss", unit: training.lossUnit, y: .linear([0] + losses),
            markedEpoch: training.keptEpoch,
            text: NumberText.significant)
        let metric = LineChart(
            epochs: epochs.map(\.epoch),
            series: [.init(name: training.metricName, values: epochs.map(\.metric), style: "first")],
            subject: "Validation " + training.metricName, unit: metricUnit(training.metricStyle),
            y: .linear(epochs.compactMap(\.metric), isShare: isShare), markedEpoch: training.keptEpoch,
            text: { NumberText.text($0, training.metricStyle) })
        let rate = LineChart(
            epochs: epochs.map(\.epoch),
            series: [.init(name: "rate", values: epochs.map(\.rate), style: "first")],
            subject: "Learning rate", unit: "",
            y: rateScale(epochs.map(\.rate)), markedEpoch: nil, text: NumberText.significant)
        return [
            Plot("Loss", loss.markup), Plot("Validation " + training.metricName, metric.markup),
            Plot("Learning rate", rate.markup),
        ].compactMap { $0 }
    }

    private func metricUnit(_ style: ReportFigure.Style) -> String {
        switch style {
        case .share: ""
        case .number(let unit): unit
        }
    }

    /// Rates over more than two powers of ten are told apart by their logarithm; others from zero on.
    private func rateScale(_ rates: [Double]) -> AxisScale {
        let positive = rates.filter { $0.isFinite && $0 > 0 }
        guard positive.count == rates.count, let lowest = positive.min(), let highest = positive.max(),
            highest > 100 * lowest
        else { return .linear([0] + rates) }
        return .logarithmic(rates)
    }

    private func table(_ training: TrainingCurves) -> Markup {
        scrollBox("Numbers of each epoch") {
            tag("table", .class("grid")) {
                tag("thead") {
                    tag("tr") {
                        for name in [
                            "Epoch", "Training loss", "Validation loss", training.metricName, "Rate",
                            "Images/s",
                            "Seconds",
                        ] {
                            tag("th", .columnScope, .class("n")) { name }
                        }
                    }
                }
                tag("tbody") {
                    for record in training.epochs { row(record, training.metricStyle) }
                }
            }
        }
    }

    private func row(_ record: EpochRecord, _ style: ReportFigure.Style) -> Markup {
        let texts = [
            NumberText.significant(record.trainLoss),
            NumberText.significant(record.validationLoss ?? .nan),
            NumberText.text(record.metric ?? .nan, style),
            NumberText.significant(record.rate),
            NumberText.significant(record.imagesPerSecond),
            NumberText.significant(record.seconds),
        ]
        return tag("tr") {
            tag("th", .rowScope, .class("n")) { NumberText.count(record.epoch) }
            for text in texts { tag("td", .class("n")) { text } }
        }
    }
}

import Glibc
import Metrics
import Reports
import Training

/// Rich content for reports, made from seeded numbers and drawn pictures.
enum Demonstration {
    static let classNames = DrawnPictures.shapes

    /// A whole training run of a classifier.
    static func classification() throws -> ReportContent { try classificationContent.get() }

    /// Drawn once, because drawing takes long.
    private static let classificationContent = Result { try makeClassification() }

    private static func makeClassification() throws -> ReportContent {
        let answers = try Answers(count: 372, classCount: classNames.count, seed: 5)
        let report = try ClassificationReport(answers.table, labels: answers.labels, classNames: classNames)
        var generator = SplitMix(seed: 1)
        let details = try ClassificationDetails(
            answers.table, labels: answers.labels, classNames: classNames, resampleCount: 200,
            using: &generator)
        return ReportContent(
            title: "shapes10",
            subtitle: "EfficientNet-Lite0, last blocks trained, examined on the test folder",
            scores: .classification(ClassificationScores(report, details: details, part: "test")),
            mistakes: try answers.mistakes(classNames, pictureCount: 16),
            uncertainExamples: try answers.uncertain(classNames, count: 12), data: try data(),
            findings: try findings(), training: training(),
            augmentation: AugmentationSheet(
                policy: "flip:0.5,rotate:15,jitter:0.2",
                rows: try (0..<4).map { row in
                    .init(
                        name: "train/\(classNames[row])/\(row).jpg",
                        pictures: try (0..<7).map {
                            try DrawnPictures.shape(row, side: 128, seed: UInt64(10 * row + $0))
                        })
                },
                omission: "Pictures that are mixed of several ones are not among the samples."),
            command: "imgcls finetune shapes10 --unfreeze 4 --epochs 14 --seed 0 --output model.safetensors "
                + "--report report.html",
            configuration: configuration, environment: environment,
            sources: [
                ReportSource(
                    name: "EfficientNet-Lite0, trained on ImageNet", licence: "Apache-2.0",
                    address: "https://github.com/tensorflow/tpu")
            ])
    }

    /// An evaluation of a model with any number of labels.
    static func multilabel() throws -> ReportContent {
        var generator = SplitMix(seed: 3)
        let names = ["indoors", "people", "animals", "vehicles", "night", "water"]
        let labels = (0..<250 * names.count).map { _ in Double.random(in: 0..<1, using: &generator) < 0.35 }
        let probabilities = labels.map { label in
            1 / (1 + exp(-(label ? 1.6 : -1.6) - 1.4 * generator.normal()))
        }
        let thresholds = [0.5, 0.42, 0.61, 0.5, 0.33, 0.55]
        let report = try MultilabelReport(
            probabilities: probabilities, labels: labels, thresholds: thresholds, labelNames: names)
        let details = try MultilabelDetails(
            probabilities: probabilities, labels: labels, thresholds: thresholds, labelNames: names,
            resampleCount: 200, using: &generator)
        return ReportContent(
            title: "holiday-photos", subtitle: "6 labels",
            scores: .multilabel(MultilabelScores(report, details: details, part: "validation")),
            mistakes: [
                ReportExample(
                    path: "2019/beach 7.jpg", truths: ["people", "water"],
                    guesses: [.init("water", probability: 0.96), .init("night", probability: 0.71)],
                    picture: try DrawnPictures.shape(6, side: 112, seed: 9),
                    heatMap: try DrawnPictures.heatMap(6, side: 112, seed: 9)),
                ReportExample(
                    path: "2020/fog.jpg", truths: [], guesses: [.init("vehicles", probability: 0.88)],
                    picture: try DrawnPictures.shape(7, side: 112, seed: 2)),
            ])
    }

    /// An evaluation of a model of one number.
    static func regression() throws -> ReportContent {
        var generator = SplitMix(seed: 4)
        let targets = (0..<600).map { _ in Double.random(in: 2...80, using: &generator) }
        let predictions = targets.map { $0 * 0.94 + 2.5 + 3.4 * generator.normal() }
        let report = try RegressionReport(predictions: predictions, targets: targets, names: ["age"])
        let details = try RegressionDetails(
            predictions: predictions, targets: targets, names: ["age"], resampleCount: 200,
            using: &generator)
        return ReportContent(
            title: "tree-rings", subtitle: "Age from a photo of the trunk",
            scores: .regression(
                RegressionScores(
                    report, details: details, predictions: predictions, targets: targets,
                    units: ["years"], part: "test")),
            mistakes: [
                ReportExample(
                    path: "oak/0044.jpg", truths: ["71 years"], guesses: [.init("52 years")],
                    picture: try DrawnPictures.shape(1, side: 112, seed: 1))
            ])
    }

    static func training(epochCount: Int = 14) -> TrainingCurves {
        var generator = SplitMix(seed: 8)
        let epochs = (1...epochCount).map { epoch in
            let done = Double(epoch) / Double(epochCount)
            let noise = 0.02 * generator.normal()
            return EpochRecord(
                epoch: epoch, trainLoss: 0.18 + 1.7 * exp(-4.2 * done),
                validationLoss: 0.33 + 1.2 * exp(-5 * done) + 0.06 * done * done + noise,
                metric: 0.925 - 0.45 * exp(-6 * done) + 0.2 * noise,
                rate: 1e-3 * (1 + cos(3.1416 * done)) / 2 + 1e-6,
                imagesPerSecond: 58 + generator.normal(), seconds: 27 + generator.normal())
        }
        return TrainingCurves(epochs: epochs, keptEpoch: max(1, epochCount - 3))
    }

    private static func data() throws -> DataOverview {
        DataOverview(
            parts: ["train", "validation", "test"],
            rows: try classNames.enumerated().map { index, name in
                DataOverview.Row(
                    name: name, counts: [1204 - 97 * index, 120 - 9 * index, 60 - 5 * index],
                    thumbnails: try (0..<4).map {
                        try DrawnPictures.shape(index, side: 72, seed: UInt64(50 + $0))
                    })
            },
            facts: [
                ReportFact("Folder", "shapes10"), ReportFact("Parts", "as the folders say"),
                ReportFact("Digest", "sha256:9f2c41d07be3a65d88b1c0f4e7a2395061fbd4c8"),
            ])
    }

    private static func findings() throws -> [ReportFinding] {
        [
            ReportFinding(
                severity: .note, kind: "imbalance",
                summary: "The largest class has 3.6 times as many images as the smallest one."),
            ReportFinding(
                severity: .warning, kind: "near_leak",
                summary: "5 test images look like training images: the score is better than it should be.",
                items: try (0..<5).map { item in
                    ReportFinding.Item(
                        "test/ring/\(item).jpg looks like train/ring/\(40 + item).jpg",
                        pictures: try [item, item].map {
                            try DrawnPictures.shape(1, side: 72, seed: UInt64($0))
                        })
                }),
            ReportFinding(
                severity: .error, kind: "unreadable_image",
                summary: "2 images cannot be read and were left out.",
                items: [
                    .init("train/cross/17.jpg: the file ends early"), .init("train/cross/18.jpg: no image"),
                ],
                omittedItemCount: 3),
        ]
    }

    private static let configuration = [
        ReportFact("network", "efficientnet-lite0"), ReportFact("unfreeze", "4"), ReportFact("epochs", "14"),
        ReportFact("rate", "0.001"), ReportFact("schedule", "cosine"), ReportFact("optimizer", "adamw"),
        ReportFact("batch-size", "32"), ReportFact("augment", "flip:0.5,rotate:15,jitter:0.2"),
        ReportFact("seed", "0"),
    ]

    private static let environment = [
        ReportFact("imgcls", "0.5.0"), ReportFact("oneDNN", "2.6.0"), ReportFact("Processor", "x86-64, AVX2"),
        ReportFact("Threads", "2"), ReportFact("System", "Debian GNU/Linux 12"),
    ]
}

extension Demonstration {
    /// As many classes as a matrix takes, with long names, without pictures.
    static func wide(classCount: Int = 50) -> ReportContent {
        var generator = SplitMix(seed: 6)
        let names = (0..<classCount).map { "\($0) a rather long name_of_a_class_without_blanks_in_it" }
        var confusion = (0..<classCount).map { label in
            (0..<classCount).map { $0 == label ? 40 : 0 }
        }
        for _ in 0..<3 * classCount {
            let label = Int.random(in: 0..<classCount, using: &generator)
            confusion[label][Int.random(in: 0..<classCount, using: &generator)] += 1
        }
        return ReportContent(
            title: String(repeating: "long", count: 60),
            scores: .classification(
                ClassificationScores(
                    part: "test", imageCount: 43 * classCount, accuracy: ReportEstimate(0.93),
                    classes: names.map {
                        LabelScores(
                            name: $0, support: 43, recall: ReportEstimate(0.9, lower: 0.8, upper: 0.95),
                            precision: ReportEstimate(0.9), f1: ReportEstimate(0.9))
                    }, confusion: confusion)),
            mistakes: [ReportExample(path: "a/b.jpg", truths: [names[0]], guesses: [.init(names[1])])],
            data: DataOverview(
                parts: ["train", "test"], rows: names.map { .init(name: $0, counts: [100, 43]) }),
            training: training(epochCount: 120), command: "imgcls " + String(repeating: "x", count: 400))
    }
}

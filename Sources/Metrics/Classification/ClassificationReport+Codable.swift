extension ClassificationReport {
    private enum CodingKeys: String, CodingKey {
        case accuracy
        case accuracyInterval = "accuracy_interval"
        case imageCount = "image_count"
        case balancedAccuracy = "balanced_accuracy"
        case macroF1 = "macro_f1"
        case weightedF1 = "weighted_f1"
        case logLoss = "log_loss"
        case brierScore = "brier_score"
        case expectedCalibrationError = "expected_calibration_error"
        case cohensKappa = "cohens_kappa"
        case matthewsCorrelation = "matthews_correlation"
        case macroROCAUC = "macro_roc_auc"
        case macroAveragePrecision = "macro_average_precision"
        case classes
        case confusionMatrix = "confusion_matrix"
    }

    /// Reads a report, also one of a version that knew fewer scores.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        accuracy = try container.decode(Double.self, forKey: .accuracy)
        accuracyInterval = try container.decode(WilsonInterval.self, forKey: .accuracyInterval)
        imageCount = try container.decode(Int.self, forKey: .imageCount)
        balancedAccuracy = try container.decode(Double.self, forKey: .balancedAccuracy)
        macroF1 = try container.decode(Double.self, forKey: .macroF1)
        weightedF1 = try container.decode(Double.self, forKey: .weightedF1)
        logLoss = try container.decode(Double.self, forKey: .logLoss)
        brierScore = try container.decode(Double.self, forKey: .brierScore)
        expectedCalibrationError = try container.decode(Double.self, forKey: .expectedCalibrationError)
        macroROCAUC = try container.decodeIfPresent(Double.self, forKey: .macroROCAUC)
        macroAveragePrecision = try container.decodeIfPresent(Double.self, forKey: .macroAveragePrecision)
        classes = try container.decode([ClassEntry].self, forKey: .classes)
        confusionMatrix = try container.decode(ConfusionMatrix.self, forKey: .confusionMatrix)
    }

    /// Writes all scores, those that follow from the confusion matrix too.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(accuracy, forKey: .accuracy)
        try container.encode(accuracyInterval, forKey: .accuracyInterval)
        try container.encode(imageCount, forKey: .imageCount)
        try container.encode(balancedAccuracy, forKey: .balancedAccuracy)
        try container.encode(macroF1, forKey: .macroF1)
        try container.encode(weightedF1, forKey: .weightedF1)
        try container.encode(logLoss, forKey: .logLoss)
        try container.encode(brierScore, forKey: .brierScore)
        try container.encode(expectedCalibrationError, forKey: .expectedCalibrationError)
        try container.encode(cohensKappa, forKey: .cohensKappa)
        try container.encode(matthewsCorrelation, forKey: .matthewsCorrelation)
        try container.encodeIfPresent(macroROCAUC, forKey: .macroROCAUC)
        try container.encodeIfPresent(macroAveragePrecision, forKey: .macroAveragePrecision)
        try container.encode(classes, forKey: .classes)
        try container.encode(confusionMatrix, forKey: .confusionMatrix)
    }
}

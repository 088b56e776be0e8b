extension ConfusionMatrix {
    /// The share of images predicted right; 0 for an empty matrix.
    public var accuracy: Double { ratio(correct, total) }

    /// Precision, recall, F1 and support of each class, in class order.
    public var classScores: [ClassScores] {
        let support = support
        let predicted = predictedCounts
        return (0..<classCount).map { index in
            ClassScores(
                correct: self[label: index, prediction: index], predicted: predicted[index],
                support: support[index])
        }
    }

    /// The plain mean of the F1 of all K classes.
    ///
    /// A class that is absent from labels and predictions counts with an F1 of 0.
    public var macroF1: Double { ConfusionMargins(self).macroF1 }

    /// The mean of the classes' F1, weighted by the number of images of each; 0 for an empty matrix.
    public var weightedF1: Double { ConfusionMargins(self).weightedF1 }

    /// The mean recall of the classes that have at least one image; 0 for an empty matrix.
    ///
    /// It equals accuracy where all classes have the same number of images, and is not fooled by a model
    /// that always answers with the most frequent class.
    /// Source: Brodersen et al., "The balanced accuracy and its posterior distribution", ICPR 2010.
    public var balancedAccuracy: Double { ConfusionMargins(self).balancedAccuracy }

    /// Cohen's kappa: the agreement beyond what chance gives to predictions and labels as frequent as these,
    /// `(pₒ − pₑ) / (1 − pₑ)`; at most 1, and 0 for chance.
    ///
    /// Where chance alone agrees always (one class in labels and predictions, or no images), the quotient is
    /// 0 / 0 and the score is 0: nothing beyond chance was shown. scikit-learn gives NaN there.
    /// Source: Cohen, "A coefficient of agreement for nominal scales", 1960.
    public var cohensKappa: Double { ConfusionMargins(self).cohensKappa }

    /// The Matthews correlation of K classes: the correlation of predictions and labels taken as indicator
    /// vectors; in `-1 ... 1`, and 0 where all predictions or all labels are one class.
    ///
    /// Source: Gorodkin, "Comparing two K-category assignments by a K-category correlation coefficient", 2004.
    public var matthewsCorrelation: Double { ConfusionMargins(self).matthewsCorrelation }

    /// The Wilson interval of each class's recall, in class order; `0 ... 1` for a class without images.
    ///
    /// - Precondition: The confidence is strictly between 0 and 1.
    public func recallIntervals(confidence: Double = 0.95) -> [WilsonInterval] {
        let support = support
        return (0..<classCount).map { index in
            WilsonInterval(
                successes: self[label: index, prediction: index], trials: support[index],
                confidence: confidence)
        }
    }

    /// The pairs of a true class and another one that it was taken for, the most frequent first.
    ///
    /// Equal counts are put in order of the share of the true class's images, the larger first, and then by
    /// the indices of true and predicted class. Complexity: O(K² + *P* log *P*) for *P* pairs that occur.
    ///
    /// - Parameter limit: The largest number of pairs wanted.
    public func mostConfusedPairs(limit: Int = .max) -> [ConfusedPair] {
        let support = support
        var pairs = [ConfusedPair]()
        for label in 0..<classCount {
            for prediction in 0..<classCount where prediction != label {
                let count = self[label: label, prediction: prediction]
                guard count > 0 else { continue }
                pairs.append(
                    ConfusedPair(
                        label: label, prediction: prediction, count: count,
                        share: ratio(count, support[label])))
            }
        }
        // The sort is stable: pairs of equal count and share stay in order of their indices.
        pairs.sort { ($0.count, $0.share) > ($1.count, $1.share) }
        return Array(pairs.prefix(max(0, limit)))
    }
}

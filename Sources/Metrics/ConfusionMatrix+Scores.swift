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
    public var macroF1: Double {
        classScores.reduce(0) { $0 + $1.f1 } / Double(classCount)
    }

    /// The mean of the classes' F1, weighted by the number of images of each; 0 for an empty matrix.
    public var weightedF1: Double {
        guard total > 0 else { return 0 }
        return classScores.reduce(0) { $0 + $1.f1 * Double($1.support) } / Double(total)
    }

    /// The mean recall of the classes that have at least one image; 0 for an empty matrix.
    ///
    /// It equals accuracy where all classes have the same number of images, and is not fooled by a model
    /// that always answers with the most frequent class.
    /// Source: Brodersen et al., "The balanced accuracy and its posterior distribution", ICPR 2010.
    public var balancedAccuracy: Double {
        let present = classScores.filter { $0.support > 0 }
        guard !present.isEmpty else { return 0 }
        return present.reduce(0) { $0 + $1.recall } / Double(present.count)
    }
}

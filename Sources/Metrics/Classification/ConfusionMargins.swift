/// What most scores of a confusion matrix need of it: its diagonal and the sums of its rows and columns.
///
/// Every score is O(K), which makes resampling cheap where K × K counts would not be.
struct ConfusionMargins {
    /// How many images of each class were predicted right, `[K]`.
    var correct: [Int]
    /// How often each class was predicted, `[K]`.
    var predicted: [Int]
    /// The number of images of each class, `[K]`.
    var support: [Int]

    /// Margins without any image.
    init(classCount: Int) {
        correct = [Int](repeating: 0, count: classCount)
        predicted = correct
        support = correct
    }

    init(_ matrix: ConfusionMatrix) {
        correct = (0..<matrix.classCount).map { matrix[label: $0, prediction: $0] }
        predicted = matrix.predictedCounts
        support = matrix.support
    }

    private var classCount: Int { support.count }
    private var total: Int { support.reduce(0, +) }

    func f1(_ index: Int) -> Double {
        ratio(2 * correct[index], predicted[index] + support[index])
    }

    var macroF1: Double {
        (0..<classCount).reduce(0) { $0 + f1($1) } / Double(classCount)
    }

    var weightedF1: Double {
        let total = total
        guard total > 0 else { return 0 }
        return (0..<classCount).reduce(0) { $0 + f1($1) * Double(support[$1]) } / Double(total)
    }

    var balancedAccuracy: Double {
        var sum = 0.0
        var present = 0
        for index in 0..<classCount where support[index] > 0 {
            sum += ratio(correct[index], support[index])
            present += 1
        }
        return present == 0 ? 0 : sum / Double(present)
    }

    var cohensKappa: Double {
        let total = Double(total)
        let chance = dot(predicted, support)
        let scale = total * total - chance
        return scale <= 0 ? 0 : (Double(correct.reduce(0, +)) * total - chance) / scale
    }

    var matthewsCorrelation: Double {
        let total = Double(total)
        let spreadOfPredictions = total * total - dot(predicted, predicted)
        let spreadOfLabels = total * total - dot(support, support)
        guard spreadOfPredictions > 0, spreadOfLabels > 0 else { return 0 }
        let covariance = Double(correct.reduce(0, +)) * total - dot(predicted, support)
        return covariance / (spreadOfPredictions.squareRoot() * spreadOfLabels.squareRoot())
    }

    private func dot(_ left: [Int], _ right: [Int]) -> Double {
        var sum = 0.0
        for index in left.indices { sum += Double(left[index]) * Double(right[index]) }
        return sum
    }
}

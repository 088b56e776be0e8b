import Datasets
import ImageClassifier
import Images
import ModelSupport

/// What became of damaged pictures, counted.
struct MutationTally {
    /// How many were classified all the same.
    private(set) var answerCount = 0

    /// How many were refused, by the name of the error.
    private(set) var errorCounts: [String: Int] = [:]

    /// Counts one result.
    ///
    /// - Returns: What is wrong with it; nil where nothing is.
    mutating func count(_ answer: Result<Answer, ImageReadError>) -> String? {
        switch answer {
        case .success(.values): return "the answer is no classes"
        case .success(.predictions(let predictions, _)):
            answerCount += 1
            return Self.complaint(about: predictions)
        case .failure(.image(let error)):
            errorCounts[Self.name(of: error), default: 0] += 1
            return error.description.isEmpty ? "no description of \(Self.name(of: error))" : nil
        case .failure(let error):
            return "the file was not read: \(error)"
        }
    }

    private static func complaint(about predictions: [Prediction]) -> String? {
        let probabilities = predictions.map(\.probability)
        guard Set(predictions.map(\.label)) == Set(TinyBackbone.classNames),
            predictions.count == TinyBackbone.classNames.count
        else { return "the answers are \(predictions)" }
        guard probabilities.allSatisfy((0...1).contains), abs(probabilities.reduce(0, +) - 1) < 1e-9,
            probabilities == probabilities.sorted(by: >)
        else { return "the probabilities are \(probabilities)" }
        return nil
    }

    /// The case of an error without what it holds.
    private static func name(of error: ImageError) -> String {
        Mirror(reflecting: error).children.first?.label ?? "\(error)"
    }
}

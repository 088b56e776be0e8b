public import Datasets
public import Models
public import WeightFiles

/// What can go wrong at the library's front door.
public enum ImageClassifierError: Error, Sendable, CustomStringConvertible {
    /// A pretrained model's file is in none of the usual places.
    case pretrainedModelNotFound(fileName: String, searched: [String])
    /// A model file is not there.
    case modelNotFound(path: String)
    /// A model file cannot be used.
    case model(path: String, ModelError)
    /// An image file cannot be used.
    case image(path: String, ImageReadError)
    /// A file cannot be written.
    case output(path: String, FileWriteError)
    /// Probabilities were asked of a model that gives values.
    case givesValues
    /// A folder to evaluate on has no readable image.
    case nothingToEvaluate(path: String)

    /// One sentence that begins with the path.
    public var description: String {
        switch self {
        case .pretrainedModelNotFound(let fileName, let searched):
            "\(fileName): the pretrained model was not found; searched "
                + (searched.isEmpty ? "nowhere" : searched.joined(separator: ", "))
        case .modelNotFound(let path): "\(path): there is no such model file"
        case .model(let path, let error): "\(path): \(error)"
        case .image(let path, let error): "\(path): \(error)"
        case .output(let path, let error): "\(path): \(error)"
        case .givesValues: "the model gives values, not probabilities of classes"
        case .nothingToEvaluate(let path): "\(path): has no readable image to evaluate on"
        }
    }
}

internal import Datasets
internal import Execution
internal import ImageClassifier
internal import Metrics
internal import Models
internal import Training
internal import Transfer

/// The exit codes of the program; scripts rely on them.
enum ExitStatus: Int32 {
    /// A model does not reach what was asked of it.
    case gateFailed = 1
    /// The command line makes no sense.
    case wrongUsage = 64
    /// Images are unreadable, classes inconsistent, or a model file is broken.
    case badData = 65
    /// A file or folder is not there.
    case inputNotFound = 66
    /// A mistake in imgcls.
    case internalError = 70
    /// The output cannot be written.
    case cannotWrite = 73

    /// The code for an error that ended a command.
    init(for error: any Error) {
        switch error {
        case is GateFailure: self = .gateFailed
        case let error as CommandError: self = error.status
        case let error as DatasetError: self = error.category == .inputNotFound ? .inputNotFound : .badData
        case let error as ImageClassifierError: self = Self.status(for: error)
        case ExecutionError.kernel: self = .internalError
        case is TransferError, is TaskError, is MetricsError, is TrainingError, is ModelError,
            is ExecutionError:
            self = .badData
        case is OutputError: self = .cannotWrite
        default: self = .internalError
        }
    }

    private static func status(for error: ImageClassifierError) -> ExitStatus {
        switch error {
        case .pretrainedModelNotFound, .modelNotFound: .inputNotFound
        case .image(_, .file(.notFound)): .inputNotFound
        case .model(_, .execution(.kernel)): .internalError
        case .model, .image, .givesValues, .nothingToEvaluate: .badData
        case .output: .cannotWrite
        }
    }
}

/// An error that a command found out by itself.
struct CommandError: Error, CustomStringConvertible {
    let status: ExitStatus
    let description: String

    init(_ status: ExitStatus, _ description: String) {
        self.status = status
        self.description = description
    }
}

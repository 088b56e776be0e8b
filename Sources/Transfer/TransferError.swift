public import Datasets

/// Why a run of transfer learning stopped.
public enum TransferError: Error, Sendable, CustomStringConvertible {
    /// More images are unreadable than a run accepts.
    case tooManyUnreadableImages([SampleFailure], total: Int, limit: Double)
    /// Every image of a class is unreadable, or all went to the validation side.
    case classWithoutReadableImages(name: String)

    /// One sentence, with the first unreadable image.
    public var description: String {
        switch self {
        case .tooManyUnreadableImages(let failures, let total, let limit):
            let example = failures.first.map { "; the first is \($0)" } ?? ""
            let percent = Int((limit * 100).rounded())
            return "\(failures.count) of \(total) images cannot be read, more than \(percent) %\(example)"
        case .classWithoutReadableImages(let name):
            return "the class \"\(name)\" has no readable training image"
        }
    }
}

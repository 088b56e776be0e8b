public import Datasets

/// Why a run of transfer learning stopped.
public enum TransferError: Error, Sendable, CustomStringConvertible {
    /// More images are unreadable than a run accepts.
    case tooManyUnreadableImages([SampleFailure], total: Int, limit: Double)
    /// Every image of a class is unreadable, or all went to the validation side.
    case classWithoutReadableImages(name: String)
    /// Images have several labels, and a softmax gives each exactly one.
    case severalLabels([Sample])

    /// One sentence, with the first unreadable image.
    public var description: String {
        switch self {
        case .tooManyUnreadableImages(let failures, let total, let limit):
            let example = failures.first.map { "; the first is \($0)" } ?? ""
            let percent = Int((limit * 100).rounded())
            let allowed = limit == 0 ? "and none may be unreadable" : "more than \(percent) %"
            return "\(failures.count) of \(total) images cannot be read, \(allowed)\(example)"
        case .classWithoutReadableImages(let name):
            return "the class \"\(name)\" has no readable training image"
        case .severalLabels(let samples):
            let example = samples.first.map { ", the first is \($0.relativePath)" } ?? ""
            return "\(counted(samples.count, "image has", plural: "images have")) several labels\(example); "
                + "a softmax head gives each image exactly one"
        }
    }
}

public import Datasets

/// Why a run of transfer learning stopped.
public enum TransferError: Error, Sendable, CustomStringConvertible {
    /// More images are unreadable than a run accepts.
    case tooManyUnreadableImages([SampleFailure], total: Int, limit: Double)
    /// A class has no training image: none can be read, or all that can are held out.
    case classWithoutTrainingImages(name: String, [SampleFailure])
    /// None of the given validation or test images can be read.
    case partWithoutReadableImages(Partition, [SampleFailure])
    /// An earlier split records none of the images.
    case nothingKept(count: Int)
    /// Images have several labels, and a softmax gives each exactly one.
    case severalLabels([Sample])
    /// No training image has a label: none can be read, or all that can are held out.
    case labelWithoutTrainingImages(name: String, [SampleFailure])
    /// All training images have a label, so that nothing shows what it is not.
    case labelOnEveryTrainingImage(name: String)
    /// There are too few training images to learn numbers from: others cannot be read, or are held out.
    case tooFewTrainingImages(count: Int, minimum: Int, [SampleFailure])
    /// All training images have the same number.
    case constantValue(name: String, value: Float)

    /// The unreadable images that led to it.
    public var failures: [SampleFailure] {
        switch self {
        case .tooManyUnreadableImages(let failures, _, _), .classWithoutTrainingImages(_, let failures),
            .partWithoutReadableImages(_, let failures), .labelWithoutTrainingImages(_, let failures),
            .tooFewTrainingImages(_, _, let failures):
            failures
        case .nothingKept, .severalLabels, .labelOnEveryTrainingImage, .constantValue: []
        }
    }

    /// One sentence, with the first unreadable image.
    public var description: String {
        switch self {
        case .tooManyUnreadableImages(let failures, let total, let limit):
            let example = failures.first.map { "; the first is \($0)" } ?? ""
            let allowed =
                limit == 0 ? "and none may be unreadable" : "more than \(CheckContext.percent(limit))"
            return "\(failures.count) of \(total) images cannot be read, \(allowed)\(example)"
        case .classWithoutTrainingImages(let name, _):
            return "the class \"\(name)\" has no readable training image that is not held out"
        case .partWithoutReadableImages(let partition, _):
            return "none of the \(partition) images can be read"
        case .nothingKept(let count):
            return "none of the \(counted(count, "image")) that the earlier split records is there"
        case .severalLabels(let samples):
            let example = samples.first.map { ", the first is \($0.relativePath)" } ?? ""
            return "\(counted(samples.count, "image has", plural: "images have")) several labels\(example); "
                + "a softmax head gives each image exactly one; several are for --task multilabel"
        case .labelWithoutTrainingImages(let name, _):
            return "no readable training image that is not held out has the label \"\(name)\""
        case .labelOnEveryTrainingImage(let name):
            return "every training image has the label \"\(name)\"; images without it are needed too"
        case .tooFewTrainingImages(let count, let minimum, _):
            let images = counted(count, "readable training image")
            return "there \(count == 1 ? "is" : "are") \(images) not held out, at least \(minimum) are needed"
        case .constantValue(let name, let value):
            return "every training image has \(value) for \"\(name)\"; there is nothing to learn"
        }
    }
}

public import Networks
public import Tensors
public import WeightFiles

/// Why a checkpoint could not be written or read.
public enum CheckpointError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file cannot be read, or is no safetensors file.
    case file(SafeTensorsError)
    /// The file is something else, such as a model.
    case notACheckpoint
    /// The file has a format of another version.
    case unsupportedVersion(String, supported: String)
    /// A text that describes the run is not there.
    case missingText(key: String)
    /// A text that describes the run cannot be read, or contradicts itself.
    case malformedText(key: String, reason: String)
    /// The network does not fit together.
    case network(NetworkError)
    /// A tensor that going on needs is not there.
    case missingTensor(String)
    /// A tensor is there that no run like this has.
    case unknownTensor(String)
    /// A tensor has another shape or type of element than the network needs.
    case wrongTensor(String, expected: Shape, got: Shape, ElementType)
    /// The state has a number that is not finite, or a text that cannot be put into a file.
    case notWritable(String)
    /// A tensor or a text does not fit into the file format.
    case content(SafeTensorsContentError)
    /// The system refused to write the file.
    case write(FileWriteError)

    /// One sentence, without the path.
    public var description: String {
        switch self {
        case .file(let error): return error.description
        case .notACheckpoint: return "the file is no checkpoint of a training run"
        case .unsupportedVersion(let version, let supported):
            return "the checkpoint has the format version \"\(version)\", only \(supported) can be read"
        case .missingText(let key): return "the checkpoint has no \"\(key)\""
        case .malformedText(let key, let reason):
            return "the checkpoint's \"\(key)\" cannot be read: \(reason)"
        case .network(let error): return error.description
        case .missingTensor(let name): return "the checkpoint has no tensor \"\(name)\""
        case .unknownTensor(let name): return "the checkpoint's tensor \"\(name)\" belongs to nothing"
        case .wrongTensor(let name, let expected, let got, let type):
            return
                "the checkpoint's tensor \"\(name)\" is \(type.rawValue) of \(got), not F32 of \(expected)"
        case .notWritable(let reason): return "the state of the run cannot be written: \(reason)"
        case .content(let error): return error.description
        case .write(let error): return error.description
        }
    }
}

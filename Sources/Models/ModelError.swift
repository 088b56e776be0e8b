internal import Datasets
public import Execution
public import Networks
public import Tensors
public import WeightFiles

/// What can be wrong with a model or its file.
public enum ModelError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file cannot be read, or is no sound safetensors file.
    case file(SafeTensorsError)
    /// The file is a safetensors file of something else.
    case notAModel(missingKey: String)
    /// The file was written by a newer version of imgcls.
    case unsupportedVersion(String)
    /// A part of the metadata cannot be understood.
    case malformed(key: String, reason: String)
    /// The network contradicts itself or its weights.
    case network(NetworkError)
    /// The network cannot be compiled or run.
    case execution(ExecutionError)
    /// There are more or fewer names than outputs.
    case classCountMismatch(names: Int, outputs: Int)
    /// Two classes share a name.
    case repeatedClassName(String)
    /// The temperature is not a positive number.
    case invalidTemperature(Double)
    /// The crop of the preprocessing is not the network's input.
    case inputMismatch(network: Shape, crop: Shape)
    /// The network's output is not a number, or the temperature makes it so.
    case outputNotFinite
    /// The content cannot be stored.
    case unwritableContent(SafeTensorsContentError)

    /// One sentence, without the path.
    public var description: String {
        switch self {
        case .file(let error): "\(error)"
        case .notAModel(let key):
            "is not an imgcls model: its metadata has no \"\(key)\""
        case .unsupportedVersion(let version):
            "has model format version \(Self.shown(version)); "
                + "this imgcls reads version \(ModelFile.formatVersion)"
        case .malformed(let key, let reason): "has a malformed \"\(key)\": \(Self.shown(reason))"
        case .network(let error): Self.shown("\(error)")
        case .execution(let error): Self.shown("\(error)")
        case .classCountMismatch(let names, let outputs):
            "has \(names) class names for \(outputs) outputs"
        case .repeatedClassName(let name): "has two classes named \"\(Self.shown(name))\""
        case .invalidTemperature(let temperature):
            "has a temperature of \(temperature); it must be positive"
        case .inputMismatch(let network, let crop):
            "its network reads \(network) and its preprocessing gives \(crop)"
        case .outputNotFinite: "computes probabilities that are not numbers"
        case .unwritableContent(let error): "\(error)"
        }
    }

    /// The largest number of characters that a sentence repeats of what a file says.
    private static let shownCount = 300

    /// What a file says, in one printable line: it may be long, forge further lines or command a terminal.
    private static func shown(_ text: String) -> String {
        let scalars = text.unicodeScalars
        let head = scalars.prefix(shownCount)
        return PrintableName.text(for: String(head)) + (head.endIndex == scalars.endIndex ? "" : "…")
    }
}

public import FoundationEssentials
internal import Networks
internal import Tensors
internal import WeightFiles

/// Where a run stands, with what the run is: one safetensors file, from which training goes on to the same
/// bits.
///
/// Its tensors are `parameters/…`, `best/…`, `average/…` and `optimizer.<what it remembers>/…` with the names
/// of the parameters behind the slash, all of 32-bit floats; its texts are the run's identity and its
/// progress as JSON. The same state has the same bytes.
public struct TrainingCheckpoint: Hashable, Sendable {
    /// The run.
    public let identity: RunIdentity
    /// Where it stands.
    public let state: TrainingState

    /// The version of the format that is written, and the only one that is read.
    public static let formatVersion = "2"

    static let formatName = "imgcls-checkpoint"

    /// Puts a checkpoint together.
    public init(_ state: TrainingState, of identity: RunIdentity) {
        self.identity = identity
        self.state = state
    }

    /// Reads a checkpoint.
    ///
    /// - Throws: `CheckpointError` where the file cannot be read, breaks its format, or contradicts itself.
    public init(contentsOfFile path: String) throws(CheckpointError) {
        let file: SafeTensorsFile
        do {
            file = try SafeTensorsFile(contentsOfFile: path)
        } catch {
            throw .file(error)
        }
        try self.init(reading: file)
    }

    /// Reads a checkpoint from memory.
    ///
    /// - Throws: `CheckpointError` where the bytes break the format, or contradict themselves.
    public init(parsing bytes: Data) throws(CheckpointError) {
        let file: SafeTensorsFile
        do {
            file = try SafeTensorsFile(parsing: bytes)
        } catch {
            throw .file(error)
        }
        try self.init(reading: file)
    }

    private init(reading file: SafeTensorsFile) throws(CheckpointError) {
        let texts = CheckpointTexts(file.metadata)
        identity = try texts.identity()
        var state = try texts.progress(identity.settings).state(identity.settings)
        let tensors = CheckpointTensors(file)
        try tensors.check(identity, hasBest: state.hasBest)
        state.parameters = try tensors.part(.parameters)
        state.best = state.hasBest ? try tensors.part(.best) : nil
        state.average = identity.settings.average == nil ? nil : try tensors.part(.average)
        for slot in identity.settings.optimizer.rule.slots {
            for (name, tensor) in try tensors.part(.optimizer(slot)) {
                state.optimizer[name, default: [:]][slot.rawValue] = tensor.values
            }
        }
        self.state = state
    }

    /// The state, for a run that goes on: to the same bits, unless it makes adjustments; see
    /// `RunIdentity.adjustments(from:)`.
    ///
    /// - Throws: `TrainingLoopError.otherRun` with all that is different.
    public func state(resuming run: RunIdentity) throws(TrainingLoopError) -> TrainingState {
        guard run.obstacles(from: identity).isEmpty else {
            throw .otherRun(run.differences(from: identity).joined(separator: "; "))
        }
        return state
    }

    /// The bytes of the file.
    ///
    /// - Throws: `CheckpointError.notWritable`, or `.content` where names and texts are too long.
    public func serialized() throws(CheckpointError) -> Data {
        var content = SafeTensorsContent(metadata: try CheckpointTexts(identity, state).metadata)
        do {
            for (part, parameters) in [
                (CheckpointPart.parameters, state.parameters), (.best, state.best ?? [:]),
                (.average, state.average ?? [:]),
            ] {
                for (name, tensor) in parameters { try content.add(tensor, named: part.prefix + name) }
            }
            for (name, tensors) in state.optimizer {
                guard let shape = state.parameters[name]?.shape else { continue }
                for (slot, values) in tensors {
                    let tensor = Tensor(shape: shape, values: values)
                    try content.add(tensor, named: CheckpointPart.optimizerPrefix(slot) + name)
                }
            }
            return try content.serialized()
        } catch {
            throw .content(error)
        }
    }

    /// Writes the file in one step: a reader or a crash meets the old one or the new one, never half of one.
    ///
    /// - Throws: `CheckpointError`; an old file then stays as it was.
    public func write(toPath path: String) throws(CheckpointError) {
        let bytes = try serialized()
        do {
            try AtomicFile.write(bytes, toPath: path)
        } catch {
            throw .write(error)
        }
    }
}

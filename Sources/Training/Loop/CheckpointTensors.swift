internal import Networks
internal import Tensors
internal import WeightFiles

/// The parts of a checkpoint that hold tensors.
enum CheckpointPart: Hashable {
    case parameters
    case best
    case average
    case optimizer(OptimizerState.Slot)

    /// What the names of the tensors begin with.
    var prefix: String {
        switch self {
        case .parameters: "parameters/"
        case .best: "best/"
        case .average: "average/"
        case .optimizer(let slot): Self.optimizerPrefix(slot.rawValue)
        }
    }

    /// What the names of tensors begin with that an optimizer remembers.
    static func optimizerPrefix(_ slot: String) -> String { "optimizer.\(slot)/" }
}

/// Reads the tensors of a checkpoint.
struct CheckpointTensors {
    private let file: SafeTensorsFile

    init(_ file: SafeTensorsFile) {
        self.file = file
    }

    /// Checks that the tensors are those of a run, no more and no fewer, before any is loaded.
    func check(_ identity: RunIdentity, hasBest: Bool) throws(CheckpointError) {
        var expected = try expectedShapes(identity, hasBest: hasBest)
        for name in file.tensorNames {
            guard let info = file.info(of: name), let shape = expected.removeValue(forKey: name) else {
                throw .unknownTensor(name)
            }
            guard info.shape == shape, info.elementType == .float32 else {
                throw .wrongTensor(name, expected: shape, got: info.shape, info.elementType)
            }
        }
        if let missing = expected.keys.min() { throw .missingTensor(missing) }
    }

    private func expectedShapes(
        _ identity: RunIdentity, hasBest: Bool
    ) throws(CheckpointError) -> [String: Shape] {
        let descriptions: [ParameterDescription]
        do {
            descriptions = try identity.network.parameterDescriptions()
        } catch {
            throw .network(error)
        }
        let settings = identity.settings
        var parts = [CheckpointPart.parameters]
        if hasBest { parts.append(.best) }
        if settings.average != nil { parts.append(.average) }
        var shapes: [String: Shape] = [:]
        for description in descriptions {
            for part in parts { shapes[part.prefix + description.name] = description.shape }
            guard description.role == .weight || description.role == .bias else { continue }
            for slot in settings.optimizer.rule.slots {
                shapes[CheckpointPart.optimizer(slot).prefix + description.name] = description.shape
            }
        }
        return shapes
    }

    /// The tensors of a part by the names of their parameters.
    func part(_ part: CheckpointPart) throws(CheckpointError) -> Parameters {
        var parameters: Parameters = [:]
        for name in file.tensorNames where name.hasPrefix(part.prefix) {
            do {
                parameters[String(name.dropFirst(part.prefix.count))] = try file.tensor(named: name)
            } catch {
                throw .file(error)
            }
        }
        return parameters
    }
}

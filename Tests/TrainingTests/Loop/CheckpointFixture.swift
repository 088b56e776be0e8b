import FoundationEssentials
import Tensors
import Training
import WeightFiles

/// A checkpoint file that tests change.
struct CheckpointFixture {
    /// The run that the checkpoint is of: Adam with a moving average, judged by validation images.
    static func run() -> LoopRun {
        var run = LoopRun()
        run.settings.optimizer = OptimizerSettings(.adam, rate: 0.01)
        run.settings.average = WeightAverage(decay: 0.9)
        return run
    }

    /// Its checkpoint within the second epoch.
    static func checkpoint() async throws -> TrainingCheckpoint? {
        let run = run()
        return try await run.stateWhenCancelled(afterStep: 4).map {
            TrainingCheckpoint($0, of: run.identity())
        }
    }

    var metadata: [String: String]
    var tensors: [String: (type: ElementType, shape: Shape, bytes: Data)] = [:]

    init(_ checkpoint: TrainingCheckpoint) throws {
        let file = try SafeTensorsFile(parsing: try checkpoint.serialized())
        metadata = file.metadata
        for name in file.tensorNames {
            guard let info = file.info(of: name) else { continue }
            tensors[name] = (info.elementType, info.shape, try file.bytes(of: name))
        }
    }

    /// Puts another text in the place of one that is in a text of the metadata.
    mutating func replace(_ key: String, _ old: String, _ new: String) {
        metadata[key] = metadata[key].map {
            $0.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
        }
        .map { $0.joined(separator: new) }
    }

    func serialized() throws -> Data {
        var content = SafeTensorsContent(metadata: metadata)
        for (name, tensor) in tensors {
            try content.add(tensor.bytes, named: name, as: tensor.type, shape: tensor.shape)
        }
        return try content.serialized()
    }
}

import FoundationEssentials
import Tensors
import TestSupport
import WeightFiles

/// PyTorch checkpoints in both formats: pickles, zip archives, and tensors with offsets and strides.
enum CheckpointTarget: FuzzTarget {
    static let name = "checkpoint"

    static func check(_ bytes: [UInt8]) {
        do throws(TorchCheckpointError) {
            let checkpoint = try TorchCheckpoint(parsing: Data(bytes))
            for name in checkpoint.names {
                guard let info = checkpoint.info(of: name) else {
                    Promise.hold(false, "nothing is known about \(name)")
                    continue
                }
                let tensor = try checkpoint.tensor(named: name)
                Promise.hold(tensor.shape == info.shape, "\(name) is \(tensor.shape), not \(info.shape)")
                Promise.hold(
                    tensor.values.count == info.shape.elementCount,
                    "\(name) has \(tensor.values.count) values")
            }
        } catch {
            Promise.refused(error)
        }
    }

    /// Nothing of ours writes checkpoints; the seeds are the committed ones, which PyTorch wrote.
    static func seeds() throws -> [[UInt8]] { [] }

    static func mended(_ bytes: [UInt8]) -> [UInt8] { ZipSums.withCorrectSums(bytes) }
}

public import Tensors

/// What decides the chance of one image in one epoch of one run.
///
/// Each image then has a random sequence of its own, which does not depend on the images before it, on the worker that
/// takes it, or on where a run was resumed. The sequence is that of `SeededGenerator(seed: run, path: epoch, sample)`:
/// SplitMix64 started at the run's seed, whose first output XOR the epoch, then whose next output XOR the sample, become
/// its new state; one more output starts the sequence.
/// Source: Steele, Lea & Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
public struct SampleSeed: Hashable, Sendable {
    /// The seed of the run.
    public let run: UInt64
    /// The number of the epoch, from 0.
    public let epoch: Int
    /// What the image is known by: its number in the data set, or a part of its digest.
    public let sample: UInt64

    /// Makes the seed of an image that is known by a number.
    ///
    /// - Precondition: `epoch` is not negative.
    public init(run: UInt64, epoch: Int, sample: UInt64) {
        precondition(epoch >= 0, "epoch \(epoch) is negative")
        self.run = run
        self.epoch = epoch
        self.sample = sample
    }

    /// Makes the seed of an image that is known by the digest of its content: the first eight bytes, as a big-endian
    /// number. Copies of a file then change alike within an epoch, and a file changes alike whatever the other files
    /// are.
    ///
    /// - Precondition: `epoch` is not negative.
    public init(run: UInt64, epoch: Int, digest: some Sequence<UInt8>) {
        self.init(run: run, epoch: epoch, sample: digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
    }

    /// The generator that starts the image's sequence.
    public var generator: SeededGenerator {
        SeededGenerator(seed: run, path: UInt64(epoch), sample)
    }

    /// The generator for what is decided for a batch as a whole, such as its mixing: that of `SeededGenerator(seed: run,
    /// path: epoch, batch, 1)`, a longer path than any image has.
    ///
    /// - Parameters:
    ///   - run: The seed of the run.
    ///   - epoch: The number of the epoch, from 0.
    ///   - batch: The number of the batch in the epoch, from 0.
    /// - Precondition: Neither number is negative.
    public static func batchGenerator(run: UInt64, epoch: Int, batch: Int) -> SeededGenerator {
        precondition(epoch >= 0 && batch >= 0, "epoch \(epoch) or batch \(batch) is negative")
        return SeededGenerator(seed: run, path: UInt64(epoch), UInt64(batch), 1)
    }
}

package import Augmentation
package import Datasets
package import Images
internal import Tensors
package import Training

/// Image files as examples for a network: decoded, changed at random while training, prepared and normalised by whichever
/// task needs them.
///
/// Small data sets are kept decoded in memory; of larger ones each file is read anew each time, and where chance takes a
/// part of the picture, no more of a JPEG is decoded; see ``DecodedPictures``.
///
/// There is no queue of batches that are made ahead: whoever trains on a shard has read it. See ``ShardWorker``.
package struct ImageExamples: ExampleSource {
    private let pictures: DecodedPictures
    private let digests: [ContentDigest]
    package let targets: Targets.Values
    private let preprocessing: Preprocessing
    private let augmentation: (any Augmentation)?
    private let mixer: BatchMixer?
    private let seed: UInt64

    /// Prepares the images.
    ///
    /// - Parameters:
    ///   - samples: The images.
    ///   - digests: The digest of each file, which decides its chance.
    ///   - targets: What the network should say for each.
    ///   - policy: What happens to them while training; nil for images that judge.
    ///   - reading: What is accepted when files are read.
    ///   - seed: The seed of the run.
    ///   - memory: What decoded pictures may take.
    package init(
        _ samples: [Sample], digests: [ContentDigest], targets: Targets.Values, preprocessing: Preprocessing,
        policy: AugmentationPolicy?, reading: ReadingOptions, seed: UInt64,
        memory: KeptMemory
    ) {
        pictures = DecodedPictures(
            samples, options: preprocessing.decodingOptions(reading), memory: memory)
        self.digests = digests
        self.targets = targets
        self.preprocessing = preprocessing
        augmentation = policy.flatMap { $0.isEmpty ? nil : $0.augmentation(for: preprocessing) }
        mixer = policy?.mixer
        self.seed = seed
    }

    package var count: Int { digests.count }

    /// Whether chance changes the images while training.
    var isChanged: Bool { augmentation != nil || mixer != nil }

    package func makeReader() -> any ExampleReader { Reader(examples: self) }

    private final class Reader: ExampleReader {
        private let examples: ImageExamples

        init(examples: ImageExamples) {
            self.examples = examples
        }

        func read(_ index: Int, epoch: Int?, into values: inout MutableSpan<Float>) throws {
            examples.preprocessing.normalize(try examples.prepared(index, epoch: epoch), into: &values)
        }

        func blend(
            _ values: inout MutableSpan<Float>, _ targets: Targets, using generator: inout SeededGenerator
        ) -> Targets {
            guard let mixer = examples.mixer else { return targets }
            let mixing = mixer.mixing(
                sampleCount: targets.rowCount, width: examples.preprocessing.cropWidth,
                height: examples.preprocessing.cropHeight, using: &generator)
            mixing.apply(to: &values)
            return targets.mixed(
                partners: mixing.mixes.map(\.partner), shares: mixing.mixes.map { Float($0.weight) })
        }
    }

    /// The pixels that the network sees, before normalisation.
    private func prepared(_ index: Int, epoch: Int?) throws -> Image {
        guard let epoch, let augmentation else { return preprocessing.prepared(try pictures.image(index)) }
        var generator = SampleSeed(run: seed, epoch: epoch, digest: digests[index].bytes).generator
        switch try pictures.picture(index) {
        case .decoded(let image): return augmentation(image, using: &generator)
        case .encoded(let file):
            do {
                return try augmentation(file, using: &generator)
            } catch {
                throw pictures.failure(index, .image(error))
            }
        }
    }
}

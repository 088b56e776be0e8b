internal import Augmentation
internal import Datasets
internal import Images
internal import Synchronization
internal import Tensors
internal import Training

/// Image files as examples for a network: decoded, changed at random while training, prepared and normalised by whichever
/// task needs them.
///
/// Small data sets are kept decoded in memory; of larger ones each file is decoded anew each time.
struct ImageExamples: ExampleSource {
    private let pictures: DecodedPictures
    private let labels: [Int]
    private let digests: [ContentDigest]
    private let preprocessing: Preprocessing
    private let augmentation: (any Augmentation)?
    private let mixer: BatchMixer?
    private let seed: UInt64

    /// Prepares the images.
    ///
    /// - Parameters:
    ///   - samples: The images, each of one class.
    ///   - digests: The digest of each file, which decides its chance.
    ///   - policy: What happens to them while training; nil for images that judge.
    ///   - reading: What is accepted when files are read.
    init(
        _ samples: [Sample], digests: [ContentDigest], preprocessing: Preprocessing,
        policy: AugmentationPolicy?,
        reading: ReadingOptions, seed: UInt64
    ) {
        pictures = DecodedPictures(
            samples, reader: ImageReader(options: preprocessing.decodingOptions(reading)))
        labels = samples.map(\.classIndex)
        self.digests = digests
        self.preprocessing = preprocessing
        augmentation = policy.flatMap { $0.isEmpty ? nil : $0.augmentation(for: preprocessing) }
        mixer = policy?.mixer
        self.seed = seed
    }

    var count: Int { labels.count }

    /// Whether chance changes the images while training.
    var isChanged: Bool { augmentation != nil || mixer != nil }

    var targets: Targets.Values { .classes(labels) }

    func makeReader() -> any ExampleReader { Reader(examples: self) }

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
        let image = try pictures.image(index)
        guard let epoch, let augmentation else { return preprocessing.prepared(image) }
        var generator = SampleSeed(run: seed, epoch: epoch, digest: digests[index].bytes).generator
        return augmentation(image, using: &generator)
    }
}

/// The pictures of files, kept where all of them together are small.
final class DecodedPictures: Sendable {
    /// The most memory that kept pictures may take, in bytes.
    private static let byteLimit = 1 << 29

    private let samples: [Sample]
    private let reader: ImageReader
    private let kept: Mutex<(images: [Image?], byteCount: Int)>

    init(_ samples: [Sample], reader: ImageReader) {
        self.samples = samples
        self.reader = reader
        kept = Mutex(([Image?](repeating: nil, count: samples.count), 0))
    }

    /// The picture of a file.
    ///
    /// - Throws: `UnreadableExampleError` where the file has become unreadable since it was examined.
    func image(_ index: Int) throws -> Image {
        if let image = kept.withLock({ $0.images[index] }) { return image }
        let image: Image
        do {
            image = try reader.image(atPath: samples[index].path).image
        } catch {
            throw UnreadableExampleError(failure: SampleFailure(sample: samples[index], reason: error))
        }
        kept.withLock { kept in
            guard kept.images[index] == nil, kept.byteCount + image.pixels.count <= Self.byteLimit else {
                return
            }
            kept.images[index] = image
            kept.byteCount += image.pixels.count
        }
        return image
    }
}

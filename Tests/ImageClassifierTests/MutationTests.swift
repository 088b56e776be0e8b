import FoundationEssentials
import ImageClassifier
import Images
import ModelSupport
import Tensors
import Testing

/// Damaged pictures through the whole of `classify`: file, decoder, preprocessing, network.
@Suite struct MutationTests {
    #if DEBUG
    private static let count = 1000
    #else
    private static let count = 100_000
    #endif

    /// How many files are on the disk at a time.
    private static let batchSize = 500

    /// The number from which every mutation can be made again: number i is that of the path `(seed, i)`.
    private static let seed: UInt64 = 2027

    /// Sound files: the fixtures of the decoder and what our own encoders write.
    private static func originals() throws -> [[UInt8]] {
        let folder = Committed.package + "/Tests/ImagesTests/Fixtures"
        let fixtures = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            .filter { name in [".jpg", ".png", ".webp"].contains { name.hasSuffix($0) } }
            .map { [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\($0)"))) }
        let pixels = (0..<45 * 33 * 3).map { UInt8(truncatingIfNeeded: $0 * 7 ^ $0 >> 3) }
        let picture = Image(width: 45, height: 33, pixels: pixels)
        return try fixtures + [
            picture.encodedPNG(), picture.encodedJPEG(), picture.encodedJPEG(subsampling: .none),
        ]
    }

    /// A crash leaves the files of the current batch in `imgcls-test-…` in the system's folder for temporary
    /// files, the damaged one among them, for `imgcls classify`.
    @Test(.timeLimit(.minutes(10)))
    func `a damaged picture gets probabilities or an error, never a crash`() async throws {
        let originals = try Self.originals()
        try #require(originals.count > 40)
        let folder = try ScratchFolder()
        var classifier = ImageClassifier(try TinyBackbone.model())
        var tally = MutationTally()
        for start in stride(from: 0, to: Self.count, by: Self.batchSize) {
            var paths: [String] = []
            for number in start..<start + Self.batchSize {
                var generator = SeededGenerator(seed: Self.seed, path: UInt64(number))
                let original = originals[number % originals.count]
                let name = String(number - start)
                try folder.write(Mutation.mutated(original, using: &generator), to: name)
                paths.append(folder.path(name))
            }
            // Every second batch accepts what is left of pictures that are cut short.
            classifier.reading.minimumCompleteShare = start / Self.batchSize % 2 == 0 ? 1 : 0.5
            let answers = try await classifier.answers(imagesAtPaths: paths, workerCount: 2)
            try #require(answers.count == paths.count)
            for (offset, answer) in answers.enumerated() {
                if let complaint = tally.count(answer) {
                    Issue.record("mutation \(start + offset): \(complaint)")
                }
            }
        }
        // Damage of one byte among hundreds is often not seen, and often fatal in one of several ways.
        let share = Double(tally.answerCount) / Double(Self.count)
        #expect((0.1...0.9).contains(share), "\(tally)")
        for kind in ["corrupt", "truncated", "notAnImage"] {
            #expect(tally.errorCounts[kind, default: 0] >= Self.count / 200, "\(kind) of \(tally)")
        }
        #expect(tally.errorCounts.count >= 5, "\(tally)")
        #expect(tally.answerCount + tally.errorCounts.values.reduce(0, +) == Self.count)
    }
}

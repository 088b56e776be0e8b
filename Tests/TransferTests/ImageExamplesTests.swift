import Augmentation
import Datasets
import FoundationEssentials
import Images
import Tensors
import Testing
import Training
import Transfer

@Suite struct ImageExamplesTests {
    private static let side = 16

    /// Files of both kinds in a folder of their own, which is removed afterwards.
    private func withSamples<Result>(
        _ body: (_ samples: [Sample], _ digests: [ContentDigest]) throws -> Result
    ) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.path + "/imgcls-examples-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var generator = SeededGenerator(seed: 2)
        var (samples, digests): ([Sample], [ContentDigest]) = ([], [])
        for index in 0..<6 {
            let (width, height) = (60 + 7 * index, 90 - 5 * index)
            let picture = Image(
                width: width, height: height,
                pixels: (0..<width * height * 3).map { _ in UInt8.random(in: 0...255, using: &generator) })
            let bytes = try index == 3 ? picture.encodedPNG() : picture.encodedJPEG(subsampling: .quarter)
            try Data(bytes).write(to: URL(filePath: "\(folder)/\(index)"))
            samples.append(Sample(root: folder, relativePath: "\(index)", classIndex: index % 2))
            digests.append(ContentDigest(of: bytes))
        }
        return try body(samples, digests)
    }

    /// The numbers of all examples in some epochs, read twice.
    private func values(
        _ samples: [Sample], _ digests: [ContentDigest], policy: String,
        reading: ReadingOptions = ReadingOptions(), keptByteCount: Int
    ) throws -> [[Float]] {
        let examples = ImageExamples(
            samples, digests: digests, targets: .classes(samples.map(\.classIndex)),
            preprocessing: .efficientNetLite(cropSide: Self.side),
            policy: try AugmentationPolicy(parsing: policy), reading: reading, seed: 4,
            memory: KeptMemory(byteCount: keptByteCount))
        let reader = examples.makeReader()
        return try [nil, 0, 1, 0, nil].flatMap { epoch in
            try (0..<examples.count).map { index in
                var values = [Float](repeating: 0, count: Self.side * Self.side * 3)
                var span = values.mutableSpan
                try reader.read(index, epoch: epoch, into: &span)
                return values
            }
        }
    }

    @Test(arguments: ["standard", "flip:0.5,rotate:20", "pad-crop:0.2", "none"])
    func `what is kept in memory and what is decoded in parts gives the same numbers`(
        _ policy: String
    ) throws {
        try withSamples { samples, digests in
            let kept = try values(samples, digests, policy: policy, keptByteCount: .max)
            // Room for none, and for about two of them.
            for limit in [0, 40_000] {
                #expect(try values(samples, digests, policy: policy, keptByteCount: limit) == kept)
            }
            // Where cut files would do, all is decoded.
            let salvaging = ReadingOptions(minimumCompleteShare: 0.5)
            let whole = try values(samples, digests, policy: policy, reading: salvaging, keptByteCount: 0)
            #expect(whole == kept)
        }
    }

    @Test func `parts that share memory take no more than there is together`() {
        let memory = KeptMemory(byteCount: 100)
        #expect(memory.take(60) && !memory.take(41) && memory.hasRoom(for: 40))
        #expect(memory.take(40) && !memory.hasRoom(for: 1) && memory.hasRoom(for: 0))
    }

    @Test(arguments: [0, Int.max])
    func `a file that has become unreadable is named`(_ limit: Int) throws {
        try withSamples { samples, digests in
            try Data("nothing".utf8).write(to: URL(filePath: samples[1].path))
            let error = #expect(throws: UnreadableExampleError.self) {
                try values(samples, digests, policy: "standard", keptByteCount: limit)
            }
            #expect(error?.failure.sample == samples[1])
        }
    }
}

import FoundationEssentials
import Testing
import Training

@Suite struct TensorBoardEventsTests {
    @Test func `the bytes are those that TensorBoard writes`() throws {
        let bytes =
            TensorBoardEvents.header(wallTime: 1_700_000_000.25)
            + TensorBoardEvents.scalars([("loss/train", 2.5)], step: 0, wallTime: 1_700_000_001)
            + TensorBoardEvents.scalars(
                [("loss/train", 1.25), ("loss/validation", 0.1), ("validation/accuracy", 0)], step: 1,
                wallTime: 1_700_000_002.5)
            + TensorBoardEvents.scalars(
                [("rate", 1e-5), ("größe", -3)], step: 300, wallTime: 1_700_000_003.75)
        #expect(bytes == Array(try Data(contentsOf: goldenFile("tensorboard_events.bin"))))
    }

    @Test func `an epoch has a scalar for each number that is there`() {
        let record = EpochRecord(
            epoch: 3, trainLoss: 1, metric: 0.5, rate: 0.1, imagesPerSecond: 10, seconds: 2)
        #expect(
            TensorBoardEvents.epoch(record, metric: "accuracy", wallTime: 5)
                == TensorBoardEvents.scalars(
                    [
                        ("loss/train", 1), ("validation/accuracy", 0.5), ("rate", 0.1),
                        ("images_per_second", 10), ("seconds", 2),
                    ], step: 3, wallTime: 5))
        #expect(
            TensorBoardEvents.epoch(record, metric: nil, wallTime: 5)
                == TensorBoardEvents.scalars(
                    [("loss/train", 1), ("rate", 0.1), ("images_per_second", 10), ("seconds", 2)],
                    step: 3, wallTime: 5))
    }

    /// The examples of RFC 3720, appendix B.4.
    static let checksums: [(bytes: [UInt8], code: UInt32)] = [
        ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
        ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43),
        (Array(0..<32), 0x46DD_794E),
        ((0..<32).reversed(), 0x113F_DB5C),
    ]

    @Test(arguments: checksums.indices) func `checksums equal those of the RFC`(_ index: Int) {
        let example = Self.checksums[index]
        #expect(CyclicRedundancyCode.checksum(example.bytes) == example.code)
    }
}

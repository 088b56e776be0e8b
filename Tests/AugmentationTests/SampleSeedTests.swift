import Augmentation
import Tensors
import Testing

@Suite struct SampleSeedTests {
    @Test func `every image of every epoch of every run has a sequence of its own`() {
        var starts: Set<UInt64> = []
        for run in 0..<5 as Range<UInt64> {
            for epoch in 0..<20 {
                for sample in 0..<50 as Range<UInt64> {
                    var generator = SampleSeed(run: run, epoch: epoch, sample: sample).generator
                    starts.insert(generator.next())
                }
            }
        }
        #expect(starts.count == 5000)
    }

    @Test func `the sequence is that of the stated path`() {
        var generator = SampleSeed(run: 7, epoch: 3, sample: 11).generator
        var expected = SeededGenerator(seed: 7, path: 3, 11)
        #expect(generator.next() == expected.next())
    }

    @Test func `batches have sequences that no image has`() {
        var starts: Set<UInt64> = []
        for epoch in 0..<20 {
            for number in 0..<50 {
                var image = SampleSeed(run: 1, epoch: epoch, sample: UInt64(number)).generator
                var batch = SampleSeed.batchGenerator(run: 1, epoch: epoch, batch: number)
                starts.formUnion([image.next(), batch.next()])
            }
        }
        #expect(starts.count == 2000)
    }

    @Test func `a digest stands for its first eight bytes`() {
        let digest: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
        let seed = SampleSeed(run: 1, epoch: 0, digest: digest)
        #expect(seed == SampleSeed(run: 1, epoch: 0, sample: 0x0102_0304_0506_0708))
    }

    @Test func `an epoch below 0 traps`() async {
        await #expect(processExitsWith: .failure) { _ = SampleSeed(run: 0, epoch: -1, sample: 0) }
    }
}

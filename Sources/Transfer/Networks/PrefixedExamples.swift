internal import Execution
internal import Synchronization
internal import Tensors
internal import Training

/// Examples behind the frozen beginning of a network: what its end, which is trained, reads.
///
/// Values that chance does not change are kept in memory, as far as they are small.
struct PrefixedExamples: ExampleSource {
    private let images: ImageExamples
    private let prefix: LazyInferencePlan
    private let kept: KeptValues
    private let isAlwaysTheSame: Bool

    init(_ images: ImageExamples, behind prefix: LazyInferencePlan, memory: KeptMemory) {
        self.images = images
        self.prefix = prefix
        kept = KeptValues(count: images.count, memory: memory)
        isAlwaysTheSame = !images.isChanged
    }

    var count: Int { images.count }

    var targets: Targets.Values { images.targets }

    func makeReader() throws -> any ExampleReader {
        Reader(self, session: try prefix.compiled().makeSession())
    }

    private final class Reader: ExampleReader {
        private let examples: PrefixedExamples
        private let session: InferenceSession
        private let reader: any ExampleReader

        init(_ examples: PrefixedExamples, session: InferenceSession) {
            self.examples = examples
            self.session = session
            reader = examples.images.makeReader()
        }

        func read(_ index: Int, epoch: Int?, into values: inout MutableSpan<Float>) throws {
            let isKept = epoch == nil || examples.isAlwaysTheSame
            if isKept, let known = examples.kept[index] {
                for position in values.indices { values[position] = known[position] }
                return
            }
            let outcome: Result<Void, any Error> = session.withInput { input in
                Result { try reader.read(index, epoch: epoch, into: &input) }
            }
            try outcome.get()
            try session.run()
            let output = session.output()
            // From C H W to H W C.
            let channels = output.shape[1]
            let positions = output.shape.elementCount / channels
            let source = output.values.span
            for position in 0..<positions {
                for channel in 0..<channels {
                    values[position * channels + channel] = source[channel * positions + position]
                }
            }
            if isKept { examples.kept.keep((0..<values.count).map { values[$0] }, at: index) }
        }
    }
}

/// Values by example, as many as there is memory for.
private final class KeptValues: Sendable {
    private let memory: KeptMemory
    private let values: Mutex<[[Float]?]>

    init(count: Int, memory: KeptMemory) {
        self.memory = memory
        values = Mutex([[Float]?](repeating: nil, count: count))
    }

    subscript(index: Int) -> [Float]? { values.withLock { $0[index] } }

    func keep(_ floats: [Float], at index: Int) {
        values.withLock { values in
            guard values[index] == nil, memory.take(floats.count * MemoryLayout<Float>.stride) else { return }
            values[index] = floats
        }
    }
}

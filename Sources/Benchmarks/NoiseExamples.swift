internal import Networks
internal import Tensors
internal import Training

/// Random pictures in memory, with ten classes in turn: what a training step takes when nothing has to be read.
struct NoiseExamples: ExampleSource {
    let count: Int

    private let values: [Float]
    private let size: Int

    /// Makes pictures of the size that a network sees.
    init(_ input: InputShape, count: Int) {
        var generator = SeededGenerator(seed: 1)
        size = input.shape.elementCount
        self.count = count
        values = (0..<count * size).map { _ in Float.random(in: -1...1, using: &generator) }
    }

    var targets: Targets.Values { .classes((0..<count).map { $0 % 10 }) }

    func makeReader() -> any ExampleReader { Reader(examples: self) }

    private final class Reader: ExampleReader {
        private let examples: NoiseExamples

        init(examples: NoiseExamples) {
            self.examples = examples
        }

        func read(_ index: Int, epoch: Int?, into values: inout MutableSpan<Float>) {
            let start = index * examples.size
            for position in values.indices { values[position] = examples.values[start + position] }
        }
    }
}

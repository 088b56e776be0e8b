import Synchronization
import Tensors
import Training

/// Examples in memory, with chance, blending, faults and a record of what was read.
struct SyntheticExamples: ExampleSource {
    /// The numbers of each example, `[H, W, C]`.
    var values: [[Float]]
    var targets: Targets.Values
    /// How far chance moves each number in training.
    var noise: Float = 0
    /// Whether a shard's images are blended with those in the opposite order.
    var isBlended = false
    /// The example that cannot be read.
    var broken: Int?
    /// From which epoch on numbers are far too large.
    var explosion: Int?
    /// What is told about each read, before it happens.
    var reading: @Sendable (_ index: Int, _ epoch: Int?) -> Void = { _, _ in }

    var count: Int { values.count }

    func makeReader() throws -> any ExampleReader {
        if broken == -1 { throw SyntheticFault(index: -1) }
        return Reader(source: self)
    }

    /// Reads what it is told to.
    private final class Reader: ExampleReader {
        private let source: SyntheticExamples

        init(source: SyntheticExamples) {
            self.source = source
        }

        func read(_ index: Int, epoch: Int?, into values: inout MutableSpan<Float>) throws {
            source.reading(index, epoch)
            if source.broken == index { throw SyntheticFault(index: index) }
            var generator = SeededGenerator(seed: 17, path: UInt64(epoch ?? 0), UInt64(index))
            let isExploding = epoch.map { $0 >= source.explosion ?? .max } ?? false
            for position in 0..<values.count {
                let chance = epoch == nil ? 0 : Float.random(in: -1...1, using: &generator) * source.noise
                values[position] = (source.values[index][position] + chance) * (isExploding ? 1e30 : 1)
            }
        }

        func blend(
            _ values: inout MutableSpan<Float>, _ targets: Targets, using generator: inout SeededGenerator
        ) -> Targets {
            guard source.isBlended else { return targets }
            let rows = targets.rowCount
            let share = Float(1 + generator.next() % 2) / 2
            let length = values.count / rows
            let old = (0..<values.count).map { values[$0] }
            for row in 0..<rows {
                for position in 0..<length {
                    values[row * length + position] =
                        share * old[row * length + position]
                        + (1 - share) * old[(rows - 1 - row) * length + position]
                }
            }
            return targets.mixed(
                partners: (0..<rows).reversed(), shares: [Float](repeating: share, count: rows))
        }
    }
}

/// Why a synthetic example cannot be read; −1 where there is no reader.
struct SyntheticFault: Error, Hashable {
    let index: Int
}

extension SyntheticExamples {
    /// Patterns of three classes with a little noise of their own, 6 × 6 pixels of one channel.
    static func patterns(_ count: Int, seed: UInt64 = 1) -> SyntheticExamples {
        let values = (0..<count).map { index in
            var generator = SeededGenerator(seed: seed, path: UInt64(index))
            return (0..<36).map { position in
                Float(position * (index % 3 + 1) % 5 - 2) / 2
                    + Float.random(in: -0.3...0.3, using: &generator)
            }
        }
        return SyntheticExamples(values: values, targets: .classes((0..<count).map { $0 % 3 }))
    }

    /// The same with every label moved to the next class, so that what is learned from the others is wrong
    /// here.
    static func contradictions(_ count: Int) -> SyntheticExamples {
        var examples = patterns(count, seed: 2)
        examples.targets = .classes((0..<count).map { ($0 + 1) % 3 })
        return examples
    }
}

/// What was read, in the order of the reads.
final class ReadLog: Sendable {
    struct Entry: Hashable {
        let index: Int
        let epoch: Int?
    }

    private let entries = Mutex<[Entry]>([])

    func note(_ index: Int, _ epoch: Int?) {
        entries.withLock { $0.append(Entry(index: index, epoch: epoch)) }
    }

    func indices(ofEpoch epoch: Int) -> [Int] {
        entries.withLock { $0.filter { $0.epoch == epoch }.map(\.index) }
    }
}

internal import OneDNN

/// What a plan does, step by step: primitives, their packed weights, and the places of values in the arena.
struct Program: Sendable {
    /// One primitive with its constant arguments and the values it reads and writes.
    struct Instruction: Sendable {
        let node: String
        let primitive: Primitive
        var source: Int
        var secondSource: Int?
        var weights: AlignedBuffer?
        var bias: AlignedBuffer?
        var output: Int
    }

    /// The steps in order; values are numbered by their storage.
    let instructions: [Instruction]

    /// The byte offset of every storage in the arena.
    let offsets: [Int]

    /// The size of the arena.
    let arenaByteCount: Int

    /// The largest working memory of any step.
    let scratchpadByteCount: Int

    /// The storage of the input.
    let input: Int

    /// The storages of the wanted values.
    let outputs: [String: Int]
}

/// A small, fast random number generator whose sequence depends on nothing but its seed.
///
/// The standard library's `SystemRandomNumberGenerator` cannot be seeded. This is SplitMix64: a 64-bit counter
/// with an odd increment whose value passes through a bijective mixer; its period is 2⁶⁴.
/// Source: Steele, Lea & Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
public struct SeededGenerator: RandomNumberGenerator, Hashable, Sendable {
    private var state: UInt64

    /// What the counter grows by: a generator seeded with `seed + n · increment` begins at the n-th number of
    /// `seed`.
    public static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// Starts the sequence that belongs to one seed.
    public init(seed: UInt64) {
        state = seed
    }

    /// Starts a sequence of its own for each path of numbers below one seed, for example (run seed, epoch,
    /// sample): the work of one sample can then be done by any worker, in any order.
    public init(seed: UInt64, path: UInt64...) {
        state = seed
        for component in path {
            state = next() ^ component
        }
        state = next()
    }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        state &+= Self.increment
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

}

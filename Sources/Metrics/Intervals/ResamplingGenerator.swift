/// The random numbers of resampling: SplitMix64, seeded from the caller's generator.
///
/// Metrics stands on no other target and therefore cannot use a generator of one; a generator of its own also
/// makes the ten million draws of a bootstrap free of calls through a witness table.
/// Source: Steele, Lea & Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
struct ResamplingGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// A whole number in `0 ..< bound`; the chances of two numbers differ by less than `bound` in 2⁶⁴.
    mutating func index(below bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return Int(mixed.multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// The numbers `0 ..< count` in random order.
    mutating func permutation(_ count: Int) -> [Int] {
        var order = Array(0..<count)
        for last in stride(from: count - 1, to: 0, by: -1) {
            order.swapAt(last, index(below: last + 1))
        }
        return order
    }
}

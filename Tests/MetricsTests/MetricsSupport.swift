import FoundationEssentials
import Glibc
import Testing

/// Expects two lists of numbers to agree to 1e-9.
func expectClose(
    _ actual: [Double?], _ expected: [Double?], sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(actual.count == expected.count, sourceLocation: sourceLocation)
    for (left, right) in zip(actual, expected) {
        guard let left, let right else {
            #expect(left == right, sourceLocation: sourceLocation)
            continue
        }
        #expect(abs(left - right) <= 1e-9 * max(1, abs(right)), sourceLocation: sourceLocation)
    }
}

/// Decodes from anything and keeps nothing: for looking at keys alone.
struct AnyValue: Decodable {
    init(from decoder: any Decoder) {}
}

/// The keys of a value's JSON at its top level, sorted.
func keys(of value: some Encodable) throws -> [String] {
    let data = try JSONEncoder().encode(value)
    return try JSONDecoder().decode([String: AnyValue].self, from: data).keys.sorted()
}

/// A sequence that depends on its seed alone: the multiplier and increment are Knuth's for MMIX.
struct TestGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        // Low bits of such a sequence have short periods; two high halves make one number.
        func half() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 32
        }
        return half() << 32 | half()
    }

    /// A standard normal number by the method of Box and Muller.
    mutating func normal() -> Double {
        let radius = (-2 * log(1 - Double.random(in: 0..<1, using: &self))).squareRoot()
        return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &self))
    }
}

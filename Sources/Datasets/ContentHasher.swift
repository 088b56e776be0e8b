internal import Crypto

/// Computes a digest piece by piece, without the pieces ever lying side by side in memory.
///
/// The pieces simply follow each other: whoever hashes several of unknown length says their lengths too.
public struct ContentHasher: Sendable {
    private var hash = SHA256()

    /// Begins with nothing.
    public init() {}

    /// Adds bytes. Complexity: O(*n*).
    public mutating func update(_ bytes: [UInt8]) {
        // Sound: the bytes are only read, during the call.
        unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
    }

    /// Adds the bits of numbers, the lowest byte first. Complexity: O(*n*).
    public mutating func update(_ values: [Float]) {
        #if _endian(little)
        // Sound: the bytes are only read, during the call.
        unsafe values.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        #else
        update(
            values.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) }
            })
        #endif
    }

    /// The digest of all that was added.
    public func finalize() -> ContentDigest { ContentDigest(finishing: hash.finalize()) }
}

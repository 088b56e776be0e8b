internal import Glibc

/// Memory for floats, aligned to cache lines, zeroed, and freed with its owner.
@safe public final class AlignedBuffer: @unchecked Sendable {
    // Written by one owner at a time: plans fill theirs before they are shared, sessions keep theirs.
    let base: UnsafeMutableRawPointer

    /// The size in bytes.
    public let byteCount: Int

    /// A cache line, which is also the widest vector.
    public static let alignment = 64

    /// Takes zeroed memory.
    ///
    /// - Precondition: The system has that much; running out of memory traps, as it does for an array.
    public init(byteCount: Int) {
        self.byteCount = byteCount
        let rounded = max(Self.alignment, (byteCount + Self.alignment - 1) / Self.alignment * Self.alignment)
        unsafe base = UnsafeMutableRawPointer.allocate(byteCount: rounded, alignment: Self.alignment)
        unsafe base.initializeMemory(as: UInt8.self, repeating: 0, count: rounded)
    }

    /// Takes memory and copies floats into it.
    public convenience init(_ values: [Float]) {
        self.init(byteCount: values.count * MemoryLayout<Float>.stride)
        write(values, at: 0)
    }

    deinit {
        unsafe base.deallocate()
    }

    /// Copies floats into the buffer.
    ///
    /// - Precondition: They fit behind `byteOffset`, which is a multiple of 4.
    public func write(_ values: [Float], at byteOffset: Int) {
        withFloats(at: byteOffset, count: values.count) { destination in
            for index in values.indices { destination[index] = values[index] }
        }
    }

    /// Copies floats out of the buffer.
    ///
    /// - Precondition: They lie inside, and `byteOffset` is a multiple of 4.
    public func read(at byteOffset: Int, count: Int) -> [Float] {
        withFloats(at: byteOffset, count: count) { source in
            unsafe [Float](unsafeUninitializedCapacity: source.count) { destination, initialized in
                for index in source.indices {
                    unsafe destination.initializeElement(at: index, to: source[index])
                }
                initialized = source.count
            }
        }
    }

    /// Lends a stretch of the buffer.
    ///
    /// - Precondition: It lies inside, and `byteOffset` is a multiple of 4.
    public func withFloats<Result>(
        at byteOffset: Int, count: Int, _ body: (inout MutableSpan<Float>) -> Result
    ) -> Result {
        let size = MemoryLayout<Float>.stride
        precondition(
            byteOffset % size == 0 && byteOffset >= 0 && count >= 0 && byteOffset + count * size <= byteCount,
            "\(count) floats at byte \(byteOffset) are outside a buffer of \(byteCount) bytes")
        let floats = unsafe UnsafeMutableBufferPointer(
            start: (base + byteOffset).bindMemory(to: Float.self, capacity: count), count: count)
        var span = unsafe MutableSpan(_unsafeElements: floats)
        return body(&span)
    }
}

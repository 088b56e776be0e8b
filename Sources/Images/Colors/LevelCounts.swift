import CPixelKernels

/// How many samples of an image have each level of red, green and blue.
public struct LevelCounts: Hashable, Sendable {
    /// `[C, 256]` with C = red, green, blue.
    private let counts: [UInt32]

    /// Counts the samples of an image.
    public init(_ image: Image) {
        let pixelCount = image.width * image.height
        counts = unsafe [UInt32](unsafeUninitializedCapacity: 3 * 256) { counts, count in
            unsafe image.pixels.withUnsafeBufferPointer { pixels in
                unsafe imgcls_count_levels(pixels.baseAddress, pixelCount, counts.baseAddress)
            }
            count = 3 * 256
        }
    }

    /// The number of samples of each level, 256 of them.
    ///
    /// - Parameter channel: 0 red, 1 green, 2 blue.
    public func channel(_ channel: Int) -> [Int] {
        counts[256 * channel..<256 * (channel + 1)].map { Int($0) }
    }
}

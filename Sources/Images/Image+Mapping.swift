extension Image {
    /// An image of the same extent whose samples a loop over memory makes of this one's.
    ///
    /// - Parameter fill: Takes the samples of this image and room for as many, all of which it writes.
    func withPixels(
        filledBy fill: (_ source: UnsafePointer<UInt8>?, _ result: UnsafeMutablePointer<UInt8>?) -> Void
    ) -> Image {
        unsafe Image(width: width, height: height) { result in
            unsafe pixels.withUnsafeBufferPointer { unsafe fill($0.baseAddress, result) }
        }
    }

    /// Makes an image whose samples a loop over memory writes.
    ///
    /// - Parameter fill: Takes room for `width` × `height` × 3 samples, all of which it writes.
    init(width: Int, height: Int, filledBy fill: (_ result: UnsafeMutablePointer<UInt8>?) -> Void) {
        let sampleCount = width * height * 3
        let pixels = unsafe [UInt8](unsafeUninitializedCapacity: sampleCount) { result, count in
            unsafe fill(result.baseAddress)
            count = sampleCount
        }
        self.init(width: width, height: height, pixels: pixels)
    }
}

public import Images

/// A random change of a picture that leaves its class as it is.
///
/// It draws from the given generator only, so that the same seed gives the same pixels whichever worker does
/// the work and in whatever order. The generator of a sample is seeded from (run seed, epoch, sample).
public protocol Augmentation: Sendable {
    /// A changed picture.
    ///
    /// - Parameters:
    ///   - image: The picture.
    ///   - generator: Where all chance comes from.
    func callAsFunction(_ image: Image, using generator: inout some RandomNumberGenerator) -> Image
}

public import Datasets
public import Tensors

/// The readable images of a data set with all that is known of them before training: what checks, splits and
/// training start from.
///
/// The lists are parallel: position *i* of each belongs to the same image. Training images come first, then
/// validation and test images, each in the order of the data set.
public struct Examination: Sendable {
    /// The readable images.
    public let samples: [Sample]
    /// The part of each image as the data set states it; training where it states none.
    public let partitions: [Partition]
    /// The digest of each file.
    public let digests: [ContentDigest]
    /// What is known of each picture.
    public let images: [ExaminedImage]
    /// The features of the plain view of each image, `[N, D]`; nil where none were wanted.
    public let features: Tensor<Float>?
    /// The images that could not be read, in the order of the data set.
    public let failures: [SampleFailure]
    /// The part of each of them.
    public let failurePartitions: [Partition]
    /// The images whose features all came from the cache.
    public let cachedCount: Int
    /// The images that show nearly the same.
    public let nearDuplicates: NearDuplicates

    /// The number of images of the data set, unreadable ones included.
    public var totalCount: Int { samples.count + failures.count }

    /// The positions of the images of one part.
    public func positions(in partition: Partition) -> [Int] {
        partitions.indices.filter { partitions[$0] == partition }
    }

    /// For each image the number of its cluster, images with the same pixels and near duplicates being in one; nil for
    /// an image that resembles no other.
    public var clusters: [Int?] { DuplicateClusters(count: samples.count, links: links).clusterIndices }

    /// The same, with the images of one stated group in one cluster too: what must not be torn apart.
    public var components: [Int?] {
        var links = links
        var first: [String: Int] = [:]
        for (position, sample) in samples.enumerated() {
            guard let group = sample.group else { continue }
            if let known = first[group] { links.append((known, position)) } else { first[group] = position }
        }
        return DuplicateClusters(count: samples.count, links: links).clusterIndices
    }

    private var links: [(Int, Int)] {
        var links = nearDuplicates.pairs.map { ($0.first, $0.second) }
        var first: [ContentDigest: Int] = [:]
        for (position, image) in images.enumerated() {
            if let known = first[image.pixelDigest] {
                links.append((known, position))
            } else {
                first[image.pixelDigest] = position
            }
        }
        return links
    }

    /// The features of some images, in their order.
    func features(at positions: [Int]) -> Tensor<Float>? {
        guard let features else { return nil }
        let width = features.shape[1]
        var values: [Float] = []
        values.reserveCapacity(positions.count * width)
        for position in positions { values += features.values[position * width..<(position + 1) * width] }
        return Tensor(shape: [positions.count, width], values: values)
    }
}
